using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Autograd;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Naming;
using Unroll.Operations;
using Unroll.Optimizers;
using Unroll.Regularizers;
using Unroll.Tensors;
using Unroll.Training;

namespace Unroll.Tests.Regularizers;

public sealed class RegularizerTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(0.1f, 0f)]
    [InlineData(0f, 0.2f)]
    [InlineData(0.1f, 0.2f)]
    public void Costs_AreAddedToTheLossAndItsGradient_InTrainingAndValidation(float l1, float l2)
    {
        // y = w·x + b of w = 2, b = −3 at x = 1: −1, the target is 0. The loss is 1, its gradients are −2.
        Regularizer cost = Regularizer.L1L2(l1, l2);
        var model = new Sequential(new Dense(1) { KernelRegularizer = cost, BiasRegularizer = cost });
        model.Compile(new Sgd { LearningRate = 0.5f }, Loss.MeanSquaredError);
        model.Build([1]);
        model.SetWeights([2], [-3]);
        var data = new ArrayData([1f], [1], [0f], [1]);
        double penalty = (l1 * 5) + (l2 * 13);
        Assert.Equal(1 + penalty, model.Evaluate(data)["loss"], 1e-6);
        using var trainer = new Trainer(model, data, new FitOptions());
        trainer.RunStep();
        Assert.Equal(1 + penalty, trainer.LastLoss, 1e-6);
        Assert.Equal(2 - (0.5 * (-2 + l1 + (l2 * 4))), model.Parameters["dense.kernel"].Values[0], 1e-6);
        Assert.Equal(-3 - (0.5 * (-2 - l1 - (l2 * 6))), model.Parameters["dense.bias"].Values[0], 1e-6);
    }

    [Fact]
    public void Costs_OfFrozenParameters_AreLeftOut()
    {
        var layer = new Dense(1) { KernelRegularizer = Regularizer.L2(1), UseBias = false, Trainable = false };
        Model model = new Sequential(layer, new Dense(1)).Compile(new Sgd(), Loss.MeanSquaredError);
        model.Build([1]);
        model.SetWeights([2], [1], [0]);
        Assert.Equal(4, model.Evaluate(new ArrayData([1f], [1], [0f], [1]))["loss"], 1e-6);
        layer.Trainable = true;
        Assert.Equal(4 + 4, model.Evaluate(new ArrayData([1f], [1], [0f], [1]))["loss"], 1e-6);
    }

    [Fact]
    public void Layers_GiveEachParameterItsRegularizer()
    {
        // Each regularizer costs its number for any weights, so the sum tells which were asked.
        Layer[] layers =
        [
            new Embedding(3, 2) { EmbeddingsRegularizer = new Fixed(1) },
            new LayerNormalization { GammaRegularizer = new Fixed(10), BetaRegularizer = new Fixed(100) },
            new Bidirectional(new Gru(2) { KernelRegularizer = new Fixed(1000), RecurrentRegularizer = new Fixed(10_000),
                BiasRegularizer = new Fixed(100_000) }),
            new Dense(1) { KernelRegularizer = new Fixed(0.25f), BiasRegularizer = new Fixed(0.5f) },
        ];
        Model model = new Sequential(layers).Compile(new Sgd(), Loss.MeanSquaredError);
        model.Build([2]);
        var data = new ArrayData(new Samples(new int[] { 1, 2 }, [2]), new Samples(new float[1], [1]));
        double bare = Math.Pow(model.Predict(new int[] { 1, 2 })[0], 2);
        Assert.Equal(bare + 222_111.75, model.Evaluate(data)["loss"], 0.05);
    }

    [Fact]
    public void Entries_ReadWhatWasWritten()
    {
        Assert.Equal(["l1", "l2", "l1_l2"], RegularizerRegistry.Names);
        foreach (Regularizer regularizer in new[] { Regularizer.L1(0.5f), Regularizer.L2(0.25f), Regularizer.L1L2(0.5f, 0.125f), Regularizer.L1(0) })
        {
            var options = new JsonObject();
            string name = regularizer.Describe(options)!;
            JsonElement json = JsonElement.Parse(new JsonObject { ["part"] = Spec.Write(name, options) }.ToJsonString());
            var read = Assert.IsType<L1L2Regularizer>(new ConfigurationReader(json, "test").Created("part", RegularizerRegistry.Entries, regularizer));
            var written = (L1L2Regularizer)regularizer;
            Assert.Equal((written.MagnitudeFactor, written.SquareFactor), (read.MagnitudeFactor, read.SquareFactor));
        }

        var keras = (L1L2Regularizer)RegularizerRegistry.Create("l1_l2");
        Assert.Equal((0.01f, 0.01f), (keras.MagnitudeFactor, keras.SquareFactor));
    }

    [Fact]
    public void Save_Throws_WhenARegularizerIsTheUsersOwn()
    {
        var model = new Sequential(new Dense(1) { KernelRegularizer = new Fixed(1) });
        model.Build([1]);
        Assert.Contains("SaveWeights", Assert.Throws<NotSupportedException>(() => model.Save(_folder.File("a.safetensors"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Factors_Throw_WhenTheyAreNegative()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Regularizer.L1(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Regularizer.L2(float.NaN));
    }

    public void Dispose() => _folder.Dispose();

    sealed class Fixed(float cost) : Regularizer
    {
        public override Tensor Forward(Tape tape, Tensor weights)
        {
            Tensor one = tape.Allocate([1], requiresGradient: false);
            one.Values[0] = cost;
            return tape.Add(one, tape.Scale(tape.Sum(weights), 0));
        }
    }
}
