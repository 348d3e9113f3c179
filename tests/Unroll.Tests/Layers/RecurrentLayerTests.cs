using Unroll.Layers;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Layers;

public sealed class RecurrentLayerTests
{
    const int Features = 2;
    const int Units = 3;

    public static TheoryData<string> Cells => LayerStep.Cells;

    [Theory]
    [MemberData(nameof(Cells))]
    public void Forward_ReadsPaddedSequences_AsIfThereWereNoPadding(string kind)
    {
        // Row 0 has three steps, row 1 five, row 2 none.
        using var step = new TestStep();
        float[] x = RandomArray.Uniform(5 * 3 * Features, 1);
        byte[] mask = [1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0];
        Sequential last = LayerStep.Built([5, Features], LayerStep.Cell(kind, Units)),
            all = LayerStep.Built([5, Features], LayerStep.Cell(kind, Units, sequences: true));
        Tensor output = last.Forward(step.Context(), step.Masked([5, 3, Features], x, mask));
        Tensor sequence = all.Forward(step.Context(), step.Masked([5, 3, Features], x, mask));
        float[] three = last.Forward(step.Context(), step.Input([3, 1, Features], Row(x, 0, 3))).Values.ToArray();
        float[] five = last.Forward(step.Context(), step.Input([5, 1, Features], Row(x, 1, 5))).Values.ToArray();

        Assert.Equal([.. three, .. five, .. new float[Units]], output.Values);
        Assert.False(output.HasMask);
        Assert.Equal(mask, sequence.Mask.ToArray());
        Assert.Equal([.. three, .. five, .. new float[Units]], sequence.Values[(4 * 3 * Units)..]);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void GoBackwards_ReversesTheMaskWithTheSequence(string kind)
    {
        using var step = new TestStep();
        Sequential model = LayerStep.Built([3, Features], LayerStep.Cell(kind, Units, sequences: true, backwards: true));
        Tensor output = model.Forward(step.Context(), step.Masked([3, 1, Features], RandomArray.Uniform(6, 1), [1, 1, 0]));
        Assert.Equal([0, 1, 1], output.Mask.ToArray());
        Assert.Equal(new float[Units], output.Values[..Units]);
        Assert.NotEqual(new float[Units], output.Values[Units..(2 * Units)].ToArray());
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void ForwardWithState_OfTwoHalves_EqualsTheWhole_WithAllGradients(string kind)
    {
        float[] x = RandomArray.Uniform(6 * 2 * Features, 1), gradient = RandomArray.Uniform(2 * Units, 2);
        RecurrentLayer layer = LayerStep.Cell(kind, Units);
        Sequential model = LayerStep.Built([-1, Features], layer);
        using var step = new TestStep();
        (float[] whole, float[] wholeX, float[][] wholeWeights) = Run(input => layer.Forward(step.Context(), input));
        (float[] halves, float[] halvesX, float[][] halvesWeights) = Run(input =>
        {
            CellState middle = layer.ForwardWithState(step.Context(), step.Tape.SliceTime(input, 0, 2)).State;
            (Tensor output, CellState end) = layer.ForwardWithState(step.Context(), step.Tape.SliceTime(input, 2, 4), middle);
            Assert.Equal(output.Values, end.Hidden.Values);
            Assert.Equal(!kind.EndsWith("lstm", StringComparison.Ordinal), end.Cell.IsEmpty);
            return output;
        });
        Assert.Equal(whole, halves);
        TensorAssert.Close(wholeX, halvesX, TensorAssert.Gradient, "gradient of x");
        for (int i = 0; i < wholeWeights.Length; i++)
            TensorAssert.Close(wholeWeights[i], halvesWeights[i], TensorAssert.Gradient, $"gradient of parameter {i}");

        (float[], float[], float[][]) Run(Func<Tensor, Tensor> forward)
        {
            step.Tape.Reset();
            model.Parameters.BeginPass();
            Tensor input = step.Input([6, 2, Features], x), output = forward(input);
            step.Tape.Backward(output, gradient);
            return (output.Values.ToArray(), input.Gradients.ToArray(), [.. model.Parameters.Parameters.Select(parameter => parameter.Gradients.ToArray())]);
        }
    }

    [Fact]
    public void ForwardWithState_GoesBeforeACarriedState_AndLeavesItsOwn()
    {
        using var step = new TestStep();
        SimpleRnn layer = LayerStep.Adding(1);
        new Sequential(layer).Build([-1, 1]);
        var state = new ModelState();
        Assert.Equal([1, 2], layer.ForwardWithState(step.Context(state: state), step.Input([2, 1, 1], [1, 1])).Output.Values);
        Assert.Equal([3, 4], layer.ForwardWithState(step.Context(state: state), step.Input([2, 1, 1], [1, 1])).Output.Values);
        CellState given = new(step.Input([1, 1], [10]));
        Assert.Equal([11], layer.ForwardWithState(step.Context(state: state), step.Input([1, 1, 1], [1]), given).Output.Values);
        Assert.Equal([12], layer.Forward(step.Context(state: state), step.Input([1, 1, 1], [1])).Values);
    }

    [Fact]
    public void ForwardWithState_Throws_NamingTheLayerAndBothShapes()
    {
        using var step = new TestStep();
        var gru = new Gru(3) { Name = "encoder" };
        LayerStep.Built([4, Features], gru);
        Tensor x = step.Input([4, 2, Features], new float[16]), wrong = step.Input([2, 4], new float[8]), right = step.Input([2, 3], new float[6]);
        string message = Assert.Throws<ShapeMismatchException>(() => gru.ForwardWithState(step.Context(), x, new(wrong))).Message;
        Assert.All(["encoder", "(2, 3)", "(2, 4)", "hidden"], part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.Contains("encoder", Assert.Throws<ArgumentException>(() => gru.ForwardWithState(step.Context(), x, new(right, right))).Message,
            StringComparison.Ordinal);
        var lstm = new Lstm(3);
        LayerStep.Built([4, Features], lstm);
        Assert.Contains("cell", Assert.Throws<ShapeMismatchException>(() => lstm.ForwardWithState(step.Context(), x, new(right, wrong))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Dropout_LeavesOutTheSameFeaturesAtEveryStep_InTrainingOnly()
    {
        const int Many = 400;
        using var step = new TestStep();
        SimpleRnn layer = LayerStep.Adding(Many, dropout: 0.25f);
        new Sequential(layer).Build([3, Many]);
        Tensor x = step.Input([3, 1, Many], Enumerable.Repeat(3f, 3 * Many).ToArray());
        float[] output = layer.Forward(step.Context(trains: true), x).Values.ToArray();
        Assert.All(output[..Many], value => Assert.Contains(value, new[] { 0f, 4f }));
        Assert.InRange(output[..Many].Count(value => value == 0), 60, 140);
        for (int i = 0; i < 2 * Many; i++)
            Assert.Equal(output[i % Many] * (2 + (i / Many)), output[Many + i]);
        Assert.Equal(3, layer.Forward(step.Context(), x).Values[0]);
        Assert.DoesNotContain(0, layer.Forward(step.Context(), x).Values.ToArray());
    }

    [Fact]
    public void RecurrentDropout_LeavesOutTheSameUnitsAtEveryStep_InTrainingOnly()
    {
        const int Many = 400;
        using var step = new TestStep();
        SimpleRnn layer = LayerStep.Adding(Many, recurrentDropout: 0.5f);
        new Sequential(layer).Build([3, Many]);
        Tensor x = step.Input([3, 1, Many], Enumerable.Repeat(1f, 3 * Many).ToArray());
        float[] output = layer.Forward(step.Context(trains: true), x).Values.ToArray();
        Assert.All(output[..Many], value => Assert.Equal(1, value));
        int kept = 0;
        for (int i = 0; i < Many; i++)
        {
            // h' = 1 + m·h with m of 0 or 2.
            Assert.Contains((output[Many + i], output[(2 * Many) + i]), new[] { (1f, 1f), (3f, 7f) });
            kept += output[Many + i] > 1 ? 1 : 0;
        }

        Assert.InRange(kept, 150, 250);
        Assert.All(layer.Forward(step.Context(), x).Values[(2 * Many)..].ToArray(), value => Assert.Equal(3, value));
    }

    [Fact]
    public void Zoneout_KeepsOtherUnitsAtEveryStep_AndAveragesOutsideOfTraining()
    {
        const int Many = 400;
        using var step = new TestStep();
        SimpleRnn layer = LayerStep.Adding(Many, zoneout: 0.25f);
        new Sequential(layer).Build([3, Many]);
        Tensor x = step.Input([3, 1, Many], Enumerable.Repeat(1f, 3 * Many).ToArray());
        float[] output = layer.Forward(step.Context(trains: true), x).Values.ToArray();
        for (int time = 0; time < 3; time++)
        {
            float[] before = time == 0 ? new float[Many] : output[((time - 1) * Many)..(time * Many)], after = output[(time * Many)..((time + 1) * Many)];
            Assert.All(after.Zip(before), one => Assert.Contains(one.First, new[] { one.Second, one.Second + 1 }));
            Assert.InRange(after.Zip(before).Count(one => one.First == one.Second), 60, 140);
        }

        // h' = ¾·(1 + h) + ¼·h.
        Assert.All(layer.Forward(step.Context(), x).Values[(2 * Many)..].ToArray(), value => Assert.Equal(2.25f, value));
    }

    [Fact]
    public void Zoneout_IsRefused_WhereTheStateIsResetBeforeTheProduct() =>
        Assert.Contains("ResetAfter", Assert.Throws<ArgumentException>(
            () => LayerStep.Built([4, Features], new Gru(2) { ResetAfter = false, Zoneout = 0.1f })).Message, StringComparison.Ordinal);

    [Fact]
    public void Rates_Throw_WhenTheyAreNoProbabilities()
    {
        Assert.Equal("ZoneoutCell", Assert.Throws<ArgumentOutOfRangeException>(() => new Lstm(1) { ZoneoutCell = 2 }).ParamName);
        Assert.Equal("Dropout", Assert.Throws<ArgumentOutOfRangeException>(() => new Lstm(1) { Dropout = 1.5f }).ParamName);
        Assert.Equal("RecurrentDropout", Assert.Throws<ArgumentOutOfRangeException>(() => new Gru(1) { RecurrentDropout = float.NaN }).ParamName);
    }

    /// <summary>The first steps of a row of three.</summary>
    static float[] Row(float[] x, int row, int steps) =>
        [.. Enumerable.Range(0, steps).SelectMany(time => x.Skip(((time * 3) + row) * Features).Take(Features))];

    [Fact]
    public void DescribeSplit_SaysHowWorkersShare()
    {
        Assert.Equal("2 × rows", new Lstm(256).DescribeSplit(batch: 128, workers: 2));
        Assert.Equal("1 × rows", new SimpleRnn(8).DescribeSplit(batch: 128, workers: 1));
        Assert.Equal("2 × units", new Lstm(1024).DescribeSplit(batch: 1, workers: 2));
        Assert.Equal("2 × units", new LayerNormalizedLstm(1024).DescribeSplit(batch: 1, workers: 2));
        Assert.Equal("1 × rows", new Gru(1024) { ResetAfter = false }.DescribeSplit(batch: 1, workers: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lstm(4).DescribeSplit(batch: 0, workers: 1));
    }
}
