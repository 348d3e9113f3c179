using System.Text.Json;
using Unroll.Losses;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Golden;

/// <summary>All losses against Keras: value and gradient.</summary>
public sealed class LossTests
{
    static readonly IReadOnlyList<GoldenCase> s_cases = GoldenFile.Read("keras/losses.json");

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            for (int i = 0; i < s_cases.Count; i++)
                cases.Add(i, s_cases[i].Text("loss"));
            return cases;
        }
    }

    [Fact]
    public void Cases_AreAllOfKeras() => Assert.Equal(17, s_cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_AgreesWithKeras(int index, string name)
    {
        GoldenCase golden = s_cases[index];
        Loss loss = Create(name, golden.Object("config"));
        GoldenArray prediction = golden.Array("prediction"), target = golden.Array("target");

        using var step = new TestStep();
        Tensor predictions = step.Input(prediction.Shape, prediction.Data);
        Tensor targets = name[0] == 'S' ? step.Ids(target.Shape, target.Ids) : step.Input(target.Shape, target.Data, requiresGradient: false);
        Tensor value = loss.Mean(step.Tape, predictions, targets);
        step.Tape.Backward(value);

        TensorAssert.Close(golden.Number("value"), value.Values[0], TensorAssert.Forward, "loss");
        TensorAssert.Close(golden.Array("predictionGradient").Data, predictions.Gradients, TensorAssert.Gradient, "gradient");
    }

    /// <summary>By its name in the registry, and with the options of the file.</summary>
    static Loss Create(string type, GoldenCase config)
    {
        string name = type == "KLDivergence" ? "kl_divergence" : JsonNamingPolicy.SnakeCaseLower.ConvertName(type);
        bool logits = config.Flag("from_logits", false);
        float smoothing = (float)config.Number("label_smoothing", 0);
        Loss loss = LossRegistry.Create(name);
        Assert.Equal(name, loss.Name);
        return loss switch
        {
            CategoricalCrossentropy => new CategoricalCrossentropy { FromLogits = logits, LabelSmoothing = smoothing },
            SparseCategoricalCrossentropy => new SparseCategoricalCrossentropy { FromLogits = logits },
            BinaryCrossentropy => new BinaryCrossentropy { FromLogits = logits, LabelSmoothing = smoothing },
            Huber => new Huber { Delta = (float)config.Number("delta", 1) },
            _ => loss,
        };
    }
}
