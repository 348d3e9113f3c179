using Unroll.Autograd;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Tests.Support.References;

namespace Unroll.Tests.Operations;

/// <summary>
/// A recurrent operation against its reference: lengths, batches, both directions, last output and all, with and without a bias and a carried state.
/// </summary>
static class SequenceCheck
{
    public delegate Tensor Operation(Tape tape, Tensor x, Tensor w, Tensor u, Tensor bias, RecurrenceOptions options, Span<float> hidden, Span<float> cells);

    public delegate double[] Reference(RecurrentReference reference, double[] x, double[] w, double[] u, double[]? bias);

    /// <summary>Time, batch, features, units, sequences, backwards, bias, state.</summary>
    public static TheoryData<int, int, int, int, bool, bool, bool, bool> Cases => new()
    {
        { 4, 3, 5, 6, true, false, true, false },
        { 4, 3, 5, 6, true, true, true, true },
        { 4, 3, 5, 6, false, false, true, true },
        { 4, 3, 5, 6, false, true, true, false },
        { 4, 3, 5, 6, true, false, false, true },
        { 4, 3, 5, 6, false, true, false, true },
        { 1, 3, 5, 6, true, false, true, true },
        { 1, 3, 5, 6, false, true, true, true },
        { 5, 1, 2, 6, true, false, true, true },
        { 5, 1, 2, 6, false, true, true, false },
        { 1, 1, 1, 1, false, false, true, true },
        { 3, 7, 1, 17, true, true, true, true },
        { 2, 2, 16, 16, false, false, true, true },
    };

    public static void Run(int gates, Func<int, Shape> biasShape, Operation operation, Reference reference, int time, int batch, int features, int units,
        bool sequences, bool backwards, bool bias, bool state, ActivationFunction activation = ActivationFunction.Tanh,
        ActivationFunction recurrent = ActivationFunction.Sigmoid)
    {
        var options = new RecurrenceOptions(units, activation, recurrent, sequences, backwards);
        float[] hidden = state ? RandomArray.Uniform(batch * units, 11) : new float[batch * units];
        float[] cells = state ? RandomArray.Uniform(batch * units, 12) : new float[batch * units];
        var exact = new RecurrentReference(time, batch, features, options) { Hidden = TensorAssert.Doubles(hidden), Cells = TensorAssert.Doubles(cells) };
        GradientCheck.Input[] inputs =
        [
            GradientCheck.Uniform([time, batch, features], 1), GradientCheck.Uniform([features, gates * units], 2),
            GradientCheck.Uniform([units, gates * units], 3, -0.5f, 0.5f),
            .. bias ? [GradientCheck.Uniform(biasShape(units), 4)] : Array.Empty<GradientCheck.Input>(),
        ];

        // The operation leaves its last state where it found the first: every call gets copies.
        GradientCheck.Run(
            (tape, x) => operation(tape, x[0], x[1], x[2], bias ? x[3] : default, options, state ? [.. hidden] : [], state ? [.. cells] : []),
            x => reference(exact, x[0], x[1], x[2], bias ? x[3] : null), inputs);
    }

    /// <summary>Two halves with the state carried between them give what the whole gives.</summary>
    public static void CarriesState(int gates, Shape bias, Operation operation, bool backwards)
    {
        const int Steps = 6, Batch = 3, Features = 4, Units = 5;
        var options = new RecurrenceOptions(Units, ActivationFunction.Tanh, ActivationFunction.Sigmoid, ReturnSequences: true, backwards);
        using var step = new TestStep();
        float[] x = RandomArray.Uniform(Steps * Batch * Features, 1);
        Tensor w = step.Input([Features, gates * Units], RandomArray.Uniform(Features * gates * Units, 2));
        Tensor u = step.Input([Units, gates * Units], RandomArray.Uniform(Units * gates * Units, 3)), b = step.Input(bias, RandomArray.Uniform(bias.Length, 4));
        float[] whole = Run(0, Steps, [], []);
        float[] hidden = new float[Batch * Units], cells = new float[Batch * Units];
        float[] early = backwards ? [] : Run(0, 2, hidden, cells), late = Run(2, 4, hidden, cells);
        if (backwards)
            early = Run(0, 2, hidden, cells);
        Assert.Equal(whole, early.Concat(late));
        int last = backwards ? 0 : Steps - 1;
        Assert.Equal(whole.Skip(last * Batch * Units).Take(Batch * Units), hidden);

        float[] Run(int first, int count, Span<float> h, Span<float> c)
        {
            Tensor part = step.Input([count, Batch, Features], x.AsSpan(first * Batch * Features, count * Batch * Features));
            return operation(step.Tape, part, w, u, b, options, h, c).Values.ToArray();
        }
    }

    /// <summary>Sequences that the weights cannot read are refused.</summary>
    public static void RefusesWrongFeatures(int gates, Operation operation)
    {
        using var step = new TestStep();
        var options = new RecurrenceOptions(2, ActivationFunction.Tanh, ActivationFunction.Sigmoid, ReturnSequences: true, GoBackwards: false);
        Tensor w = step.Input([3, gates * 2], new float[6 * gates]), u = step.Input([2, gates * 2], new float[4 * gates]);
        foreach (Shape shape in (Shape[])[[2, 2, 4], [2, 2, 2], [4, 3], [0, 2, 3]])
        {
            Tensor x = step.Input(shape, new float[shape.Length]);
            Assert.Throws<ShapeMismatchException>(() => { operation(step.Tape, x, w, u, default, options, [], []); });
        }
    }
}
