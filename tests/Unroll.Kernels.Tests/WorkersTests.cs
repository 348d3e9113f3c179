using System.Runtime.CompilerServices;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests;

public sealed unsafe class WorkersTests
{
    public static TheoryData<int> Counts => [1, 2, 3, 5, 8];

    [Theory]
    [MemberData(nameof(Counts))]
    public void Run_ExecutesEveryPartOnce(int count)
    {
        using var workers = new Workers(count);
        foreach (int parts in new[] { 0, 1, 2, 3, 4, 5, 7, 64, 1000, 100_000 })
        {
            var job = new CountingJob { Counts = new int[parts], Busy = new int[count] };
            workers.Run(ref job, parts);
            Assert.All(job.Counts, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void Run_TakesUpToAMillionParts()
    {
        using var workers = new Workers(2);
        var job = new CountingJob { Counts = new int[(1 << 20) - 1], Busy = new int[2] };
        workers.Run(ref job, job.Counts.Length);
        Assert.DoesNotContain(0, job.Counts);
        Assert.Equal(job.Counts.Length, job.Counts.Sum());
        Assert.Throws<ArgumentOutOfRangeException>(() => workers.Run(ref job, 1 << 20));
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void RunAlone_ExecutesEveryPartOnTheCaller(int count)
    {
        using var workers = new Workers(count);
        var job = new CountingJob { Counts = new int[50], Busy = new int[1] };
        workers.RunAlone(ref job, 50);
        Assert.All(job.Counts, times => Assert.Equal(1, times));
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Run_ThrowsWhatAPartThrew_AndTheNextRunWorks(int count)
    {
        using var workers = new Workers(count);
        for (int round = 0; round < 20; round++)
        {
            var failing = new CountingJob { Counts = new int[40], Busy = new int[count], FailsAt = 2 * round, Period = round % 2 == 0 ? 100 : 1 };
            Assert.Equal("Part failed.", Assert.Throws<InvalidOperationException>(() => workers.Run(ref failing, 40)).Message);

            var job = new CountingJob { Counts = new int[40], Busy = new int[count] };
            workers.Run(ref job, 40);
            Assert.All(job.Counts, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void Run_DoesNotHang_InManySmallRuns()
    {
        foreach (int count in new[] { 2, 5 })
        {
            using var workers = new Workers(count);
            long sum = 0;
            Within(TimeSpan.FromMinutes(1), () =>
            {
                var job = new CountingJob { Counts = new int[count + 1], Busy = new int[count] };
                for (int run = 0; run < 10_000; run++)
                    workers.Run(ref job, count + 1);
                sum = job.Counts.Sum();
            });
            Assert.Equal(10_000L * (count + 1), sum);
        }
    }

    [Fact]
    public void Run_WakesSleepers()
    {
        using var workers = new Workers(3);
        Within(TimeSpan.FromMinutes(1), () =>
        {
            // Every part waits for the others: three threads must take part, though they fell asleep after the run before.
            for (int run = 0; run < 50; run++)
            {
                Thread.Sleep(1);
                var job = new MeetingJob { Arrived = new int[1], Threads = new Thread[3] };
                workers.Run(ref job, 3);
            }
        });
    }

    [Fact]
    public void Run_ServesCallersOneAfterTheOther()
    {
        using var workers = new Workers(3);
        Within(TimeSpan.FromMinutes(1), () => Parallel.For(0, 4, _ =>
        {
            var job = new CountingJob { Counts = new int[10], Busy = new int[3] };
            for (int run = 0; run < 500; run++)
                workers.Run(ref job, 10);
            Assert.All(job.Counts, times => Assert.Equal(500, times));
        }));
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Run_AllocatesNothing(int count)
    {
        using var workers = new Workers(count);
        var job = new AllocationJob { Before = new long[count], After = new long[count] };
        for (int run = 0; run < 200; run++)
            workers.Run(ref job, 16);

        Array.Fill(job.Before, -1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int run = 0; run < 500; run++)
            workers.Run(ref job, 16);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.All(Enumerable.Range(0, count).Where(worker => job.Before[worker] != -1), worker => Assert.Equal(job.Before[worker], job.After[worker]));
    }

    [Fact]
    public void Threads_End_WhenTheWorkersAreForgotten()
    {
        Thread[] threads = Forgotten();
        for (int i = 0; i < 100 && threads.Any(thread => thread.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(10);
        }

        Assert.DoesNotContain(threads, thread => thread.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Thread[] Forgotten()
        {
            var job = new MeetingJob { Arrived = [0], Threads = new Thread[3] };
            new Workers(3).Run(ref job, 3);
            return [.. job.Threads.Where(thread => thread != Thread.CurrentThread)];
        }
    }

    [Fact]
    public void Dispose_EndsTheThreads()
    {
        var workers = new Workers(5);
        var job = new MeetingJob { Arrived = new int[1], Threads = new Thread[5] };
        Within(TimeSpan.FromMinutes(1), () =>
        {
            workers.Run(ref job, 5);
            workers.Dispose();
        });
        Assert.Equal(5, job.Threads.Distinct().Count());
        Thread[] started = [.. job.Threads.Where(thread => thread.Name?.StartsWith("Unroll worker", StringComparison.Ordinal) == true)];
        Assert.Equal(4, started.Length);
        Assert.All(started, thread => Assert.False(thread.IsAlive));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_Throws_AfterDispose(int count)
    {
        var workers = new Workers(count);
        workers.Dispose();
        workers.Dispose();
        var job = new CountingJob { Counts = new int[4], Busy = new int[count] };
        Assert.Throws<ObjectDisposedException>(() => workers.Run(ref job, 4));
        Assert.Throws<ObjectDisposedException>(() => workers.RunAlone(ref job, 4));
    }

    [Fact]
    public void Constructor_Throws_WhenThereIsNoWorker()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Workers(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Workers(-1));

        // What was never constructed is finalized as well; an exception there would end the process.
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    // A job that a lambda captures is a field of an object, which the collector moves.
    [Fact]
    public void Run_KeepsTheJobInPlace_WhenTheCollectorMovesIt()
    {
        using var workers = new Workers(2);
        for (int run = 0; run < 20; run++)
        {
            _ = new byte[10_000];
            var job = new CollectingJob { Counts = new int[8] };
            Action action = () => workers.Run(ref job, 8);
            action();
            Assert.All(job.Counts, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void Scratch_IsAlignedAndApart()
    {
        using var workers = new Workers(3);
        for (int worker = 0; worker < 3; worker++)
        {
            Assert.Equal(0, (nint)workers.Scratch(worker) % 64);
            new Span<float>(workers.Scratch(worker), Workers.ScratchLength).Fill(worker);
        }

        for (int worker = 0; worker < 3; worker++)
            Assert.Equal(-1, new Span<float>(workers.Scratch(worker), Workers.ScratchLength).IndexOfAnyExcept(worker));
    }

    static void Within(TimeSpan limit, Action action)
    {
        Exception? error = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception thrown)
            {
                error = thrown;
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        Assert.True(thread.Join(limit), "The run hangs.");
        Assert.Null(error);
    }
}
