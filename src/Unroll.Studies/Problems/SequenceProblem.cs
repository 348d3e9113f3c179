using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Studies.Problems;

/// <summary>A problem whose sequences are drawn by a rule, so that the distance over which something has to be remembered is known.</summary>
/// <param name="name">What the user writes.</param>
public abstract class SequenceProblem(string name)
{
    /// <summary>What the user writes: "adding".</summary>
    public string Name { get; } = name;

    /// <summary>Shape of a sample: [time, features].</summary>
    public abstract Shape SampleShape { get; }

    /// <summary>Shape of a target: [outputs] of values, or [time] of ids.</summary>
    public abstract Shape TargetShape { get; }

    /// <summary>Different ids of a target; 0 where a target is values.</summary>
    public virtual int Classes => 0;

    /// <summary>Whether a target is an id at every step.</summary>
    public bool IsEveryStep => Classes > 0;

    /// <summary>The loss of the best guesser who remembers nothing: mean squared error of values, cross-entropy of ids.</summary>
    public abstract double GuessLoss { get; }

    /// <summary>What has to be remembered, in words.</summary>
    public abstract string Description { get; }

    /// <summary>Draws a sample.</summary>
    /// <param name="random">Where its numbers come from.</param>
    /// <param name="sample">[time, features], zeros before.</param>
    /// <param name="values">The target, where it is values.</param>
    /// <param name="ids">The target, where it is ids, zeros before.</param>
    public abstract void Draw(RandomStream random, Span<float> sample, Span<float> values, Span<int> ids);

    /// <summary>How much of a target a prediction has right, 0 to 1.</summary>
    /// <param name="output">What the model gives for one sample: values, or the probabilities of the ids at every step.</param>
    /// <param name="values">The target, where it is values.</param>
    /// <param name="ids">The target, where it is ids.</param>
    public abstract double Right(ReadOnlySpan<float> output, ReadOnlySpan<float> values, ReadOnlySpan<int> ids);

    /// <summary>The share of ids that are the likeliest of their step, from a step on.</summary>
    private protected double RightIds(ReadOnlySpan<float> output, ReadOnlySpan<int> ids, int first)
    {
        int right = 0;
        for (int step = first; step < ids.Length; step++)
        {
            ReadOnlySpan<float> probabilities = output.Slice(step * Classes, Classes);
            int best = 0;
            for (int id = 1; id < Classes; id++)
                if (probabilities[id] > probabilities[best])
                    best = id;
            right += best == ids[step] ? 1 : 0;
        }

        return right / (double)(ids.Length - first);
    }
}
