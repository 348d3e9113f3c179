using Unroll.Autograd;
using Unroll.Data;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

/// <summary>A recurrence behind an embedding, where W meets the table, against one that reads a copy of the vectors and multiplies each with W.</summary>
public sealed class LookupRecurrenceTests
{
    const int Steps = 5, Batch = 4, Features = 3, Symbols = 6;

    delegate RecurrentOutput Recurrence(Tensor x, Tensor w, Tensor u, Tensor b, RecurrenceOptions options, RecurrentState state, Tensor dropout);

    [Theory]
    [InlineData("lstm", 5)]
    [InlineData("gru", 5)]
    [InlineData("gru reset before", 5)]
    [InlineData("simple", 5)]
    [InlineData("normalized lstm", 5)]
    [InlineData("normalized gru", 5)]
    [InlineData("lstm", 33)]
    [InlineData("gru", 33)]
    [InlineData("gru reset before", 33)]
    [InlineData("simple", 33)]
    [InlineData("normalized lstm", 33)]
    [InlineData("normalized gru", 33)]
    public void Lookup_GivesWhatTheVectorsGive_WithMasksDropoutStatesAndOtherReadersOfTheTable(string cell, int units)
    {
        for (int choice = 0; choice < 32; choice++)
        {
            float[] expected = Run(cell, units, choice, looksUp: false), actual = Run(cell, units, choice, looksUp: true);
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - actual[i]) <= 2e-6 + (1e-5 * Math.Abs(expected[i])),
                    $"choice {choice}, {i}: {actual[i]}, expected {expected[i]}");
        }
    }

    /// <summary>Outputs and all gradients. A bit of the choice each: padding, dropped units, a given state, W frozen, all steps or the last.</summary>
    static float[] Run(string cell, int units, int choice, bool looksUp)
    {
        bool masked = (choice & 1) != 0, dropped = (choice & 2) != 0, given = (choice & 4) != 0, frozen = (choice & 8) != 0, sequences = (choice & 16) != 0;
        using var step = new TestStep();
        Tape tape = step.Tape;
        int gates = cell switch { "lstm" or "normalized lstm" => 4, "simple" => 1, _ => 3 }, columns = gates * units;
        Tensor table = step.Input([Symbols, Features], RandomArray.Uniform(Symbols * Features, 1)),
            w = step.Input([Features, columns], RandomArray.Uniform(Features * columns, 2), !frozen);
        Tensor u = step.Input([units, columns], RandomArray.Uniform(units * columns, 3, -0.3f, 0.3f));
        Shape bias = cell is "gru" or "normalized gru" ? [2, columns] : [columns];
        Tensor b = step.Input(bias, RandomArray.Uniform(bias.Length, 4)), initial = given ? step.Input([Batch, units], RandomArray.Uniform(Batch * units, 5))
            : default;
        Tensor dropout = dropped ? step.Input([Batch, units], [.. RandomArray.Uniform(Batch * units, 6).Select(value => value > -0.3 ? 1.6f : 0)], false)
            : default;
        Tensor kernelGamma = step.Input([columns], RandomArray.Uniform(columns, 7, 0.5f, 1.5f)), gamma =
            step.Input([columns], RandomArray.Uniform(columns, 8, 0.5f, 1.5f));
        Tensor cellGamma = step.Input([units], RandomArray.Uniform(units, 9, 0.5f, 1.5f)), cellBeta = step.Input([units], RandomArray.Uniform(units, 10));
        bool normalized = cell.StartsWith("normalized", StringComparison.Ordinal);
        RecurrentNormalization normalization = new(kernelGamma, gamma, 1e-3f) { CellGamma = cellGamma, CellBeta = cellBeta };
        Recurrence recurrence = cell switch
        {
            "normalized lstm" => (x, w, u, b, options, state, dropout) =>
                tape.LayerNormalizedLstmSequence(x, w, u, b, normalization, options, state, default, dropout),
            "normalized gru" => (x, w, u, b, options, state, dropout) =>
                tape.LayerNormalizedGruSequence(x, w, u, b, normalization, options, state, dropout),
            "lstm" => (x, w, u, b, options, state, dropout) => tape.LstmSequence(x, w, u, b, options, state, default, dropout),
            "gru" => (x, w, u, b, options, state, dropout) => tape.GruSequence(x, w, u, b, options, state, dropout),
            "simple" => (x, w, u, b, options, state, dropout) => tape.SimpleRnnSequence(x, w, u, b, options, state, dropout),
            _ => (x, w, u, b, options, state, dropout) => tape.GruResetBeforeSequence(x, w, u, b, options, state, dropout),
        };

        Tensor vectors = tape.EmbeddingLookup(step.Ids([Steps, Batch], [.. Enumerable.Range(0, Steps * Batch).Select(i => i * 7 % 5)]), table);
        Tensor x = looksUp ? vectors : tape.Scale(vectors, 1);
        if (masked)
        {
            // All steps of row 1 are padding, and some of the others.
            x = tape.Arena.AttachMask(x);
            for (int i = 0; i < x.Mask.Length; i++)
                x.Mask[i] = i % Batch == 1 || i * 5 % 7 > 4 ? (byte)0 : (byte)1;
        }

        var options = new RecurrenceOptions(units, ActivationFunction.Tanh, ActivationFunction.Sigmoid, sequences, GoBackwards: false);
        Tensor y = recurrence(x, w, u, b, options, new() { Initial = initial }, dropout).Sequence;
        Tensor again = recurrence(x, w, u, b, options with { GoBackwards = true }, default, default).Sequence;
        tape.Backward(tape.Add(tape.Add(tape.Mean(tape.Sigmoid(y)), tape.Mean(tape.Multiply(again, y))), tape.Mean(tape.Tanh(x))));
        return
        [
            .. y.Values, .. table.Gradients, .. frozen ? [] : w.Gradients, .. u.Gradients, .. b.Gradients, .. given ? initial.Gradients : [],
            .. normalized ? kernelGamma.Gradients : [], .. normalized ? gamma.Gradients : [],
        ];
    }
}
