using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Unroll.Kernels;

/// <summary>Work that falls into parts which can run in any order on any worker: a part's result may depend on its number only.</summary>
interface IJob
{
    /// <param name="part">Which part of the work, from 0.</param>
    /// <param name="worker">Who does it, from 0: the owner of <see cref="Workers.Scratch"/>.</param>
    void Execute(int part, int worker);
}

/// <summary>
/// Persistent threads that share the parts of a job with the caller. An idle worker spins for at most 50 µs, then sleeps; a run allocates nothing.
/// </summary>
sealed unsafe class Workers : IDisposable
{
    /// <summary>Floats of scratch memory that each worker owns: two packed matrix blocks.</summary>
    public const int ScratchLength = 3 << 17;

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

    public Workers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        _scratch = new float*[count];
        for (int worker = 0; worker < count; worker++)
            _scratch[worker] = (float*)NativeMemory.AlignedAlloc(ScratchLength * sizeof(float), 64);
        _threads = new Thread[count - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _threads[i] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"Unroll worker {worker}" };
            _threads[i].Start();
        }
    }

    ~Workers() => Free();

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
            ObjectDisposedException.ThrowIf(_stop, this);
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
            ObjectDisposedException.ThrowIf(_stop, this);
            for (int part = 0; part < parts; part++)
                job.Execute(part, 0);
        }
    }

    /// <summary>Waits for a job in progress and ends the threads; the object cannot be used afterwards.</summary>
    public void Dispose()
    {
        lock (_running)
        {
            lock (_gate)
            {
                _stop = true;
                Monitor.PulseAll(_gate);
            }

            foreach (Thread thread in _threads)
                thread.Join();
            Free();
        }

        GC.SuppressFinalize(this);
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
        if (_scratch == null)
            return; // the constructor threw, and the finalizer runs all the same
        for (int worker = 0; worker < _scratch.Length; worker++)
        {
            NativeMemory.AlignedFree(_scratch[worker]);
            _scratch[worker] = null;
        }
    }
}
