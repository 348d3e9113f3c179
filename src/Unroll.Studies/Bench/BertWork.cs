using Unroll.Data;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Randomness;
using Unroll.Training;
using Unroll.Transformers;

namespace Unroll.Studies.Bench;

/// <summary>One training step (forward, backward, update) of a BERT whose pooled vectors are to equal given ones, on random tokens.</summary>
/// <param name="Name">I-bert.</param>
/// <param name="Description">The model and its batch.</param>
public sealed record BertWork(string Name, string Description) : BenchWork(Name, Description)
{
    /// <summary>Tokens of the vocabulary.</summary>
    public int Vocabulary { get; init; } = 8000;

    /// <summary>Features of a vector.</summary>
    public int Hidden { get; init; } = 256;

    /// <summary>Layers.</summary>
    public int Layers { get; init; } = 4;

    /// <summary>Heads of a layer.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Tokens of a text.</summary>
    public int Tokens { get; init; } = 40;

    /// <summary>Texts of the batch.</summary>
    public int Batch { get; init; } = 32;

    int Intermediate => 4 * Hidden;

    /// <summary>
    /// 6 for each multiply-add of the forward pass, as of <see cref="TrainingWork"/>: attention and feed-forward of each layer, and the pooler.
    /// </summary>
    public override double Operations => 6.0 * Batch
        * ((Tokens * Layers * (BenchCell.AttentionMultiplyAdds(Hidden, Tokens) + (2.0 * Hidden * Intermediate))) + (Hidden * Hidden));

    /// <inheritdoc/>
    public override BenchRun Start(int workers)
    {
        var sizes = new BertConfiguration
        {
            VocabularySize = Vocabulary, HiddenSize = Hidden, Layers = Layers, Heads = Heads, IntermediateSize = Intermediate, MaximalPositions = Tokens,
        };
        var model = new Bert(sizes, BertHead.Pooler);
        model.Compile(new Adam(), Loss.MeanSquaredError);
        var random = new RandomStream(RandomKey.FromSeed(1));
        int[] ids = [.. Enumerable.Range(0, Batch * Tokens).Select(_ => 1 + random.NextInt32(Vocabulary - 1))];
        float[] targets = [.. Enumerable.Range(0, Batch * Hidden).Select(_ => random.NextSingle())];
        var trainer = new Trainer(
            model, new ArrayData(new Samples(ids, [Tokens]), new Samples(targets, [Hidden])),
            new FitOptions { BatchSize = Batch, Shuffle = false, Workers = workers });
        return new BenchRun(
            () =>
            {
                trainer.Rewind();
                trainer.RunStep();
            },
            trainer);
    }
}
