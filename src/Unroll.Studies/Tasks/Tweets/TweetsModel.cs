using System.Globalization;
using Unroll.Layers;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tables;
using Unroll.Tensors;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>A model of the tweets task: it says how likely a tweet is hate speech, offensive, or neither.</summary>
public sealed class TweetsModel : TrainedModel<TweetsData>
{
    const string PredictionsFile = "predictions.csv";

    readonly TweetsConfiguration _configuration;
    readonly TweetTokenizer _tokenizer;

    internal TweetsModel(TweetsConfiguration configuration, TweetTokenizer tokenizer, ModelSetup setup)
        : base(configuration, Build(configuration, tokenizer, setup), setup.Workers) => (_configuration, _tokenizer) = (configuration, tokenizer);

    static int Classes => TweetsData.Classes.Count;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata => new Dictionary<string, string>([TweetMetadata.Of(_tokenizer)]);

    /// <inheritdoc/>
    public override (string Invitation, string Command) NextStep(string run) => ("Let it predict", $"unroll predict {run} --text \"What a nice day\"");

    /// <inheritdoc/>
    protected override TweetsData Reload() => new(_configuration, TweetCorpus.Load(_configuration.Data, _configuration.Split), _tokenizer);

    /// <inheritdoc/>
    protected override TweetsData Load(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count == 1
            ? new TweetsData(_configuration with { Data = names[0] }, TweetCorpus.LoadTest(names[0], _configuration.Split.MinimumWords), _tokenizer)
            : throw new SettingException("data", string.Join(' ', names), "one CSV file of tweets is expected");
    }

    internal override Evaluation Measure(TweetsData data, CancellationToken cancellationToken)
    {
        float[] outputs = Outputs(data.TestSamples(), cancellationToken);
        int[] truth = [.. data.TestTweets.Select(tweet => (int)tweet.Class)];
        int[] predicted = [.. Enumerable.Range(0, truth.Length).Select(tweet => ArgMax.Find(outputs.AsSpan(tweet * Classes, Classes)))];
        ConfusionMatrix confusion = ConfusionMatrix.Create(truth, predicted, [.. TweetsData.Classes]);
        MetricValue[] metrics = [.. Losses(data.Test, data.HeldOutBatchSize, cancellationToken), .. TweetMetrics.Of(confusion)];
        Dictionary<string, Table> tables = TweetMetrics.Tables(confusion);
        tables[PredictionsFile] = new(
            [Column.Number("line"), Column.Text("class"), Column.Text("predicted"), .. TweetsData.Classes.Select(Column.Number)],
            [.. data.TestTweets.Select((tweet, place) => (Cell[])[(int)tweet.Line, TweetsData.Classes[truth[place]], TweetsData.Classes[predicted[place]],
                .. Probabilities(outputs, place)])]);
        return new Evaluation(metrics) { Confusion = confusion, Tables = tables };
    }

    /// <summary>The probabilities of the classes of one tweet.</summary>
    private protected override Predictions PredictFrom(PredictionInput input, CancellationToken cancellationToken)
    {
        string text = input.TextOnly(Configuration.Task), cleaned = TweetCleaning.Clean(text);
        if (text.Length == 0)
            throw new InputException("predict: pass --text with a tweet");
        if (cleaned.Length == 0)
            throw new InputException("predict: the tweet has no word but addresses, hashtags, user names and signs, which are not read");
        int[] tokens = _tokenizer.Encode(cleaned);
        float[] outputs = Outputs(TweetsData.Pad([tokens], _tokenizer, _configuration.MaxTokens), cancellationToken);
        return new Predictions(
            new Table([Column.Text("predicted"), .. TweetsData.Classes.Select(Column.Number)],
                [[TweetsData.Classes[ArgMax.Find(outputs)], .. Probabilities(outputs, 0)]]),
            [.. new[] { DescribeCut(tokens), DescribeUnknown(tokens) }.OfType<string>()]);
    }

    internal override EvaluationOutline Outline(TweetsData data) => new([.. LossNames, .. TweetMetrics.Names],
        [TweetMetrics.ConfusionFile, TweetMetrics.SharesFile, TweetMetrics.ClassesFile, PredictionsFile]);

    /// <summary>The probabilities of the classes, tweet by tweet.</summary>
    internal float[] Outputs(int[] samples, CancellationToken cancellationToken)
    {
        const int Rows = 256;
        int length = _configuration.MaxTokens;
        float[] all = new float[samples.Length / length * Classes];
        using var session = new InferenceSession(Network, Workers);
        for (int first = 0; first < samples.Length; first += Rows * length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            session.Predict(samples.AsSpan(first, Math.Min(Rows * length, samples.Length - first))).CopyTo(all, first / length * Classes);
        }

        return FiniteNumbers.OfPredictions(all);
    }

    static IEnumerable<Cell> Probabilities(float[] outputs, int tweet) =>
        Enumerable.Range(0, Classes).Select(number => (Cell)(double)outputs[(tweet * Classes) + number]);

    string? DescribeCut(int[] tokens) => tokens.Length <= _configuration.MaxTokens ? null : string.Create(CultureInfo.InvariantCulture,
        $"the tweet has {tokens.Length:N0} tokens; the model reads the first {_configuration.MaxTokens}");

    string? DescribeUnknown(int[] tokens)
    {
        int unknown = tokens.Count(token => token == _tokenizer.Pieces.UnknownId);
        return unknown == 0 ? null : $"{(unknown == 1 ? "1 word has" : $"{unknown} words have")} letters that the model has never seen";
    }

    static Model Build(TweetsConfiguration configuration, TweetTokenizer tokenizer, ModelSetup setup) => RecurrentStack.Build(
        configuration, setup, [new Embedding(tokenizer.Pieces.Size, configuration.EmbeddingUnits) { MaskZero = true }], everyStep: false,
        new Dense(Classes, Activation.Softmax), TaskLoss.OfClasses(configuration.Loss), [Metric.Accuracy, new F1Score { Name = TweetMetrics.EpochF1 }],
        new Shape(configuration.MaxTokens));
}
