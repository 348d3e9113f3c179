using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Randomness;
using Unroll.Training;

namespace Unroll.Studies.Bench;

/// <summary>One training step (forward, backward, update) of a studied model at its real size, on random data.</summary>
/// <param name="Name">A, B-lstm … E.</param>
/// <param name="Description">The model and its batch.</param>
/// <param name="Cell">lstm, gru, simple_rnn or layer_normalized_lstm.</param>
/// <param name="Units">Width of the state.</param>
public sealed record TrainingWork(string Name, string Description, string Cell, int Units) : BenchWork(Name, Description)
{
    /// <summary>Recurrent layers on top of each other.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Numbers a step that the first layer reads: features, or the width of the embedding.</summary>
    public int Features { get; init; } = 1;

    /// <summary>Different words, where the first layer is an embedding of them.</summary>
    public int Words { get; init; }

    /// <summary>Time steps.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>Rows of the batch.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Classes, values or characters.</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>What is learned.</summary>
    public BenchTask Task { get; init; }

    /// <summary>Dropout after each recurrent layer.</summary>
    public float Dropout { get; init; }

    /// <summary>Heads of an attention of the states to each other, whose mean over time is read in place of the last state; 0 for none.</summary>
    public int AttentionHeads { get; init; }

    /// <summary>adam or sgd.</summary>
    public string Optimizer { get; init; } = "adam";

    /// <summary>The forms whose cost over the plain one is of interest.</summary>
    public IReadOnlyList<WorkForm> Forms { get; init; } = [];

    /// <summary>The form of this work.</summary>
    public WorkForm Form { get; init; } = WorkForm.Plain;

    /// <summary>
    /// 6 for each multiply-add of the forward pass: two operations there, and backwards the same again for the states and for the weights. An embedding's
    /// product with W, which the engine need not do, is counted nevertheless; steps that a mask leaves out are not, nor is what normalization does.
    /// </summary>
    public override double Operations => 6.0 * Enumerable.Range(0, Batch).Sum(row => Form.Length(row, Batch, Steps))
        * (BenchCell.MultiplyAdds(Cell, Units, Layers, Features, Form.IsBidirectional ? 2 : 1)
            + (AttentionHeads > 0 ? BenchCell.AttentionMultiplyAdds(Units, Steps) : 0));

    /// <inheritdoc/>
    public override IReadOnlyList<BenchWork> Variants =>
        [.. Forms.Select(form => this with { Name = $"{Name}-{form.Name}", Description = $"{Description}, {form.Name}", Form = form, Forms = [] })];

    /// <inheritdoc/>
    public override BenchRun Start(int workers)
    {
        Model model = new Sequential([.. Input(), .. BenchCell.Stack(Cell, Units, Layers, Dropout, ReadsEveryStep, Form), .. Attention(), Head()])
            .Compile(OptimizerRegistry.Create(Optimizer, 0.001f), Loss());
        var trainer = new Trainer(model, new FormedData(Data(), Form), new FitOptions { BatchSize = Batch, Shuffle = false, Workers = workers });
        return new BenchRun(
            () =>
            {
                trainer.Rewind();
                trainer.RunStep();
            },
            trainer,
            model.Layers.Select(built => built.Layer).OfType<RecurrentLayer>().FirstOrDefault()?.DescribeSplit(Batch, workers));
    }

    bool ReadsEveryStep => Task == BenchTask.Characters || AttentionHeads > 0;

    Layer[] Attention() => AttentionHeads > 0 ? [new MultiHeadAttention(AttentionHeads, Units / AttentionHeads), new GlobalAveragePooling1D()] : [];

    Layer[] Input() => Task switch
    {
        BenchTask.Characters => [new Embedding(Outputs, Features) { MaskZero = Form.IsMasked }],
        BenchTask.Words => [new Embedding(Words, Features) { MaskZero = true }],
        _ => Form.IsMasked ? [new Masking()] : [],
    };

    Dense Head() => Task is BenchTask.Class or BenchTask.Words ? new Dense(Outputs, Activation.Softmax) : new Dense(Outputs);

    Loss Loss() => Task switch
    {
        BenchTask.Values => Losses.Loss.MeanSquaredError,
        BenchTask.Class or BenchTask.Words => Losses.Loss.SparseCategoricalCrossentropy,
        _ => new SparseCategoricalCrossentropy { FromLogits = true },
    };

    ArrayData Data() => Task switch
    {
        BenchTask.Values => new(Uniform(Batch * Steps * Features), [Steps, Features], Uniform(Batch * Outputs), [Outputs]),
        BenchTask.Class => new(Uniform(Batch * Steps * Features), [Steps, Features], Ids(Batch, Outputs), []),
        BenchTask.Words => new([.. Ids(Batch * Steps, Words - 1).Select(id => id + 1)], [Steps], Ids(Batch, Outputs), []),
        _ => new(Ids(Batch * Steps, Outputs), [Steps], Ids(Batch * Steps, Outputs), [Steps]),
    };

    static float[] Uniform(int count)
    {
        var random = new RandomStream(RandomKey.FromSeed(1));
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }

    static int[] Ids(int count, int most)
    {
        var random = new RandomStream(RandomKey.FromSeed(2));
        return [.. Enumerable.Range(0, count).Select(_ => random.NextInt32(most))];
    }
}
