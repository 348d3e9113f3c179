using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Regularizers;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Layers;

/// <summary>What is frozen keeps its weights, and nothing else notices.</summary>
public sealed class FrozenLayerTests
{
    const int Samples = 6, Steps = 5, Symbols = 4;

    // Symbol 0 is padding; there are few enough symbols for W to meet the table.
    static readonly int[] s_ids = RandomArray.Ids(Samples * Steps, Symbols, 1), s_targets = RandomArray.Ids(Samples * Steps, 3, 2);

    public static TheoryData<string> Cells => LayerStep.Cells;

    /// <summary>Every parameter in turn, and all but each: the gradients of the others are those of the free model, and its own are zeros.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public void Gradients_AreThoseOfTheFreeModel(string cell)
    {
        Dictionary<string, float[]> free = Gradients(cell, _ => true);
        foreach (string name in free.Keys)
        {
            AssertGradients(free, Gradients(cell, other => other != name), other => other != name, $"{name} frozen");
            AssertGradients(free, Gradients(cell, other => other == name), other => other == name, $"all but {name} frozen");
        }
    }

    /// <summary>The norm of the gradients is that of what is trained: a step limited by it goes as far as the limit allows.</summary>
    [Fact]
    public void GlobalClipNorm_LeavesOutWhatIsFrozen()
    {
        Model model = Model("lstm", new Sgd(1) { GlobalClipNorm = 0.001f });
        model.Layers[0].Layer.Trainable = false;
        model.Parameters["bidirectional.forward.kernel"].Trainable = false;
        float[][] before = model.GetWeights();
        Step(model);
        double moved = 0;
        for (int i = 0; i < before.Length; i++)
        {
            Parameter parameter = model.Parameters.Parameters[i];
            float[] after = parameter.Values.ToArray();
            if (!parameter.Trainable)
                Assert.Equal(before[i], after);
            moved += before[i].Zip(after).Sum(pair => Math.Pow(pair.First - pair.Second, 2));
        }

        Assert.Equal(0.001, Math.Sqrt(moved), 1e-6);
    }

    /// <summary>A layer that is thawed again trains on, with averages and moments that stood still meanwhile.</summary>
    [Fact]
    public void Trainable_CanChangeBetweenFits()
    {
        Model model = Model("gru", new Adam(0.01f));
        Layer embedding = model.Layers[0].Layer;
        embedding.Trainable = false;
        float[] first = model.Parameters["embedding.embeddings"].Values.ToArray();
        Step(model);
        Assert.Equal(first, model.Parameters["embedding.embeddings"].Values.ToArray());
        embedding.Trainable = true;
        Step(model);
        Assert.NotEqual(first, model.Parameters["embedding.embeddings"].Values.ToArray());
    }

    static void AssertGradients(Dictionary<string, float[]> free, Dictionary<string, float[]> actual, Func<string, bool> trains, string what)
    {
        foreach ((string name, float[] gradients) in actual)
            TensorAssert.Close(trains(name) ? free[name] : new float[gradients.Length], gradients, 1e-5, $"{what}: {name}");
    }

    static Dictionary<string, float[]> Gradients(string cell, Func<string, bool> trains)
    {
        Model model = Model(cell, new Sgd(0));
        foreach (Parameter parameter in model.Parameters.Parameters)
            parameter.Trainable = trains(parameter.Name);
        Step(model);
        return model.Parameters.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Gradients.ToArray());
    }

    static void Step(Model model)
    {
        var data = new ArrayData(new Samples(s_ids, [Steps]), new Samples(s_targets, [Steps]));
        model.Fit(data, new FitOptions { BatchSize = Samples, Shuffle = false, Workers = 2 });
    }

    static Sequential Model(string cell, Optimizer optimizer)
    {
        Sequential model = LayerStep.Built([Steps],
            new Embedding(Symbols, 3) { MaskZero = true },
            new Bidirectional(LayerStep.Cell(cell, 4, sequences: true)),
            new LayerNormalization(),
            LayerStep.Cell(cell, 5, sequences: true),
            new TimeDistributed(new Dense(4, Activation.Tanh)),
            new Dense(3, Activation.Softmax) { KernelRegularizer = Regularizer.L2(0.01f) });
        return model.Compile(optimizer, Loss.SparseCategoricalCrossentropy);
    }
}
