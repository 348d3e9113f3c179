using Unroll.Autograd;
using Unroll.Data;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Randomness;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Tests.Support.References;

namespace Unroll.Tests.Operations;

/// <summary>
/// A recurrent operation against its reference: lengths, batches, both directions, last output and all, with and without a bias and a carried state.
/// </summary>
static class SequenceCheck
{
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

    public static void Run(SequenceSubject subject, int time, int batch, int features, int units,
        bool sequences, bool backwards, bool bias, bool state, ActivationFunction activation = ActivationFunction.Tanh,
        ActivationFunction recurrent = ActivationFunction.Sigmoid)
    {
        var options = new RecurrenceOptions(units, activation, recurrent, sequences, backwards);
        float[] hidden = state ? RandomArray.Uniform(batch * units, 11) : new float[batch * units];
        float[] cells = state ? RandomArray.Uniform(batch * units, 12) : new float[batch * units];
        var exact = new RecurrentReference(time, batch, features, options) { Hidden = TensorAssert.Doubles(hidden), Cells = TensorAssert.Doubles(cells) };
        GradientCheck.Input[] inputs =
        [
            GradientCheck.Uniform([time, batch, features], 1), GradientCheck.Uniform([features, subject.Gates * units], 2),
            GradientCheck.Uniform([units, subject.Gates * units], 3, -0.5f, 0.5f),
            .. bias ? [GradientCheck.Uniform(subject.BiasShape(units), 4)] : Array.Empty<GradientCheck.Input>(), .. More(subject, units),
        ];
        int more = bias ? 4 : 3;

        // The operation leaves its last state where it found the first: every call gets copies.
        GradientCheck.Run(
            (tape, x) => subject.Operation(tape, x[0], x[1], x[2], bias ? x[3] : default, x[more..], options, Carried(state, hidden), Carried(state, cells))
                .Sequence,
            x => subject.Reference(exact, x[0], x[1], x[2], bias ? x[3] : null, x[more..]), inputs);
    }

    /// <summary>Masked steps, dropped units, given first states, returned last states, sequences, backwards.</summary>
    public static TheoryData<bool, bool, bool, bool, bool, bool> WholeCases => new()
    {
        { true, false, false, false, true, false },
        { true, false, false, false, false, true },
        { false, true, false, false, true, false },
        { false, true, false, true, false, true },
        { false, false, true, false, false, false },
        { false, false, true, true, true, true },
        { false, false, false, true, false, false },
        { true, true, true, true, true, false },
        { true, true, true, true, false, true },
        { true, false, true, true, true, true },
    };

    /// <summary>All that a recurrence can leave out, be given and return, with gradients of every operand.</summary>
    public static void RunWhole(SequenceSubject subject, bool masked, bool dropped, bool given, bool returned, bool sequences, bool backwards)
    {
        const int Time = 4, Batch = 3, Features = 2, Units = 5;
        var options = new RecurrenceOptions(Units, ActivationFunction.Tanh, ActivationFunction.Sigmoid, sequences, backwards, returned);
        // A row that begins with padding, one that ends with it, one with padding within.
        byte[] mask = [0, 1, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1];
        float[] kept = [.. RandomArray.Uniform(Batch * Units, 5).Select(value => value > -0.3 ? 1.6f : 0)];
        GradientCheck.Input[] inputs =
        [
            GradientCheck.Uniform([Time, Batch, Features], 1), GradientCheck.Uniform([Features, subject.Gates * Units], 2),
            GradientCheck.Uniform([Units, subject.Gates * Units], 3, -0.5f, 0.5f), GradientCheck.Uniform(subject.BiasShape(Units), 4),
            .. More(subject, Units),
            .. given ? [GradientCheck.Uniform([Batch, Units], 6), GradientCheck.Uniform([Batch, Units], 7)] : Array.Empty<GradientCheck.Input>(),
        ];
        int state = 4 + subject.More(Units).Length;
        bool hasCells = subject.HasCells;
        GradientCheck.Run(
            (tape, x) =>
            {
                Tensor dropout = tape.Arena.Allocate([Batch, Units]);
                kept.CopyTo(dropout.Values);
                Tensor sequence = masked ? tape.Arena.AttachMask(x[0]) : x[0];
                if (masked)
                    mask.CopyTo(sequence.Mask);
                RecurrentOutput output = subject.Operation(tape, sequence, x[1], x[2], x[3], x[4..state], options,
                    new() { Initial = given ? x[state] : default }, new() { Initial = given && hasCells ? x[state + 1] : default },
                    dropped ? dropout : default);
                Tensor all = Row(output.Sequence);
                all = output.Hidden.IsEmpty ? all : tape.Concatenate(all, Row(output.Hidden));
                all = output.Cell.IsEmpty ? all : tape.Concatenate(all, Row(output.Cell));
                // Nothing depends on the cell of a layer that has none, and a gradient is demanded of every input.
                return given && !hasCells ? tape.Concatenate(all, Row(x[state + 1])) : all;
            },
            x =>
            {
                var exact = new RecurrentReference(Time, Batch, Features, options)
                {
                    Mask = masked ? mask : null, Kept = dropped ? TensorAssert.Doubles(kept) : null, HasCells = hasCells,
                    Hidden = given ? x[state] : new double[Batch * Units], Cells = given ? x[state + 1] : new double[Batch * Units],
                };
                double[] result = subject.Reference(exact, x[0], x[1], x[2], x[3], x[4..state]);
                return given && !hasCells ? [.. result, .. x[state + 1]] : result;
            }, inputs);

        static Tensor Row(Tensor tensor) => tensor.Reshape([1, tensor.Shape.Length]);
    }

