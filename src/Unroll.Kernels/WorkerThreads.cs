using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Unroll.Kernels;

/// <summary>The threads behind <see cref="Workers"/> and what they share. They know nothing of their owner, so that it can be collected and end them.</summary>
sealed unsafe class WorkerThreads
{
    const int PartBits = 20;
    const long PartMask = (1L << PartBits) - 1;
    static readonly long s_spinTicks = Stopwatch.Frequency / 20_000;

    readonly Lock _running = new();
    readonly object _gate = new();
    readonly Thread[] _threads;
    readonly float*[] _scratch;
    void* _job;
    delegate*<void*, int, int, void> _execute;
    Exception? _error;
    long _state; // run number | parts | next part: claiming a part and checking the run is one compare-and-swap
    int _unfinished;
    int _sleepers;
    bool _stop;

    public WorkerThreads(int count)
    {
        Count = count;
        _scratch = new float*[count];
        for (int worker = 0; worker < count; worker++)
            _scratch[worker] = (float*)NativeMemory.AlignedAlloc(Workers.ScratchLength * sizeof(float), 64);
        _threads = new Thread[count - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _threads[i] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"Unroll worker {worker}" };
            _threads[i].Start();
        }
    }

    ~WorkerThreads() => Free();

    /// <summary>Threads that share a job, the caller's among them.</summary>
    public int Count { get; }

    /// <summary>Memory of one worker, aligned to 64 bytes, for the length of a part.</summary>
    public float* Scratch(int worker) => _scratch[worker];

    /// <summary>Executes parts 0 … parts − 1 and returns when all are done. The workers share a copy of the job, which may hold pointers.</summary>
    public void Run<TJob>(ref TJob job, int parts) where TJob : struct, IJob
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, (int)PartMask);
        lock (_running)
        {
            ObjectDisposedException.ThrowIf(_stop, typeof(Workers));
            if (Count == 1 || parts <= 1)
            {
                RunAlone(ref job, parts);
                return;
            }

            // A copy on this stack stays where it is; a job that a closure captured would be moved by the collector.
            TJob copy = job;
            _job = Unsafe.AsPointer(ref copy);
            _execute = &Execute<TJob>;
            _unfinished = parts;
            long run = (_state >> (2 * PartBits)) + 1;
            Interlocked.Exchange(ref _state, (run << (2 * PartBits)) | ((long)parts << PartBits));
            if (Volatile.Read(ref _sleepers) > 0)
                lock (_gate)
                    Monitor.PulseAll(_gate);

            while (TryExecutePart(0))
            {
            }

            long start = Stopwatch.GetTimestamp();
            while (Volatile.Read(ref _unfinished) > 0)
            {
                if (Stopwatch.GetTimestamp() - start < s_spinTicks)
                    Thread.SpinWait(8);
                else
                    Thread.Yield();
            }

            if (_error is { } error)
            {
                _error = null;
                ExceptionDispatchInfo.Throw(error);
            }
        }
    }

    /// <summary>Executes all parts on the caller's thread, as worker 0: for work too small to share.</summary>
    public void RunAlone<TJob>(ref TJob job, int parts) where TJob : struct, IJob
    {
        lock (_running)
        {
            ObjectDisposedException.ThrowIf(_stop, typeof(Workers));
            for (int part = 0; part < parts; part++)
                job.Execute(part, 0);
        }
    }

    /// <summary>Tells the threads to end once no job is in progress.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stop = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for a job in progress and for the end of the threads, and frees their memory.</summary>
    public void Close()
    {
        lock (_running)
        {
            Stop();
            foreach (Thread thread in _threads)
                thread.Join();
            Free();
        }
    }

    static void Execute<TJob>(void* job, int part, int worker) where TJob : struct, IJob =>
        Unsafe.AsRef<TJob>(job).Execute(part, worker);

    void Serve(int worker)
    {
        while (!Volatile.Read(ref _stop))
        {
            long idle = Stopwatch.GetTimestamp();
            while (!HasPart() && Stopwatch.GetTimestamp() - idle < s_spinTicks)
                Thread.SpinWait(8);

            if (!TryExecutePart(worker))
                Sleep();
        }
    }

    void Sleep()
    {
        lock (_gate)
        {
            // Announced before the last look: the caller publishes a job before it looks for sleepers, so one of the two sees the other.
            Interlocked.Increment(ref _sleepers);
            while (!HasPart() && !_stop)
                Monitor.Wait(_gate);
            Interlocked.Decrement(ref _sleepers);
        }
    }

    bool HasPart()
    {
        long state = Volatile.Read(ref _state);
        return (state & PartMask) < ((state >> PartBits) & PartMask);
    }

    bool TryExecutePart(int worker)
    {
        long state = Volatile.Read(ref _state);
        while ((state & PartMask) < ((state >> PartBits) & PartMask))
        {
            long seen = Interlocked.CompareExchange(ref _state, state + 1, state);
            if (seen == state)
            {
                // The claimed part keeps the run alive, so its job cannot change under us.
                try
                {
                    _execute(_job, (int)(state & PartMask), worker);
                }
                catch (Exception error)
                {
                    Interlocked.CompareExchange(ref _error, error, null);
                }

                Interlocked.Decrement(ref _unfinished);
                return true;
            }

            state = seen;
        }

        return false;
    }

    void Free()
    {
        for (int worker = 0; worker < _scratch.Length; worker++)
        {
            NativeMemory.AlignedFree(_scratch[worker]);
            _scratch[worker] = null;
        }
    }
}
