using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Text;
using Unroll.Transformers;

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
        ("unroll train tweets --model t5", "a small T5, which writes hate, offensive or neither"),
        ("unroll train tweets --encoder t5-small", "with a pretrained T5, which is fine-tuned"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, RunConfiguration Configuration)> Presets
    {
        get
        {
            TweetsConfiguration encoded = new(), writer = new();
            encoded.SuitEncoder();
            writer.SuitWriter();
            return [("", new TweetsConfiguration()), ("with an encoder", encoded), ("with a t5", writer)];
        }
    }

    /// <inheritdoc/>
    protected internal override TweetsData Load(TweetsConfiguration configuration, RunMetadata? weights)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var corpus = TweetCorpus.Load(configuration.Data, configuration.Split);
        return new TweetsData(configuration, corpus,
            weights is not null ? Of(TweetMetadata.Read(weights), configuration)
            : configuration.Encoder.Length > 0 ? EncoderFolder.Read(configuration)
            : configuration.Model == TweetModelKind.T5 ? Writer(corpus.Training.Select(tweet => tweet.Text), configuration)
            : new TweetInput(TweetTokenizer.Train(corpus.Training.Select(tweet => tweet.Text), configuration.Vocabulary)));
    }

    /// <exception cref="SettingException">The weights are of another kind of model.</exception>
    static TweetInput Of(TweetInput input, TweetsConfiguration configuration)
    {
        (string wanted, string other) = configuration.Model == TweetModelKind.T5 ? ("t5", "classifier") : ("classifier", "t5");
        return input.Writer is not null == (configuration.Model == TweetModelKind.T5) ? input
            : throw new SettingException("model", wanted, $"the run that its weights come from is one of the model {other}");
    }

    /// <summary>A T5 of its own vocabulary, in which the name of each class is a piece.</summary>
    static TweetInput Writer(IEnumerable<string> tweets, TweetsConfiguration configuration)
    {
        var pieces = (WordPieceTokenizer)TweetTokenizer.Train(tweets, configuration.Vocabulary, TweetsData.Classes).Pieces;
        T5Configuration sizes = TweetWriterSettings.Sizes(configuration, pieces);
        return new TweetInput(TweetTokenizer.WithEnd(pieces, sizes.EndId, sizes.PaddingId), Writer: sizes);
    }

    /// <inheritdoc/>
    protected internal override TrainedModel<TweetsData> Create(TweetsConfiguration configuration, TweetsData data, ModelSetup setup)
    {
        ArgumentNullException.ThrowIfNull(data);
        return TweetsModel.Create(configuration, data.Input, setup);
    }

    /// <inheritdoc/>
    protected internal override TrainedModel<TweetsData> Open(TweetsConfiguration configuration, RunMetadata metadata, ModelSetup setup) =>
        TweetsModel.Create(configuration, TweetMetadata.Read(metadata), setup);
}
