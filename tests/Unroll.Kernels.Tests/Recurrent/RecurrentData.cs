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

    /// <summary>x: [steps, batch, features].</summary>
    public required float[] X { get; init; }

    public required int Features { get; init; }

    /// <summary>Whether W is the identity, so that the gradients of x are those of the gates.</summary>
    public required bool IsIdentity { get; init; }

    /// <summary>W: [features, gates·units].</summary>
    public required float[] Kernel { get; init; }

    /// <summary>U: [units, gates·units].</summary>
    public required float[] RecurrentKernel { get; init; }

    /// <summary>b: [gates·units].</summary>
    public required float[] Bias { get; init; }

    /// <summary>The bias beside h·U of a cell that has one: [gates·units].</summary>
    public required float[] RecurrentBias { get; init; }

    /// <summary>[batch, units].</summary>
    public required float[] Hidden0 { get; init; }

    public required float[] Cell0 { get; init; }

    /// <summary>dy: [steps, batch, units], in the order of time.</summary>
    public required float[] OutputGradients { get; init; }

    /// <summary>[steps, batch]: 0 where a step is padding; empty when none is.</summary>
    public byte[] Mask { get; init; } = [];

    /// <summary>[batch, units]: what h is multiplied with where it meets U; empty for ones.</summary>
    public float[] Dropout { get; init; } = [];

    /// <summary>[steps, batch, units]: 1 where zoneout takes the new h, 0 where it keeps the one before; empty for no zoneout.</summary>
    public float[] HiddenShares { get; init; } = [];

    /// <summary>The same of c, where the cell has one.</summary>
    public float[] CellShares { get; init; } = [];

    /// <summary>What the gains of a normalized h·U are multiplied with.</summary>
    public float Gain { get; init; } = 1;

    public RecurrentShape Shape => new(Layout.Steps, Layout.Batch, Layout.Units, Activation, RecurrentActivation, Layout.Backwards)
    {
        Mask = Mask, Dropout = Dropout, Gain = Gain,
    };

    /// <summary>In double; an identity is left out.</summary>
    public RecurrentWeights Weights => new(IsIdentity ? null : RandomData.Double(Kernel), RandomData.Double(RecurrentKernel),
        RandomData.Double(Bias), RandomData.Double(RecurrentBias));

    public string Name => $"{Activation}, {RecurrentActivation}, {Layout.Steps} steps, {Layout.Batch} rows, {Features} features, {Layout.Units} units, "
        + $"backwards {Layout.Backwards}, masked {Mask.Length > 0}, dropped {Dropout.Length > 0}";

    /// <param name="gates">Of the cell.</param>
    /// <param name="steps">Times.</param>
    /// <param name="batch">Rows.</param>
    /// <param name="units">Width of the state.</param>
    /// <param name="backwards">Whether the last time is read first.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="features">Length of a feature vector; 0 for that of the gates and an identity in place of W.</param>
    public static RecurrentData Create(int gates, int steps, int batch, int units, bool backwards,
        ActivationFunction activation = ActivationFunction.Tanh, ActivationFunction recurrentActivation = ActivationFunction.Sigmoid, int features = 0)
    {
        int seed = (((units * 1009) + batch) * 31) + steps, columns = gates * units, width = features == 0 ? columns : features;
        float[] kernel = features == 0 ? new float[columns * columns] : RandomData.Uniform(features * columns, seed + 6);
        for (int i = 0; i < columns && features == 0; i++)
            kernel[(i * columns) + i] = 1;
        return new RecurrentData
        {
            Layout = new SequenceLayout(steps, batch, units, backwards), Activation = activation, RecurrentActivation = recurrentActivation,
            X = RandomData.Uniform(steps * batch * width, seed, 1.2f), Features = width, IsIdentity = features == 0, Kernel = kernel,
            RecurrentKernel = RandomData.Uniform(units * columns, seed + 1, 1.5f / MathF.Sqrt(units)),
            Bias = RandomData.Uniform(columns, seed + 7, 0.3f), RecurrentBias = RandomData.Uniform(columns, seed + 2, 0.3f),
            Hidden0 = RandomData.Uniform(batch * units, seed + 3), Cell0 = RandomData.Uniform(batch * units, seed + 4),
            OutputGradients = RandomData.Uniform(steps * batch * units, seed + 5),
        };
    }

    /// <summary>With padding and with units left out.</summary>
    public RecurrentData LeavingOut() => this with
    {
        Mask = [.. RandomData.Uniform(Layout.Steps * Layout.Batch, 8).Select(value => value > -0.4f ? (byte)1 : (byte)0)],
        Dropout = [.. RandomData.Uniform(Layout.Batch * Layout.Units, 9).Select(value => value > 0 ? 2f : 0)],
    };

    /// <summary>With zoneout too, of h and of c where there is one.</summary>
    public RecurrentData Zoned(bool hasCells) => this with { HiddenShares = Shares(10), CellShares = hasCells ? Shares(11) : [] };

    float[] Shares(int seed) => [.. RandomData.Uniform(Layout.Steps * Layout.Batch * Layout.Units, seed).Select(value => value > -0.3f ? 1f : 0)];

    /// <summary>[steps, batch, …] with zeros where a step is padding.</summary>
    public T[] WithoutPadding<T>(T[] values)
    {
        int width = values.Length / (Layout.Steps * Layout.Batch);
        return [.. values.Select((value, i) => Mask.Length == 0 || Mask[i / width] != 0 ? value : default!)];
    }

    /// <summary>The same sequence with one row of the batch.</summary>
    public RecurrentData Row(int row) => this with
    {
        Layout = new SequenceLayout(Layout.Steps, 1, Layout.Units, Layout.Backwards),
        X = RowOf<float>(X, row),
        Hidden0 = Hidden0.AsSpan(row * Layout.Units, Layout.Units).ToArray(),
        Cell0 = Cell0.AsSpan(row * Layout.Units, Layout.Units).ToArray(),
        OutputGradients = RowOf<float>(OutputGradients, row),
        Mask = RowOf<byte>(Mask, row),
        Dropout = Dropout.Length == 0 ? [] : Dropout.AsSpan(row * Layout.Units, Layout.Units).ToArray(),
    };

    /// <summary>One row of [steps, batch, width].</summary>
    public T[] RowOf<T>(ReadOnlySpan<T> values, int row)
    {
        int width = values.Length / (Layout.Steps * Layout.Batch);
        var result = new List<T>();
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
