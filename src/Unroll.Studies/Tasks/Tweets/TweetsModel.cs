using System.Globalization;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>A model of the tweets task: it says how likely a tweet is hate speech, offensive, or neither.</summary>
public abstract class TweetsModel : TrainedModel<TweetsData>
{
    const string PredictionsFile = "predictions.csv", LengthsFile = "lengths.csv", AnswerColumn = "answer";

    readonly TweetsConfiguration _configuration;

    private protected TweetsModel(TweetsConfiguration configuration, TweetInput input, Model network, int workers)
        : base(configuration, network, workers) => (_configuration, Input) = (configuration, input);

    /// <summary>How tweets are read.</summary>
    private protected TweetInput Input { get; }

    /// <summary>Tokens that are read of a tweet.</summary>
    private protected int MaxTokens => _configuration.MaxTokens;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata => TweetMetadata.Of(Input);

    /// <inheritdoc/>
    public override (string Invitation, string Command) NextStep(string run) => ("Let it predict", $"unroll predict {run} --text \"What a nice day\"");

    /// <summary>The model that a configuration asks for.</summary>
    internal static TweetsModel Create(TweetsConfiguration configuration, TweetInput input, ModelSetup setup) => input.Writer is null
        ? new TweetClassifier(configuration, input, setup)
        : new TweetWriter(configuration, input, setup);

    /// <inheritdoc/>
    protected override TweetsData Reload() => new(_configuration, TweetCorpus.Load(_configuration.Data, _configuration.Split), Input);

    /// <inheritdoc/>
    protected override TweetsData Load(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count == 1
            ? new TweetsData(_configuration with { Data = names[0] }, TweetCorpus.LoadTest(names[0], _configuration.Split.MinimumWords, Learned()), Input)
            : throw new SettingException("data", string.Join(' ', names), "one CSV file of tweets is expected");
    }

    /// <summary>What the model makes of tweets.</summary>
    /// <param name="tokens">All tokens of each; those that are too many are cut.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="NotFiniteNumberException">A probability is not a finite number.</exception>
    private protected abstract TweetReadings Read(IReadOnlyList<int[]> tokens, CancellationToken cancellationToken);

    internal override Evaluation Measure(TweetsData data, CancellationToken cancellationToken)
    {
        TweetReadings readings = Read(data.TestTokens, cancellationToken);
        int[] truth = [.. data.TestTweets.Select(tweet => (int)tweet.Class)];
        ConfusionMatrix confusion = ConfusionMatrix.Create(truth, [.. readings.Predicted], [.. TweetsData.Classes]);
        MetricValue[] metrics =
        [
            .. Losses(data.Test, data.HeldOutBatchSize, cancellationToken), .. readings.Written is null ? [] : TweetMetrics.OfAnswers(confusion),
            .. TweetMetrics.Of(confusion),
        ];
        Dictionary<string, Table> tables = TweetMetrics.Tables(confusion, hasOthers: readings.Written is not null);
        tables[PredictionsFile] = new(
            [Column.Number("line"), Column.Text("class"), .. ColumnsOf(readings)],
            [.. data.TestTweets.Select((tweet, place) => (Cell[])[(int)tweet.Line, TweetsData.Classes[truth[place]], .. RowOf(readings, place)])]);
        tables[LengthsFile] = new([Column.Number("tokens"), Column.Number("tweets")], [.. data.Lengths.Select((count, length) => (Cell[])[length, count])]);
        return new Evaluation(metrics) { Confusion = confusion, Tables = tables };
    }

    /// <summary>The probabilities of the classes of each tweet.</summary>
    private protected override Predictions PredictFrom(PredictionInput input, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> texts = input.TextsOnly(Configuration.Task);
        if (texts.All(text => text.Length == 0))
            throw new InputException("predict: pass --text with a tweet");
        string Name(int tweet) => texts.Count == 1 ? "the tweet" : $"tweet {tweet + 1}";
        string[] cleaned = [.. texts.Select(TweetCleaning.Clean)];
        if (Array.FindIndex(cleaned, text => text.Length == 0) is >= 0 and var empty)
            throw new InputException($"predict: {Name(empty)} has no word but addresses, hashtags, user names and signs, which are not read");
        int[][] tokens = [.. cleaned.Select(Input.Tokenizer.Encode)];
        TweetReadings readings = Read(tokens, cancellationToken);
        return new Predictions(new Table([.. ColumnsOf(readings)], [.. tokens.Select((_, tweet) => (Cell[])[.. RowOf(readings, tweet)])]),
            [.. tokens.SelectMany((ids, tweet) => new[] { DescribeCut(ids, Name(tweet)), DescribeUnknown(ids, Name(tweet)) }).OfType<string>()]);
    }

    internal override IReadOnlyDictionary<string, string> Explain(TweetsData data, CancellationToken cancellationToken) =>
        TweetsInsight.Look(data, Read(data.TestTokens, cancellationToken), _configuration).ToFile();

    internal override EvaluationOutline Outline(TweetsData data) => new(
        [.. LossNames, .. Input.Writer is null ? [] : TweetMetrics.AnswerNames, .. TweetMetrics.Names],
        [TweetMetrics.ConfusionFile, TweetMetrics.SharesFile, TweetMetrics.ClassesFile, PredictionsFile, LengthsFile]);

    static IEnumerable<Column> ColumnsOf(TweetReadings readings) =>
    [
        Column.Text("predicted"), .. readings.Written is null ? (Column[])[] : [Column.Text(AnswerColumn)], .. readings.Columns.Select(Column.Number),
    ];

    static IEnumerable<Cell> RowOf(TweetReadings readings, int tweet)
    {
        Cell[] answer = readings.Written is { } written ? [written[tweet]] : [];
        return [readings.NameOf(tweet), .. answer, .. readings.ProbabilitiesOf(tweet).ToArray().Select(probability => (Cell)(double)probability)];
    }

    /// <summary>The tweets that the model was trained on; null where its own file is not there any more, or has changed.</summary>
    HashSet<string>? Learned()
    {
        try
        {
            return FileChange.Describe(_configuration.DataFiles, _configuration.IdentifyData()) is null
                ? TweetCorpus.Load(_configuration.Data, _configuration.Split).Training.Select(tweet => tweet.Text).ToHashSet(StringComparer.Ordinal)
                : null;
        }
        catch (InputException)
        {
            return null;
        }
    }

    string? DescribeCut(int[] tokens, string name) => tokens.Length <= MaxTokens ? null : string.Create(CultureInfo.InvariantCulture,
        $"{name} has {tokens.Length:N0} tokens; the model reads the first {MaxTokens}");

    string? DescribeUnknown(int[] tokens, string name)
    {
        int unknown = tokens.Count(token => Input.Tokenizer.Pieces.UnknownIds.Contains(token));
        return unknown == 0 ? null : $"{(unknown == 1 ? "1 word" : $"{unknown} words")} of {name} {(unknown == 1 ? "has" : "have")} letters that the model has "
            + "never seen";
    }
}
