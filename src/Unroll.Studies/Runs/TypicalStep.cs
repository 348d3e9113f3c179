using System.Diagnostics;
using Unroll.Studies.Statistics;
using Unroll.Training;

namespace Unroll.Studies.Runs;

/// <summary>
/// The time of a step that a plan can build on: steps that follow each other are put into groups, and of the groups' means the median is taken. A group evens
/// out steps that differ, as those of long and short sequences; the median leaves out moments in which the machine had something else to do.
/// </summary>
static class TypicalStep
{
    const int Groups = 9;
    const int Warmup = 3;

    /// <summary>Makes steps for a time, after a few that are not counted.</summary>
    /// <param name="trainer">Who makes them.</param>
    /// <param name="perEpoch">Steps of an epoch.</param>
    /// <param name="least">How many are made however long they take.</param>
    /// <param name="duration">Seconds for all.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <returns>Seconds of a step.</returns>
    public static double Measure(Trainer trainer, int perEpoch, int least, double duration, CancellationToken cancellationToken)
    {
        for (int i = 0; i < Warmup; i++)
            Next(trainer, perEpoch, cancellationToken);
        long from = Stopwatch.GetTimestamp();
        var seconds = new List<double>();
        while (seconds.Count < least || Stopwatch.GetElapsedTime(from).TotalSeconds < duration)
        {
            long before = Stopwatch.GetTimestamp();
            Next(trainer, perEpoch, cancellationToken);
            seconds.Add(Stopwatch.GetElapsedTime(before).TotalSeconds);
        }

        return Seconds(seconds);
    }

    /// <summary>One step; the first of an epoch where the last one ended it.</summary>
    static void Next(Trainer trainer, int perEpoch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (trainer.Batch == perEpoch)
            trainer.Rewind();
        trainer.RunStep();
    }

    /// <param name="seconds">Of each step, in their order; at least one.</param>
    public static double Seconds(IReadOnlyList<double> seconds)
    {
        int groups = Math.Min(Groups, seconds.Count);
        double[] means = new double[groups];
        for (int group = 0; group < groups; group++)
        {
            int first = (int)((long)seconds.Count * group / groups), end = (int)((long)seconds.Count * (group + 1) / groups);
            means[group] = seconds.Skip(first).Take(end - first).Average();
        }

        return Median.From(means);
    }
}
