using Unroll.Data;
using Unroll.Studies.Problems;
using Unroll.Studies.Runs;
using Unroll.Training;

namespace Unroll.Studies.Tasks.Sequences;

/// <summary>Sequences of a run, drawn from its seed.</summary>
public sealed class SequencesData : TaskData
{
    readonly SequencesConfiguration _configuration;

    internal SequencesData(SequencesConfiguration configuration)
        : base(configuration)
    {
        (_configuration, Problem) = (configuration, configuration.CreateProblem());
        Drawn = new DrawnSequences(Problem, configuration.Samples, configuration.TestSamples, configuration.Seed);
    }

    /// <inheritdoc/>
    public override DataSet Training => Drawn.Training.Data;

    /// <inheritdoc/>
    public override DataSet? HeldOut => Drawn.Test.Data;

    /// <inheritdoc/>
    public override string Description => Drawn.Description;

    /// <inheritdoc/>
    public override string Unit => "sequences";

    /// <summary>The rule by which they are drawn.</summary>
    internal SequenceProblem Problem { get; }

    /// <summary>The sequences.</summary>
    internal DrawnSequences Drawn { get; }

    /// <summary>Updates until an epoch ends with a test loss of so much of a guesser's; none where it never did.</summary>
    public override IEnumerable<MetricValue> Derive(History history)
    {
        ArgumentNullException.ThrowIfNull(history);
        long steps = 0;
        foreach (EpochLog epoch in history.Epochs)
        {
            steps += epoch.Steps;
            if (epoch.Values["val_loss"] <= _configuration.LearnedShare * Problem.GuessLoss)
                return [new MetricValue("stepsToLearn", steps)];
        }

        return [new MetricValue("stepsToLearn", double.NaN)];
    }
}
