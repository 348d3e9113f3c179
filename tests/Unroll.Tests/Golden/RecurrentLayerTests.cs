using Unroll.Layers;
using Unroll.Models;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Golden;

/// <summary>SimpleRnn, Lstm and Gru, alone and in both directions, against Keras.</summary>
public sealed class RecurrentLayerTests
{
    static readonly IReadOnlyList<GoldenCase> s_cases = GoldenFile.Read("keras/recurrent_layers.json");

    /// <summary>Every case of the file.</summary>
    public static TheoryData<int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (int i = 0; i < s_cases.Count; i++)
                data.Add(i, $"{s_cases[i].Text("layer")} {s_cases[i].Object("config").Compact}{(s_cases[i].Has("mask") ? " masked" : "")}");
            return data;
        }
    }

    [Fact]
    public void Cases_AreAllOfThem() => Assert.Equal(9 + 9 + 10, Cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Layer_AgreesWithKeras(int index, string name)
    {
        Assert.NotEmpty(name);
        GoldenLayer.Check(s_cases[index]);
    }

    [Theory]
    [InlineData("SimpleRNN")]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void State_IsCarriedAndReset_AsInKeras(string layer)
    {
        GoldenCase golden = Assert.Single(GoldenFile.Read("keras/stateful_layers.json"), candidate => candidate.Text("layer") == layer);
        GoldenArray first = golden.Array("x1"), second = golden.Array("x2");
        var model = new Sequential(GoldenLayer.Create(layer, golden.Object("config")));
        model.Build(first.Sample);
        GoldenLayer.SetWeights(model, golden.Arrays("weights"));
        using var step = new TestStep();
        var context = new LayerContext(step.Tape) { State = new ModelState() };

        Compare(first, "output1");
        Compare(second, "output2");
        context.State.Reset();
        Compare(second, "output2AfterReset");

        void Compare(GoldenArray x, string output)
        {
            step.Tape.Reset();
            Tensor input = step.Input([x.Shape[1], x.Shape[0], x.Shape[2]], x.InEngineOrder);
            TensorAssert.Close(golden.Array(output).InEngineOrder, model.Forward(context, input).Values, TensorAssert.Forward, output);
        }
    }
}
