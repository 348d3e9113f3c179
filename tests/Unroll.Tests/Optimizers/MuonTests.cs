using System.Text.Json;
using Unroll.Kernels;
using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Optimizers;

public sealed class MuonTests
{
    [Fact]
    public void Defaults_AreThoseOfKeras()
    {
        var muon = new Muon();
        Assert.Equal("muon", muon.Name);
        Assert.Equal((0.95, true, 5, 0.2), (muon.Momentum, muon.Nesterov, muon.NewtonSchulzSteps, muon.RmsRate));
        Assert.Equal((3.4445, -4.775, 2.0315), (muon.A, muon.B, muon.C));
        Assert.Equal((0.004, 0.004, 1, 0.9, 0.999, 1e-7),
            (muon.WeightDecay, muon.AdamWeightDecay, muon.AdamLearningRateRatio, muon.AdamBeta1, muon.AdamBeta2, muon.Epsilon));
        Assert.True(muon.ExcludeEmbeddings);
        Assert.Empty(muon.ExcludeLayers);
        Assert.Equal(0.001, muon.LearningRate.At(0), 1e-9);
    }

    /// <summary>The figures of Keras' own test of a step.</summary>
    [Fact]
    public void Step_AgreesWithKeras()
    {
        ParameterStore store = Of(("kernel", [2, 2]));
        store.Parameters[0].Set([1, 2, 3, 4]);
        ((ReadOnlySpan<float>)[1, 6, 7, 2]).CopyTo(store.Parameters[0].Gradients);
        Step(store, new Muon(0.5f) { WeightDecay = 0 });
        TensorAssert.Close([0.988775, 1.887053, 2.873428, 3.97035], store.Parameters[0].Values, 1e-4, "Keras");
    }

    [Fact]
    public void Step_FollowsTheMomentum_OfGradientsThatDiffer()
    {
        // A matrix of one element is divided by its magnitude: every step is η·0.2·p(±1), and the momentum decides the sign.
        ParameterStore store = Of(("kernel", [1, 1]));
        store.Parameters[0].Set([0]);
        var muon = new Muon(1) { WeightDecay = 0, Nesterov = false, NewtonSchulzSteps = 1 };
        double step = 0.2 * (3.4445 - 4.775 + 2.0315), expected = 0, momentum = 0;
        foreach (float gradient in new[] { 1, -0.5f, -0.5f, -0.5f, 0.2f })
        {
            store.Parameters[0].Gradients[0] = gradient;
            Step(store, muon);
            momentum = (0.95 * momentum) + gradient;
            expected -= step * Math.Sign(momentum);
            Assert.Equal(expected, store.Parameters[0].Values[0], 1e-5);
        }
    }

    [Theory]
    [InlineData("embedding.embeddings", "kernel")]
    [InlineData("dense.kernel", "dense|output")]
    public void Step_IsThatOfAdamW_WhereAParameterIsExcluded(string name, string pattern)
    {
        ParameterStore store = Of((name, [4, 6]), ("gru.kernel", [4, 6])), adams = Of((name, [4, 6]));
        var muon = new Muon(0.01f) { ExcludeLayers = pattern == "kernel" ? [] : [pattern], AdamWeightDecay = 0.1, AdamLearningRateRatio = 0.5 };
        var adam = new AdamW(0.005f) { WeightDecay = 0.2 };
        for (int step = 1; step <= 4; step++)
        {
            Weights.SetGradients(store, step);
            Weights.SetGradients(adams, step);
            Step(store, muon);
            Step(adams, adam);
        }

        TensorAssert.Close(TensorAssert.Doubles(adams.Parameters[0].Values), store.Parameters[0].Values, 1e-6, name);
        Assert.NotEqual(store.Parameters[0].Values.ToArray(), store.Parameters[1].Values.ToArray());
    }

    /// <summary>The update of a matrix of full rank has the root mean square that the rate asks for, about: the iteration ends between 0.7 and 1.2.</summary>
    [Theory]
    [InlineData(8, 64, 0.2, 0.2)]
    [InlineData(64, 8, 0.2, 0.2)]
    [InlineData(8, 64, null, 0.125)]
    public void Step_HasTheSizeOfTheRate(int rows, int columns, double? rmsRate, double expected)
    {
        ParameterStore store = Of(("kernel", [rows, columns]));
        float[] before = store.Parameters[0].Values.ToArray();
        Weights.SetGradients(store, 1);
        Step(store, new Muon(1) { WeightDecay = 0, RmsRate = rmsRate });
        double squares = 0;
        for (int i = 0; i < before.Length; i++)
            squares += Math.Pow(store.Parameters[0].Values[i] - before[i], 2);
        Assert.InRange(Math.Sqrt(squares / before.Length), 0.65 * expected, 1.25 * expected);
    }

    [Fact]
    public void Step_GivesTheSameBits_ForAnyNumberOfWorkers_AndLeavesNeighborsAlone()
    {
        int[][] weights = [.. new[] { 1, 2, 3 }.Select(count =>
        {
            using var workers = new Workers(count);
            ParameterStore store = Of(("a", [7]), ("b.kernel", [20, 33]), ("c", [5]), ("d.kernel", [40, 9]));
            store.Parameters[2].Trainable = false;
            float[] frozen = store.Parameters[2].Values.ToArray();
            Weights.Train(workers, store, new Muon(0.02f) { GlobalClipNorm = 0.5f });
            Assert.Equal(frozen, store.Parameters[2].Values.ToArray());
            return Weights.Bits(store.Values);
        })];
        Assert.Equal(weights[0], weights[1]);
        Assert.Equal(weights[0], weights[2]);
    }

    [Fact]
    public void Step_AllocatesNothing_AfterTheFirst()
    {
        using var step = new TestStep();
        ParameterStore store = Of(("a", [7]), ("b.kernel", [20, 33]));
        var muon = new Muon();
        muon.BuildFor(store);
        Weights.SetGradients(store, 1);
        muon.Step(step.Workers, store);
        Assert.Equal(0, Allocation.Least(() => muon.Step(step.Workers, store)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.5)]
    public void Describe_KeepsEverySetting(double? rmsRate)
    {
        var muon = new Muon(0.5f) { RmsRate = rmsRate, ExcludeLayers = ["dense", "^a"], A = 2, AdamWeightDecay = 0.5 };
        var read = Assert.IsType<Muon>(OptimizerRegistry.Read(JsonElement.Parse(muon.Describe()!.ToJsonString()), "here"));
        Assert.Equal((rmsRate, 2, -4.775, 0.5), (read.RmsRate, read.A, read.B, read.AdamWeightDecay));
        Assert.Equal(["dense", "^a"], read.ExcludeLayers);
    }

    [Fact]
    public void ExcludeLayers_Throws_WhereItIsNoExpression()
    {
        var error = Assert.Throws<ArgumentException>(() => new Muon { ExcludeLayers = ["dense("] });
        Assert.StartsWith("ExcludeLayers: 'dense(' is not a regular expression", error.Message, StringComparison.Ordinal);
    }

    static void Step(ParameterStore store, Optimizer optimizer)
    {
        using var step = new TestStep();
        optimizer.BuildFor(store);
        optimizer.Step(step.Workers, store);
    }

    static ParameterStore Of(params (string Name, Shape Shape)[] parameters)
    {
        var store = new ParameterStore();
        foreach ((string name, Shape shape) in parameters)
            store.Declare(name, shape, new UniformInitializer(-1, 1));
        store.Place(new(1));
        return store;
    }
}
