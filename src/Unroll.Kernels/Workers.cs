namespace Unroll.Kernels;

/// <summary>
/// Persistent threads that share the parts of a job with the caller. An idle worker spins for at most 50 µs, then sleeps; a run allocates nothing.
/// One that is forgotten instead of disposed ends its threads when it is collected.
/// </summary>
sealed unsafe class Workers : IDisposable
{
    /// <summary>Floats of scratch memory that each worker owns: enough for a part of the most demanding job, the product of gradients.</summary>
    public const int ScratchLength = 92 * 1024;

    readonly WorkerThreads _threads;

    public Workers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _threads = new WorkerThreads(count);
    }

    ~Workers() => _threads?.Stop();

    /// <summary>Threads that share a job, the caller's among them.</summary>
    public int Count => _threads.Count;

    /// <summary>Memory of one worker, aligned to 64 bytes, for the length of a part.</summary>
    public float* Scratch(int worker) => _threads.Scratch(worker);

    /// <summary>Executes parts 0 … parts − 1 and returns when all are done. The workers share a copy of the job, which may hold pointers.</summary>
    /// <exception cref="ObjectDisposedException">The workers were disposed.</exception>
    public void Run<TJob>(ref TJob job, int parts) where TJob : struct, IJob
    {
        _threads.Run(ref job, parts);
        GC.KeepAlive(this);
    }

    /// <summary>Executes all parts on the caller's thread, as worker 0: for work too small to share.</summary>
    /// <exception cref="ObjectDisposedException">The workers were disposed.</exception>
    public void RunAlone<TJob>(ref TJob job, int parts) where TJob : struct, IJob
    {
        _threads.RunAlone(ref job, parts);
        GC.KeepAlive(this);
    }

    /// <summary>Waits for a job in progress and ends the threads; the object cannot be used afterwards.</summary>
    public void Dispose()
    {
        _threads.Close();
        GC.SuppressFinalize(this);
    }
}
