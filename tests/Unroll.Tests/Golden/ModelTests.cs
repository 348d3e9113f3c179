using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Golden;

/// <summary>
/// Whole models against Keras, made from Keras' configuration by the registries and trained by Fit: prediction, the loss before each of eight steps, and the
/// weights after them.
/// </summary>
public sealed class ModelTests
{
    static readonly IReadOnlyList<GoldenCase> s_cases = GoldenFile.Read("keras/models.json");

    public static TheoryData<string> Titles => [.. s_cases.Select(golden => golden.Text("title"))];

    [Fact]
    public void Models_AreAllOfTheFile() => Assert.Equal(25, Titles.Count);

    [Theory]
    [MemberData(nameof(Titles))]
    public void Fit_AgreesWithKeras(string title)
    {
        GoldenCase golden = Case(title);
        Sequential model = Model(golden);
        GoldenArray x = golden.Array("x"), y = golden.Array("y");
        bool ids = model.Stack[0].ReadsIds, sparse = golden.Text("loss").StartsWith("Sparse", StringComparison.Ordinal);
        Samples inputs = ids ? new(x.Ids, x.Sample) : new(x.Data, x.Sample), targets = sparse ? new(y.Ids, y.Sample) : new(y.Data, y.Sample);
        model.Build(x.Sample);
        Assert.Equal((long)golden.Number("parameterCount"), model.Parameters.Count);
        model.SetWeights([.. golden.Arrays("initialWeights").Select(weights => weights.Data)]);
        TensorAssert.Close(golden.Array("initialPrediction").Data, model.Predict(inputs), TensorAssert.Forward, "prediction");

        GoldenCase settings = golden.Object("optimizer");
        Optimizer optimizer = OptimizerRegistry.Create(settings.Text("type").ToLowerInvariant(), (float)settings.Number("learning_rate", 0.001));
        model.Compile(optimizer, LossRegistry.Create(SnakeCase(golden.Text("loss"))));
        double[] losses = golden.Numbers("lossBeforeEachStep");
        Assert.Equal(8, losses.Length);
        History history = model.Fit(inputs, targets, new FitOptions { Epochs = 8, BatchSize = x.Shape[0], Workers = 2 });
        for (int step = 0; step < 8; step++)
            TensorAssert.Close(losses[step], history["loss"][step], TensorAssert.Gradient, $"loss before step {step}");
        GoldenArray[] expected = golden.Arrays("finalWeights");
        float[][] weights = model.GetWeights();
        Assert.Equal(expected.Length, weights.Length);
        for (int i = 0; i < weights.Length; i++)
            TensorAssert.Close(expected[i].Data, weights[i], TensorAssert.Gradient, model.Parameters.Parameters[i].Name);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Load_GivesTheModelThatWasSaved(string title)
    {
        using var folder = new TemporaryFolder();
        GoldenCase golden = Case(title);
        GoldenArray x = golden.Array("x");
        Sequential model = Model(golden);
        model.Build(x.Sample);
        model.SetWeights([.. golden.Arrays("initialWeights").Select(weights => weights.Data)]);
        model.Save(folder.File("model.safetensors"));
        Sequential loaded = Sequential.Load(folder.File("model.safetensors"));
        Assert.Equal(model.Summary().ToString(), loaded.Summary().ToString());
        Assert.Equal(model.ToJson(), loaded.ToJson());
        Assert.Equal(model.Parameters.Values, loaded.Parameters.Values);
        Samples inputs = model.ReadsIds ? new(x.Ids, x.Sample) : new(x.Data, x.Sample);
        Assert.Equal(model.Predict(inputs).Values, loaded.Predict(inputs).Values);
    }

    static GoldenCase Case(string title) => Assert.Single(s_cases, golden => golden.Text("title") == title);

    static Sequential Model(GoldenCase golden) => new([.. golden.Objects("layers").Select(layer =>
    {
        JsonObject options = JsonNode.Parse(layer.Compact)!.AsObject();
        options["type"] = SnakeCase(layer.Text("type"));
        return LayerRegistry.Default.Read(JsonElement.Parse(options.ToJsonString()), golden.Text("title"));
    })]);

    /// <summary>SimpleRNN → simple_rnn, LSTM → lstm, MeanSquaredError → mean_squared_error.</summary>
    static string SnakeCase(string type) => string.Concat(type.Select((letter, i) =>
        i > 0 && char.IsUpper(letter) && char.IsLower(type[i - 1]) ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
