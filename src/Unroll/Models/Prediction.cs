using Unroll.Tensors;

namespace Unroll.Models;

/// <summary>
/// What a model predicts for samples in arrays: the outputs with their shape. It stands for its values wherever an array or a span is wanted, and holds nothing
/// beside them.
/// </summary>
public readonly struct Prediction
{
    readonly float[]? _values;

    internal Prediction(float[] values, int count, Shape sampleShape) => (_values, Count, SampleShape) = (values, count, sampleShape);

    /// <summary>The outputs one after another, sample by sample, step by step.</summary>
    public float[] Values => _values ?? [];

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>Shape of one sample's output: [outputs] or [time, outputs].</summary>
    public Shape SampleShape { get; }

    /// <summary>Shape of all: [samples, outputs] or [samples, time, outputs].</summary>
    public Shape Shape => new([Count, .. SampleShape.ToArray()]);

    /// <summary>The outputs of one sample.</summary>
    /// <param name="sample">Its number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<float> this[int sample]
    {
        get
        {
            Require(nameof(sample), sample, Count);
            return Values.AsSpan(sample * SampleShape.Length, SampleShape.Length);
        }
    }

    /// <summary>One output of a sample; of a sequence, counted through its steps.</summary>
    /// <param name="sample">Its number, from 0.</param>
    /// <param name="output">The output's number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample or output.</exception>
    public float this[int sample, int output]
    {
        get
        {
            Require(nameof(output), output, SampleShape.Length);
            return this[sample][output];
        }
    }

    /// <summary>One output at a time step of a sample.</summary>
    /// <param name="sample">Its number, from 0.</param>
    /// <param name="time">The step, from 0.</param>
    /// <param name="output">The output's number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample, step or output; outputs without time have one step.</exception>
    public float this[int sample, int time, int output]
    {
        get
        {
            Require(nameof(time), time, SampleShape.Rows);
            Require(nameof(output), output, SampleShape.Last);
            return this[sample][(time * SampleShape.Last) + output];
        }
    }

    /// <summary>The outputs one after another, not copied.</summary>
    public static implicit operator float[](Prediction prediction) => prediction.Values;

    /// <summary>The outputs one after another, not copied.</summary>
    public static implicit operator ReadOnlySpan<float>(Prediction prediction) => prediction.Values;

    /// <summary>The outputs one after another, not copied.</summary>
    public ReadOnlySpan<float> AsSpan() => Values;

    /// <summary>The shape: (32, 10).</summary>
    public override string ToString() => Shape.ToString();

    void Require(string argument, int index, int count)
    {
        if ((uint)index >= (uint)count)
            throw new ArgumentOutOfRangeException(argument, index, $"The prediction has the shape {Shape}: {argument} runs from 0 to {count - 1}.");
    }
}
