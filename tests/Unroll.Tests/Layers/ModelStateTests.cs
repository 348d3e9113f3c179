using Unroll.Layers;
using Unroll.Models;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Layers;

public sealed class ModelStateTests
{
    [Fact]
    public void Rows_ThatAreNew_StartFromZeros_AndFewerContinueTheFirst()
    {
        var layer = new Lstm(2) { Name = "cell" };
        new Sequential(layer).Build([3, 1]);
        var state = new ModelState();
        Span<float> two = state.Get(layer, "hidden", rows: 2, units: 2);
        Assert.Equal(new float[4], two);
        ((float[])[1, 2, 3, 4]).CopyTo(two);
        Assert.Equal([1, 2], state.Get(layer, "hidden", rows: 1, units: 2));
        Assert.Equal([1, 2, 3, 4, 0, 0], state.Get(layer, "hidden", rows: 3, units: 2));
        Assert.Equal(new float[4], state.Get(layer, "cell", rows: 2, units: 2));
        Assert.Equal([("cell", "cell"), ("cell", "hidden")], state.Parts.Select(part => part.Key));
        state.Reset();
        Assert.Equal(new float[6], state.Get(layer, "hidden", rows: 3, units: 2));
        state.Set("cell", "hidden", [7, 8]);
        Assert.Equal([7, 8], state.Get(layer, "hidden", rows: 1, units: 2));
    }

    [Fact]
    public void ResetRow_ForgetsOneRow_WhateverTheLargestBatchWas()
    {
        var layer = new Lstm(2) { Name = "cell" };
        new Sequential(layer).Build([3, 1]);
        var state = new ModelState();
        ((float[])[1, 2, 3, 4, 5, 6, 7, 8]).CopyTo(state.Get(layer, "hidden", rows: 4, units: 2));
        Assert.Equal(2, state.Get(layer, "cell", rows: 1, units: 2).Length);
        state.ResetRow(1);
        Assert.Equal([1, 2, 0, 0], state.Get(layer, "hidden", rows: 2, units: 2));
        Assert.Equal([1, 2, 0, 0, 5, 6, 7, 8], state.Get(layer, "hidden", rows: 4, units: 2));
        state.ResetRow(9);
        Assert.Throws<ArgumentOutOfRangeException>(() => state.ResetRow(-1));
        state.Set("cell", "hidden", [7, 8]);
        Assert.Throws<InvalidOperationException>(() => state.ResetRow(0));
    }

    [Fact]
    public void Get_Throws_WhenTheStateIsOfAnotherModel()
    {
        var layer = new Gru(4) { Name = "cell" };
        new Sequential(layer).Build([3, 1]);
        var state = new ModelState();
        state.Set("cell", "hidden", new float[6]);
        Assert.Contains("4 units", Assert.Throws<InvalidOperationException>(() => state.Get(layer, "hidden", rows: 1, units: 4).Length).Message,
            StringComparison.Ordinal);
        state.Set("cell", "hidden", new float[8]);
        Assert.Equal(4, state.Get(layer, "hidden", rows: 1, units: 4).Length);
        Assert.Throws<InvalidOperationException>(() => state.Get(layer, "hidden", rows: 1, units: 2).Length);
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("rnn")]
    public void Layers_CarryTheStateOfTheirRows(string kind)
    {
        Layer layer = kind switch { "lstm" => new Lstm(4), "gru" => new Gru(4), _ => new SimpleRnn(4) };
        var model = new Sequential(layer);
        model.Build([-1, 3]);
        float[] x = RandomArray.Uniform(6 * 2 * 3, 1);
        using var step = new TestStep();
        float[] whole = Forward(null, x, 6, 2);

        // Two steps of both rows, then four of the first row alone.
        var state = new ModelState();
        Forward(state, x.AsSpan(0, 2 * 2 * 3), 2, 2);
        float[] first = [.. x.Skip(2 * 2 * 3).Chunk(3).Where((_, i) => i % 2 == 0).SelectMany(features => features)];
        Assert.Equal(whole[..4], Forward(state, first, 4, 1));

        float[] Forward(ModelState? carried, ReadOnlySpan<float> input, int time, int batch)
        {
            step.Tape.Reset();
            Tensor tensor = step.Input([time, batch, 3], input);
            return model.Forward(new LayerContext(step.Tape) { State = carried }, tensor).Values.ToArray();
        }
    }
}
