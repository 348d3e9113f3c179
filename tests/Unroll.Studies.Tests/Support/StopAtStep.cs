using Unroll.Studies.Runs;

namespace Unroll.Studies.Tests.Support;

/// <summary>Stops a run after a step, or before the first.</summary>
sealed class StopAtStep(long step, CancellationTokenSource stop) : IRunListener
{
    public void OnStart(RunStart start)
    {
        if (step == 0)
            stop.Cancel();
    }

    public void OnProgress(long done, long steps)
    {
        if (done == step)
            stop.Cancel();
    }

    public void OnSample(int epoch, string sample)
    {
    }
}
