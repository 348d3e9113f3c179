using System.Globalization;
using Unroll.Data;
using Unroll.Metrics;
using Unroll.Randomness;

namespace Unroll.Studies.Problems;

/// <summary>Samples of a problem; every sample has random numbers of its own, so that the first hundred are the same however many follow.</summary>
public sealed class ProblemSamples
{
    readonly SequenceProblem _problem;
    readonly float[] _inputs, _values;
    readonly int[] _ids;
    readonly int _length, _target;

    /// <summary>Draws samples.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="count">How many.</param>
    /// <param name="key">Where their random numbers come from.</param>
    public ProblemSamples(SequenceProblem problem, int count, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (_problem, Count, _length, _target) = (problem, count, problem.SampleShape.Length, problem.TargetShape.Length);
        _inputs = new float[count * _length];
        _values = problem.Classes > 0 ? [] : new float[count * _target];
        _ids = problem.Classes > 0 ? new int[count * _target] : [];
        for (int sample = 0; sample < count; sample++)
            problem.Draw(new RandomStream(key.Derive((ulong)sample)), _inputs.AsSpan(sample * _length, _length), Values(sample), Ids(sample));
        Data = problem.Classes > 0
            ? new ArrayData(_inputs, problem.SampleShape, _ids, problem.TargetShape)
            : new ArrayData(_inputs, problem.SampleShape, _values, problem.TargetShape);
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The samples with their targets.</summary>
    public ArrayData Data { get; }

    /// <summary>Copies a sample.</summary>
    public void Write(int sample, Span<float> target) => _inputs.AsSpan(sample * _length, _length).CopyTo(target);

    /// <summary>How much of all targets is right.</summary>
    /// <param name="outputs">What a model gives for the samples, one behind another.</param>
    public double Right(ReadOnlySpan<float> outputs)
    {
        int width = outputs.Length / Count;
        double right = 0;
        for (int sample = 0; sample < Count; sample++)
            right += _problem.Right(outputs.Slice(sample * width, width), Values(sample), Ids(sample));
        return right / Count;
    }

    /// <summary>How often each id was answered by which, at the steps that count; null where targets are values.</summary>
    /// <param name="outputs">What a model gives for the samples, one behind another.</param>
    public ConfusionMatrix? Confusion(ReadOnlySpan<float> outputs)
    {
        if (_problem.Classes == 0)
            return null;
        int width = outputs.Length / Count;
        List<int> truth = [], answered = [];
        for (int sample = 0; sample < Count; sample++)
        {
            truth.AddRange(Ids(sample)[_problem.FirstAnswer..]);
            answered.AddRange(_problem.LikeliestIds(outputs.Slice(sample * width, width)).AsSpan(_problem.FirstAnswer));
        }

        return ConfusionMatrix.Create([.. truth], [.. answered], [.. Enumerable.Range(0, _problem.Classes).Select(_problem.ClassName)]);
    }

    /// <summary>The share of samples that are right at each step, from the first that counts on; nothing where targets are values.</summary>
    /// <param name="outputs">What a model gives for the samples, one behind another.</param>
    internal double[] RightByStep(ReadOnlySpan<float> outputs)
    {
        if (_problem.Classes == 0)
            return [];
        int width = outputs.Length / Count;
        double[] right = new double[_target - _problem.FirstAnswer];
        for (int sample = 0; sample < Count; sample++)
        {
            int[] answers = _problem.LikeliestIds(outputs.Slice(sample * width, width));
            for (int step = 0; step < right.Length; step++)
                right[step] += answers[_problem.FirstAnswer + step] == Ids(sample)[_problem.FirstAnswer + step] ? 1.0 / Count : 0;
        }

        return right;
    }

    /// <summary>A sample with its answer, in words.</summary>
    /// <param name="sample">Which.</param>
    /// <param name="output">What a model gives for it.</param>
    internal SequenceExample Example(int sample, ReadOnlySpan<float> output)
    {
        string asked = _problem.Describe(_inputs.AsSpan(sample * _length, _length));
        bool isRight = _problem.Right(output, Values(sample), Ids(sample)) >= 1;
        return _problem.Classes == 0
            ? new SequenceExample(isRight, asked, [Number(Values(sample)[0])], [Number(output[0])])
            : new SequenceExample(isRight, asked, Names(Ids(sample)), Names(_problem.LikeliestIds(output)));
    }

    string[] Names(ReadOnlySpan<int> ids) => [.. ids[_problem.FirstAnswer..].ToArray().Select(_problem.ClassName)];

    static string Number(float value) => value.ToString("F3", CultureInfo.InvariantCulture);

    Span<float> Values(int sample) => _problem.Classes > 0 ? [] : _values.AsSpan(sample * _target, _target);

    Span<int> Ids(int sample) => _problem.Classes > 0 ? _ids.AsSpan(sample * _target, _target) : [];
}
