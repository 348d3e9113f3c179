using Unroll.Kernels.Activations;
using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

/// <summary>Random inputs of a recurrent kernel.</summary>
sealed record RecurrentData
{
    public required SequenceLayout Layout { get; init; }

    public required ActivationFunction Activation { get; init; }

    public required ActivationFunction RecurrentActivation { get; init; }

    /// <summary>x·W + b: [steps, batch, gates·units].</summary>
    public required float[] Projected { get; init; }

    /// <summary>U: [units, gates·units].</summary>
    public required float[] RecurrentKernel { get; init; }

    /// <summary>The recurrent bias of a GRU's candidate: [units].</summary>
    public required float[] RecurrentBias { get; init; }

    /// <summary>[batch, units].</summary>
    public required float[] Hidden0 { get; init; }

    public required float[] Cell0 { get; init; }

    /// <summary>dy: [steps, batch, units], in the order of time.</summary>
    public required float[] OutputGradients { get; init; }

    public RecurrentShape Shape => new(Layout.Steps, Layout.Batch, Layout.Units, Activation, RecurrentActivation, Layout.Backwards);

    public RecurrentWeights Weights => new(null, RandomData.Double(RecurrentKernel), null,
        [.. new double[RecurrentKernel.Length / Layout.Units - Layout.Units], .. RandomData.Double(RecurrentBias)]);

    public string Name => $"{Activation}, {RecurrentActivation}, {Layout.Steps} steps, {Layout.Batch} rows, {Layout.Units} units, backwards {Layout.Backwards}";

    public static RecurrentData Create(int gates, int steps, int batch, int units, bool backwards,
        ActivationFunction activation = ActivationFunction.Tanh, ActivationFunction recurrentActivation = ActivationFunction.Sigmoid)
    {
        int seed = (((units * 1009) + batch) * 31) + steps;
        return new RecurrentData
        {
            Layout = new SequenceLayout(steps, batch, units, backwards), Activation = activation, RecurrentActivation = recurrentActivation,
            Projected = RandomData.Uniform(steps * batch * gates * units, seed, 1.5f),
            RecurrentKernel = RandomData.Uniform(units * gates * units, seed + 1, 1.5f / MathF.Sqrt(units)),
            RecurrentBias = RandomData.Uniform(units, seed + 2),
            Hidden0 = RandomData.Uniform(batch * units, seed + 3), Cell0 = RandomData.Uniform(batch * units, seed + 4),
            OutputGradients = RandomData.Uniform(steps * batch * units, seed + 5),
        };
    }

    /// <summary>The same sequence with one row of the batch.</summary>
    public RecurrentData Row(int row) => this with
    {
        Layout = new SequenceLayout(Layout.Steps, 1, Layout.Units, Layout.Backwards),
        Projected = RowOf(Projected, row),
        Hidden0 = Hidden0.AsSpan(row * Layout.Units, Layout.Units).ToArray(),
        Cell0 = Cell0.AsSpan(row * Layout.Units, Layout.Units).ToArray(),
        OutputGradients = RowOf(OutputGradients, row),
    };

    /// <summary>One row of [steps, batch, width].</summary>
    public float[] RowOf(ReadOnlySpan<float> values, int row)
    {
        int width = values.Length / (Layout.Steps * Layout.Batch);
        var result = new List<float>();
        for (int time = 0; time < Layout.Steps; time++)
            result.AddRange(values.Slice(((time * Layout.Batch) + row) * width, width));
        return [.. result];
    }

    /// <summary>The part of [steps, …] that belongs to the last step only; zeros elsewhere.</summary>
    public double[] OnlyLast(ReadOnlySpan<float> values)
    {
        int width = values.Length / Layout.Steps, from = Layout.Time(Layout.Steps - 1) * width;
        double[] result = new double[values.Length];
        RandomData.Double(values.Slice(from, width)).CopyTo(result, from);
        return result;
    }
}
