using System.Globalization;
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

    /// <summary>What an id stands for, where a target is ids.</summary>
    public virtual string ClassName(int id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The first step whose answer counts, where a target is ids.</summary>
    public virtual int FirstAnswer => 0;

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

    /// <summary>What a sample asks to remember, in words: "3 1 4".</summary>
    /// <param name="sample">[time, features].</param>
    public abstract string Describe(ReadOnlySpan<float> sample);

    /// <summary>The likeliest id of each step.</summary>
    /// <param name="output">The probabilities of the ids at every step.</param>
    internal int[] LikeliestIds(ReadOnlySpan<float> output)
    {
        int[] ids = new int[output.Length / Classes];
        for (int step = 0; step < ids.Length; step++)
        {
            ReadOnlySpan<float> probabilities = output.Slice(step * Classes, Classes);
            for (int id = 1; id < Classes; id++)
                if (probabilities[id] > probabilities[ids[step]])
                    ids[step] = id;
        }

        return ids;
    }

    /// <summary>The share of ids that are the likeliest of their step, from the first that counts on.</summary>
    private protected double RightIds(ReadOnlySpan<float> output, ReadOnlySpan<int> ids)
    {
        int[] likeliest = LikeliestIds(output);
        int right = 0;
        for (int step = FirstAnswer; step < ids.Length; step++)
            right += likeliest[step] == ids[step] ? 1 : 0;
        return right / (double)(ids.Length - FirstAnswer);
    }
}