    /// <summary>Zoneout with units that are drawn, and with averages; its gradients with the units fixed.</summary>
    public static void Zoned(SequenceSubject subject, bool trains, bool masked, bool backwards, bool last)
    {
        const int Time = 4, Batch = 3, Features = 2, Units = 5;
        byte[] mask = [0, 1, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1];
        var zoneout = new Zoneout(0.4f, subject.HasCells ? 0.3f : 0, trains, RandomKey.FromSeed(7));
        var options = new RecurrenceOptions(Units, ActivationFunction.Tanh, ActivationFunction.Sigmoid, !last, backwards) { Zoneout = zoneout };
        double[] hidden = Shares(zoneout.Hidden, zoneout.HiddenKey), cells = Shares(zoneout.Cell, zoneout.CellKey);
        GradientCheck.Input[] inputs =
        [
            GradientCheck.Uniform([Time, Batch, Features], 1), GradientCheck.Uniform([Features, subject.Gates * Units], 2),
            GradientCheck.Uniform([Units, subject.Gates * Units], 3, -0.5f, 0.5f), GradientCheck.Uniform(subject.BiasShape(Units), 4),
            GradientCheck.Uniform([Batch, Units], 6), .. subject.HasCells ? [GradientCheck.Uniform([Batch, Units], 7)] : Array.Empty<GradientCheck.Input>(),
            .. More(subject, Units),
        ];
        int more = subject.HasCells ? 6 : 5;
        GradientCheck.Run(
            (tape, x) =>
            {
                Tensor sequence = masked ? tape.Arena.AttachMask(x[0]) : x[0];
                if (masked)
                    mask.CopyTo(sequence.Mask);
                return subject.Operation(tape, sequence, x[1], x[2], x[3], x[more..], options, new() { Initial = x[4] },
                    subject.HasCells ? new() { Initial = x[5] } : default).Sequence;
            },
            x => subject.Reference(
                new RecurrentReference(Time, Batch, Features, options)
                {
                    Mask = masked ? mask : null, Hidden = x[4], Cells = subject.HasCells ? x[5] : new double[Batch * Units], HiddenShares = hidden,
                    CellShares = cells,
                }, x[0], x[1], x[2], x[3], x[more..]), inputs);

        double[] Shares(float rate, RandomKey key)
        {
            using var step = new TestStep();
            Shape shape = [Time, Batch, Units];
            return TensorAssert.Doubles(trains ? step.Tape.KeptMask(shape, rate, key).Values : Enumerable.Repeat(1 - rate, shape.Length).ToArray());
        }
    }

