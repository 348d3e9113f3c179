using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Tensors;

public sealed class ArenaTests
{
    [Fact]
    public void Windows_AreApart_AlsoAcrossStorages()
    {
        var arena = new Arena();
        for (int step = 0; step < 3; step++)
        {
            // More than one storage in the first step, one in the others.
            Tensor[] tensors = [.. new[] { 5, 40_000, 1, 90_000, 17, 30_000 }.Select(length => arena.Allocate([length]))];
            for (int i = 0; i < tensors.Length; i++)
            {
                tensors[i].Values.Fill(i + 1);
                tensors[i].Gradients.Fill(-i - 1);
            }

            for (int i = 0; i < tensors.Length; i++)
            {
                Assert.Equal(tensors[i].Shape.Length, tensors[i].Values.Count((float)(i + 1)));
                Assert.Equal(tensors[i].Shape.Length, tensors[i].Gradients.Count((float)(-i - 1)));
            }

            arena.Reset();
        }
    }

    /// <summary>Two arrays, of which one is lost with what was written to it, came into being where two threads asked at once.</summary>
    [Fact]
    public void Gradients_AreShared_WhenSeveralThreadsAreTheFirstToAskAfterAnAnnouncedWrite()
    {
        // Making the gradients of so many values takes longer than starting a thread.
        const int Length = 4_000_000;
        for (int repetition = 0; repetition < 10; repetition++)
        {
            Tensor tensor = new Arena().Allocate([Length]);
            tensor.AccumulatesGradient();
            using var gate = new ManualResetEventSlim();
            Thread[] threads = [.. Enumerable.Range(0, 3).Select(number => new Thread(() =>
            {
                gate.Wait();
                tensor.Gradients[number] = number + 1;
            }))];
            foreach (Thread thread in threads)
                thread.Start();
            gate.Set();
            foreach (Thread thread in threads)
                thread.Join();
            Assert.Equal([1, 2, 3], tensor.Gradients[..3]);
        }
    }

    [Fact]
    public void Windows_BeginOnCacheLines()
    {
        var arena = new Arena();
        foreach (int length in (int[])[1, 15, 16, 17, 70_000, 3, 1])
        {
            Tensor tensor = arena.Allocate([length]);
            Assert.Equal(0, Address(tensor.Values) % 64);
            Assert.Equal(0, Address(tensor.Gradients) % 64);
        }
    }

    [Fact]
    public void Reset_MakesOneStorageOfAll()
    {
        var arena = new Arena();
        arena.Allocate([70_000]);
        arena.Allocate([70_000]);
        Assert.True(arena.Used >= 140_000);
        arena.Reset();
        Assert.Equal(0, arena.Used);
        nint first = Address(arena.Allocate([70_000]).Values), second = Address(arena.Allocate([70_000]).Values);
        Assert.Equal(70_000 * sizeof(float), second - first);
    }

    [Fact]
    public void Allocate_Throws_WhenAStepIsLargerThanAnArray()
    {
        var arena = new Arena();
        arena.Allocate([1 << 16]);
        var error = Assert.Throws<OverflowException>(() => arena.Allocate([0x7FFFFF00]));
        Assert.Contains("smaller", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensor_Throws_WhenItsStepIsOver()
    {
        var arena = new Arena();
        Tensor[] stale = [arena.Allocate([70_000]), arena.Allocate([70_000]), arena.AllocateIds([3]).Reshape([3, 1])];
        for (int step = 0; step < 3; step++)
        {
            arena.Reset();
            arena.Allocate([70_000]);
            foreach (Tensor tensor in stale)
            {
                Assert.Throws<InvalidOperationException>(() => tensor.IsIds ? tensor.Ids.Length : tensor.Values.Length);
                Assert.Throws<InvalidOperationException>(() => tensor.Gradients.Length);
                Assert.Throws<InvalidOperationException>(() => tensor.HasGradient);
                Assert.Throws<InvalidOperationException>(() => tensor.AccumulatesGradient());
                Assert.Throws<InvalidOperationException>(() => tensor.Reshape(tensor.Shape));
            }
        }
    }

    [Fact]
    public void Ids_Survive_WhenTheirArrayGrowsAndAStorageIsAdded()
    {
        var arena = new Arena();
        for (int step = 0; step < 3; step++)
        {
            Tensor first = arena.AllocateIds([2]);
            ((int[])[3, 4]).CopyTo(first.Ids);
            Tensor second = arena.AllocateIds([100, 5]);
            second.Ids.Fill(7);
            arena.Allocate([70_000]);
            Tensor third = arena.AllocateIds([1000]);
            third.Ids.Fill(9);
            Assert.Equal([3, 4], first.Ids);
            Assert.Equal(500, second.Ids.Count(7));
            Assert.Equal(1000, third.Ids.Count(9));
            arena.Reset();
        }
    }

    [Fact]
    public void SecondStep_IsTheLastThatAllocates()
    {
        var arena = new Arena();
        for (int step = 0; step < 4; step++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 200; i++)
            {
                Tensor tensor = arena.Allocate([1000], requiresGradient: true);
                tensor.Gradients[0] = tensor.AccumulatesGradient() ? 1 : 0;
                arena.AllocateIds([100]).Ids[0] = 1;
            }

            arena.BeginPass();
            arena.Reset();
            if (step >= 2)
                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void GradientMarks_AreOfATensorAndAPass()
    {
        var arena = new Arena();
        Tensor first = arena.Allocate([4]), second = arena.Allocate([4]);
        for (int pass = 0; pass < 3; pass++)
        {
            arena.BeginPass();
            Assert.False(first.HasGradient);
            Assert.False(first.AccumulatesGradient());
            Assert.True(first.HasGradient);
            Assert.True(first.AccumulatesGradient());
            Assert.True(first.Reshape([2, 2]).AccumulatesGradient());
            Assert.False(second.HasGradient);
        }
    }

    [Fact]
    public void Reshape_IsTheSameMemory()
    {
        var arena = new Arena();
        Tensor tensor = arena.Allocate([2, 6], requiresGradient: true), view = tensor.Reshape([3, 4]);
        view.Values[5] = 8;
        view.Gradients[5] = 9;
        Assert.Equal(8, tensor.Values[5]);
        Assert.Equal(9, tensor.Gradients[5]);
        Assert.True(view.RequiresGradient);
        ArgumentException error = Assert.Throws<ArgumentException>(() => tensor.Reshape([5, 2]));
        Assert.Contains("(2, 6)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_AndIds_AreNotMixedUp()
    {
        var arena = new Arena();
        Tensor values = arena.Allocate([2]), ids = arena.AllocateIds([2]);
        Assert.Throws<InvalidOperationException>(() => values.Ids.Length);
        Assert.Throws<InvalidOperationException>(() => ids.Values.Length);
        Assert.Throws<InvalidOperationException>(() => ids.Gradients.Length);
        Assert.False(values.IsSameWindow(ids));
        Assert.True(default(Tensor).IsEmpty);
        Assert.False(values.IsEmpty);
    }

    static nint Address(Span<float> span) => Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref MemoryMarshal.GetReference(span));
}
