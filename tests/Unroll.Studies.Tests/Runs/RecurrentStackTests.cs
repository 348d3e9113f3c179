using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Text;
using Unroll.Tensors;

namespace Unroll.Studies.Tests.Runs;

public sealed class RecurrentStackTests
{
    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("simple_rnn")]
    [InlineData("layer_normalized_lstm")]
    [InlineData("layer_normalized_gru")]
    public void Build_GivesEachLayerItsDropouts(string cell)
    {
        Layer[] layers = Layers(new TextConfiguration { Cell = cell, Units = 3, InputDropout = 0.1f, RecurrentDropout = 0.2f, Zoneout = 0.3f, ZoneoutCell = 0.4f, Dropout = 0 });
        Assert.Equal(2, layers.Length);
        Assert.All(layers.Cast<RecurrentLayer>(), layer => Assert.Equal((0.1f, 0.2f, 0.3f), (layer.Dropout, layer.RecurrentDropout, layer.Zoneout)));
        Assert.All(layers.OfType<Lstm>(), layer => Assert.Equal(0.4f, layer.ZoneoutCell));
        Assert.All(layers.OfType<LayerNormalizedLstm>(), layer => Assert.Equal(0.4f, layer.ZoneoutCell));
    }

    [Fact]
    public void Build_LocksTheDropoutOfSequences_AndNotThatOfTheLastState()
    {
        var locked = new TextConfiguration { Units = 3, Dropout = 0.3f, LockedDropout = true };
        Assert.Equal([typeof(Gru), typeof(SpatialDropout1D), typeof(Gru), typeof(SpatialDropout1D)], Layers(locked).Select(layer => layer.GetType()));
        Assert.Equal([typeof(Gru), typeof(SpatialDropout1D), typeof(Gru), typeof(Dropout)], Layers(locked, everyStep: false).Select(layer => layer.GetType()));
        Assert.Equal(0.3f, ((SpatialDropout1D)Layers(locked)[1]).Rate);
    }

    [Fact]
    public void Build_LeadsTheOutputsOfAllLayers_ToTheLast_WithSkipConnections()
    {
        var configuration = new TextConfiguration { Units = 3, Layers = 3, Dropout = 0.3f, SkipConnections = true };
        Model model = Model(configuration);
        Assert.Equal(9, model.Parameters.Parameters[^2].Shape[0]);
        var skip = Assert.IsType<SkipConnection>(model.Layers[2].Layer);
        Assert.Equal([typeof(Gru), typeof(Dropout), typeof(SkipConnection)], skip.Stack.Select(layer => layer.GetType()));
    }

    /// <summary>What the last layer reads ends with the state of the last recurrent layer.</summary>
    [Fact]
    public void WithoutOutput_GivesTheStatesOfTheLastLayer_WithSkipConnections()
    {
        var configuration = new TextConfiguration { Units = 3, Layers = 2, SkipConnections = true };
        Model model = Model(configuration), memory = RecurrentStack.WithoutOutput(configuration, model, [], everyStep: true);
        float[][] weights = model.GetWeights();
        Array.Clear(weights[^2]);
        for (int unit = 0; unit < 3; unit++)
            weights[^2][((3 + unit) * 5) + unit] = 1;
        model.SetWeights(weights);
        float[] x = [.. Enumerable.Range(0, 8).Select(i => MathF.Sin(i))];
        Assert.Equal(memory.Predict(x, steps: 4), model.Predict(x, steps: 4).Chunk(5).SelectMany(step => step[..3]));
    }

    [Fact]
    public void Describe_NamesWhatIsSet()
    {
        Assert.Equal("2 × gru 256", RecurrentStack.Describe(new TextConfiguration()));
        Assert.Equal("2 × gru 256, dropout 0.1", RecurrentStack.Describe(new TextConfiguration { Dropout = 0.1f }));
        Assert.Equal("2 × gru 256, skip connections, input dropout 0.05, recurrent dropout 0.2, zoneout 0.15, locked dropout 0.1", RecurrentStack.Describe(
            new TextConfiguration { Dropout = 0.1f, SkipConnections = true, InputDropout = 0.05f, RecurrentDropout = 0.2f, Zoneout = 0.15f, LockedDropout = true }));
    }

    static Layer[] Layers(TextConfiguration configuration, bool everyStep = true) =>
        [.. Model(configuration, everyStep).Layers.SkipLast(1).Select(built => built.Layer)];

    static Model Model(TextConfiguration configuration, bool everyStep = true) => RecurrentStack.Build(configuration, new ModelSetup(null, 1), [], everyStep,
        new Dense(5), Loss.MeanSquaredError, [], new Shape(-1, 2));
}