    /// <summary>Behind an embedding whose table has fewer rows than the batch has steps, W meets the table; outputs keep their bits.</summary>
    public static void BehindAnEmbedding(SequenceSubject subject)
    {
        const int Time = 5, Batch = 3, Features = 4, Units = 6, Symbols = 7;
        var options = new RecurrenceOptions(Units, ActivationFunction.Tanh, ActivationFunction.Sigmoid, ReturnSequences: true, GoBackwards: false);
        int[] ids = [3, 0, 5, 5, 1, 2, 3, 3, 3, 6, 0, 2, 1, 5, 0];
        GradientCheck.Input[] inputs =
        [
            GradientCheck.Uniform([Symbols, Features], 1), GradientCheck.Uniform([Features, subject.Gates * Units], 2),
            GradientCheck.Uniform([Units, subject.Gates * Units], 3, -0.5f, 0.5f), GradientCheck.Uniform(subject.BiasShape(Units), 4),
            .. More(subject, Units),
        ];
        GradientCheck.Run(
            (tape, x) =>
            {
                Tensor vectors = Look(tape, x[0]), copy = tape.Arena.Allocate(vectors.Shape);
                vectors.Values.CopyTo(copy.Values);
                Tensor output = subject.Operation(tape, vectors, x[1], x[2], x[3], x[4..], options, default, default).Sequence;
                Assert.Equal(subject.Operation(tape, copy, x[1], x[2], x[3], x[4..], options, default, default).Sequence.Values, output.Values);
                return output;
            },
            x =>
            {
                double[] vectors = [.. ids.SelectMany(id => x[0].Skip(id * Features).Take(Features))];
                return subject.Reference(new RecurrentReference(Time, Batch, Features, options), vectors, x[1], x[2], x[3], x[4..]);
            }, inputs);

        Tensor Look(Tape tape, Tensor table)
        {
            Tensor numbers = tape.Arena.AllocateIds([Time, Batch]);
            ids.CopyTo(numbers.Ids);
            return tape.EmbeddingLookup(numbers, table);
        }
    }

    /// <summary>Gains about 1.</summary>
    static GradientCheck.Input[] More(SequenceSubject subject, int units) =>
        [.. subject.More(units).Select((length, i) => GradientCheck.Uniform([length], 20 + i, 0.5f, 1.5f))];

    static RecurrentState Carried(bool state, float[] values) => state ? new() { Carried = (float[])[.. values] } : default;

    /// <summary>Two halves with the state carried between them give what the whole gives.</summary>
    public static void CarriesState(SequenceSubject subject, bool backwards)
    {
        const int Steps = 6, Batch = 3, Features = 4, Units = 5;
        var options = new RecurrenceOptions(Units, ActivationFunction.Tanh, ActivationFunction.Sigmoid, ReturnSequences: true, backwards);
        Shape bias = subject.BiasShape(Units);
        using var step = new TestStep();
        float[] x = RandomArray.Uniform(Steps * Batch * Features, 1);
        Tensor w = step.Input([Features, subject.Gates * Units], RandomArray.Uniform(Features * subject.Gates * Units, 2));
        Tensor u = step.Input([Units, subject.Gates * Units], RandomArray.Uniform(Units * subject.Gates * Units, 3)), b =
            step.Input(bias, RandomArray.Uniform(bias.Length, 4));
        Tensor[] more = [.. More(subject, Units).Select(input => step.Input(input.Shape, input.Values))];
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
            return subject.Operation(step.Tape, part, w, u, b, more, options, new() { Carried = h }, new() { Carried = c }).Sequence.Values.ToArray();
        }
    }

    /// <summary>Sequences that the weights cannot read are refused.</summary>
    public static void RefusesWrongFeatures(SequenceSubject subject)
    {
        using var step = new TestStep();
        var options = new RecurrenceOptions(2, ActivationFunction.Tanh, ActivationFunction.Sigmoid, ReturnSequences: true, GoBackwards: false);
        Tensor w = step.Input([3, subject.Gates * 2], new float[6 * subject.Gates]), u = step.Input([2, subject.Gates * 2], new float[4 * subject.Gates]);
        Tensor[] more = [.. More(subject, 2).Select(input => step.Input(input.Shape, input.Values))];
        foreach (Shape shape in (Shape[])[[2, 2, 4], [2, 2, 2], [4, 3], [0, 2, 3]])
        {
            Tensor x = step.Input(shape, new float[shape.Length]);
            Assert.Throws<ShapeMismatchException>(() => { subject.Operation(step.Tape, x, w, u, default, more, options, default, default); });
        }
    }
}
