namespace Unroll.Studies.Runs;

/// <summary>Hears of a run.</summary>
public interface IRunListener
{
    /// <summary>Before training: what is trained on what.</summary>
    void OnStart(RunStart start);

    /// <summary>After every update; allocate nothing here.</summary>
    /// <param name="step">Updates so far.</param>
    /// <param name="steps">Updates in all.</param>
    void OnProgress(long step, long steps)
    {
    }

    /// <summary>What the model gave after an epoch, where the task shows such a thing.</summary>
    void OnSample(int epoch, string sample);
}
