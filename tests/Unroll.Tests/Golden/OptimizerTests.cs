using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Tests.Support;

namespace Unroll.Tests.Golden;

/// <summary>Optimizers against Keras: the weights after every step.</summary>
public sealed class OptimizerTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"global_clipnorm":0.7}""")]
    public void Adam_AgreesWithKeras(string config)
    {
        GoldenCase golden = Assert.Single(GoldenFile.Read("keras/optimizers.json"), candidate =>
            candidate.Text("optimizer") == "Adam" && candidate.Object("config").Compact == config);
        float? clip = golden.Object("config").Has("global_clipnorm") ? (float)golden.Object("config").Number("global_clipnorm") : null;
        Check(golden, new Adam { GlobalClipNorm = clip });
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"learning_rate":0.1,"global_clipnorm":0.7}""")]
    public void Sgd_AgreesWithKeras(string config)
    {
        GoldenCase golden = Assert.Single(GoldenFile.Read("keras/optimizers.json"), candidate =>
            candidate.Text("optimizer") == "SGD" && candidate.Object("config").Compact == config);
        bool clipped = golden.Object("config").Has("global_clipnorm");
        Check(golden, new Sgd { LearningRate = clipped ? 0.1f : 0.01f, GlobalClipNorm = clipped ? 0.7f : null });
    }

    static void Check(GoldenCase golden, Optimizer optimizer)
    {
        GoldenArray[] initial = golden.Arrays("initial");
        var store = new ParameterStore();
        for (int i = 0; i < initial.Length; i++)
            store.Declare($"weight{i}", initial[i].Shape, Initializer.Zeros);
        store.Place(default);
        for (int i = 0; i < initial.Length; i++)
            initial[i].Data.CopyTo(store.Parameters[i].Values);
        optimizer.BuildFor(store);

        using var step = new TestStep();
        GoldenArray[][] gradients = golden.Steps("gradients"), after = golden.Steps("weightsAfterEachStep");
        Assert.Equal(6, gradients.Length);
        for (int number = 0; number < gradients.Length; number++)
        {
            for (int i = 0; i < initial.Length; i++)
                gradients[number][i].Data.CopyTo(store.Parameters[i].Gradients);
            optimizer.Step(step.Workers, store);
            for (int i = 0; i < initial.Length; i++)
                TensorAssert.Close(after[number][i].Data, store.Parameters[i].Values, TensorAssert.Gradient, $"weight {i} after step {number}");
        }
    }
}
