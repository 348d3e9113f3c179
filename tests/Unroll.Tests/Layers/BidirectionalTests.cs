using Unroll.Layers;
using Unroll.Models;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Layers;

public sealed class BidirectionalTests
{
    const int Steps = 4;
    const int Features = 2;
    const int Units = 3;

    public static TheoryData<string, MergeMode> Cases
    {
        get
        {
            var cases = new TheoryData<string, MergeMode>();
            foreach (string kind in new[] { "rnn", "lstm", "gru", "gru before" })
                foreach (MergeMode mode in Enum.GetValues<MergeMode>())
                    cases.Add(kind, mode);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_MergesTwoLayers(string kind, MergeMode mode)
    {
        foreach (bool sequences in new[] { false, true })
        {
            Sequential both = LayerStep.Built([Steps, Features], new Bidirectional(LayerStep.Cell(kind, Units, sequences)) { Merge = mode });
            Sequential forward = LayerStep.Built([Steps, Features], LayerStep.Cell(kind, Units, sequences));
            Sequential backward = LayerStep.Built([Steps, Features], LayerStep.Cell(kind, Units, sequences, backwards: true));
            float[][] weights = both.GetWeights();
            weights[^1][0] += 0.5f;
            both.SetWeights(weights);
            forward.SetWeights(weights[..(weights.Length / 2)]);
            backward.SetWeights(weights[(weights.Length / 2)..]);

            float[] x = RandomArray.Uniform(2 * Steps * Features, 1), a = forward.Predict(x), b = backward.Predict(x);
            if (sequences)
                b = [.. b.Chunk(Steps * Units).SelectMany(row => row.Chunk(Units).Reverse().SelectMany(step => step))];
            Assert.NotEqual(a, b);
            float[] expected = mode switch
            {
                MergeMode.Concatenate => [.. a.Chunk(Units).Zip(b.Chunk(Units), (left, right) => left.Concat(right)).SelectMany(step => step)],
                MergeMode.Sum => [.. a.Zip(b, (left, right) => left + right)],
                MergeMode.Multiply => [.. a.Zip(b, (left, right) => left * right)],
                _ => [.. a.Zip(b, (left, right) => (left + right) / 2)],
            };
            Assert.Equal(expected, both.Predict(x));
            int width = mode == MergeMode.Concatenate ? 2 * Units : Units;
            Assert.Equal(sequences ? [Steps, width] : new Shape(width), both.OutputShape);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_ReadsPaddedSequences_AsIfThereWereNoPadding(string kind, MergeMode mode)
    {
        using var step = new TestStep();
        Sequential sequences = LayerStep.Built([-1, Features], new Bidirectional(LayerStep.Cell(kind, Units, sequences: true)) { Merge = mode });
        Sequential last = LayerStep.Built([-1, Features], new Bidirectional(LayerStep.Cell(kind, Units)) { Merge = mode });
        float[] x = RandomArray.Uniform(5 * Features, 1);
        byte[] mask = [1, 1, 1, 0, 0];
        Tensor padded = sequences.Forward(step.Context(), step.Masked([5, 1, Features], x, mask));
        Tensor bare = sequences.Forward(step.Context(), step.Input([3, 1, Features], x.AsSpan(0, 3 * Features)));

        Assert.Equal([.. bare.Values, .. new float[2 * bare.Shape.Last]], padded.Values);
        Assert.Equal(mask, padded.Mask.ToArray());
        Assert.Equal(
            last.Forward(step.Context(), step.Input([3, 1, Features], x.AsSpan(0, 3 * Features))).Values,
            last.Forward(step.Context(), step.Masked([5, 1, Features], x, mask)).Values);
        step.Tape.Backward(padded, Enumerable.Repeat(1f, padded.Shape.Length).ToArray());
    }

    [Fact]
    public void Forward_ReturnsTheReversedSequence_WhenTheFirstLayerGoesBackwards()
    {
        Sequential straight = LayerStep.Built([Steps, Features], new Bidirectional(LayerStep.Cell("gru", Units, sequences: true)));
        Sequential reversed = LayerStep.Built([Steps, Features], new Bidirectional(LayerStep.Cell("gru", Units, sequences: true, backwards: true)));
        float[][] weights = straight.GetWeights();
        straight.SetWeights(weights);
        reversed.SetWeights(weights);
        float[] x = RandomArray.Uniform(Steps * Features, 1);
        float[] mirrored = [.. x.Chunk(Features).Reverse().SelectMany(step => step)];
        Assert.Equal(straight.Predict(mirrored), reversed.Predict(x));
    }

    [Fact]
    public void Parameters_AreNamedByDirection_AndCopiesOptions()
    {
        var layer = new Lstm(Units) { ReturnSequences = true, RecurrentDropout = 0.25f, UnitForgetBias = false, Name = "cell" };
        var both = new Bidirectional(layer);
        Sequential model = new(both);
        model.Build([Steps, Features]);
        Assert.Equal(
            [.. from direction in new[] { "forward", "backward" } from part in new[] { "kernel", "recurrent_kernel",
                "bias" } select $"bidirectional.{direction}.{part}"],
            model.Parameters.Parameters.Select(parameter => parameter.Name));
        var backward = Assert.IsType<Lstm>(both.BackwardLayer);
        Assert.Equal((Units, true, 0.25f, false, true),
            (backward.Units, backward.ReturnSequences, backward.RecurrentDropout, backward.UnitForgetBias, backward.GoBackwards));
        Assert.NotEqual(both.ForwardLayer.Parameters[0].Values.ToArray(), backward.Parameters[0].Values.ToArray());
        Assert.Equal(6, both.Parameters.Count);
        Assert.Same(both.BackwardLayer, both.InnerLayers[1]);
    }

    [Fact]
    public void TwoLayersOfDifferentKinds_AreConcatenated()
    {
        Sequential model = LayerStep.Built([Steps, Features], new Bidirectional(new Lstm(2), new Gru(5) { GoBackwards = true }));
        Assert.Equal(new Shape(7), model.OutputShape);
        Assert.Equal(7, model.Predict(new float[Steps * Features]).Length);
    }

    [Fact]
    public void ForwardWithState_GivesAndTakesTheStatesOfBoth()
    {
        using var step = new TestStep();
        var both = new Bidirectional(LayerStep.Adding(1));
        new Sequential(both).Build([-1, 1]);
        Tensor x = step.Input([3, 1, 1], [1, 2, 4]);
        (Tensor output, CellState forward, CellState backward) = both.ForwardWithState(step.Context(), x);
        Assert.Equal([1, 7, 3, 6, 7, 4], output.Values);
        Assert.Equal([7], forward.Hidden.Values);
        Assert.Equal([7], backward.Hidden.Values);
        CellState ten = new(step.Input([1, 1], [10])), hundred = new(step.Input([1, 1], [100]));
        (output, forward, backward) = both.ForwardWithState(step.Context(), x, ten, hundred);
        Assert.Equal([11, 107, 13, 106, 17, 104], output.Values);
        Assert.Equal([17], forward.Hidden.Values);
        Assert.Equal([107], backward.Hidden.Values);
    }

    [Fact]
    public void State_IsCarriedByBothLayers()
    {
        using var step = new TestStep();
        var both = new Bidirectional(LayerStep.Adding(1));
        new Sequential(both).Build([-1, 1]);
        var state = new ModelState();
        both.Forward(step.Context(state: state), step.Input([3, 1, 1], [1, 2, 4]));
        Assert.Equal([8, 8], both.Forward(step.Context(state: state), step.Input([1, 1, 1], [1])).Values);
        Assert.Equal(["bidirectional.backward", "bidirectional.forward"], state.Parts.Select(part => part.Key.Layer));
    }

    [Fact]
    public void Constructor_Throws_WhenTheLayersDoNotFit()
    {
        Assert.Throws<ArgumentException>(() => new Bidirectional(new Gru(1), new Gru(1)));
        Assert.Throws<ArgumentException>(() => new Bidirectional(new Gru(1), new Gru(1) { GoBackwards = true, ReturnSequences = true }));
        Assert.Throws<ArgumentNullException>(() => new Bidirectional((RecurrentLayer)null!));
        var used = new Gru(1);
        new Sequential(used).Build([2, 1]);
        Assert.Throws<InvalidOperationException>(() => new Bidirectional(used));
    }

    [Fact]
    public void Build_Throws_NamingTheLayer_WhenOutputsCannotBeMerged()
    {
        var model = new Sequential(new Bidirectional(new Gru(2), new Gru(3) { GoBackwards = true }) { Merge = MergeMode.Sum, Name = "both" });
        string message = Assert.Throws<ShapeMismatchException>(() => model.Build([Steps, Features])).Message;
        Assert.All(["both", "(2,)", "(3,)"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }
}
