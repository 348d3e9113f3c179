using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>Tweets that are hate speech, offensive, or neither (study F).</summary>
public sealed class TweetsTask : TaskDefinition<TweetsConfiguration, TweetsData>
{
    TweetsTask()
        : base("tweets", "trains a model that tells hate speech and offensive tweets from others")
    {
    }

    /// <summary>The task.</summary>
    public static TweetsTask Definition { get; } = new();

    /// <inheritdoc/>
    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("unroll train tweets", "on 24,783 labelled tweets"),
        ("unroll train tweets --data mine.csv --cell gru --class-weights none", "on a CSV file of yours"),
        ("unroll train tweets --encoder bert-base-uncased", "with a pretrained BERT, which is fine-tuned"),
        ("unroll train tweets --encoder hatebert --freeze-encoder", "with one that stays as it is"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, RunConfiguration Configuration)> Presets
    {
        get
        {
            var encoded = new TweetsConfiguration();
            encoded.SuitEncoder();
            return [("", new TweetsConfiguration()), ("with an encoder", encoded)];
        }
    }

    /// <inheritdoc/>
    protected internal override TweetsData Load(TweetsConfiguration configuration, RunMetadata? weights)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var corpus = TweetCorpus.Load(configuration.Data, configuration.Split);
        return new TweetsData(configuration, corpus,
            weights is not null ? TweetMetadata.Read(weights)
            : configuration.Encoder.Length > 0 ? EncoderFolder.Read(configuration.Encoder, configuration.MaxTokens)
            : new TweetInput(TweetTokenizer.Train(corpus.Training.Select(tweet => tweet.Text), configuration.Vocabulary)));
    }

    /// <inheritdoc/>
    protected internal override TrainedModel<TweetsData> Create(TweetsConfiguration configuration, TweetsData data, ModelSetup setup)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new TweetsModel(configuration, data.Input, setup);
    }

    /// <inheritdoc/>
    protected internal override TrainedModel<TweetsData> Open(TweetsConfiguration configuration, RunMetadata metadata, ModelSetup setup) =>
        new TweetsModel(configuration, TweetMetadata.Read(metadata), setup);
}
