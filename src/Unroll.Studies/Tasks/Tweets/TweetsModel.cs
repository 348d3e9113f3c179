using System.Globalization;
using Unroll.Layers;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tables;
using Unroll.Tensors;
using Unroll.Transformers;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>A model of the tweets task: it says how likely a tweet is hate speech, offensive, or neither.</summary>
public sealed class TweetsModel : TrainedModel<TweetsData>
{
    const string PredictionsFile = "predictions.csv";

    readonly TweetsConfiguration _configuration;
    readonly TweetInput _input;

    internal TweetsModel(TweetsConfiguration configuration, TweetInput input, ModelSetup setup)
        : base(configuration, Build(configuration, input, setup), setup.Workers) => (_configuration, _input) = (configuration, input);

    static int Classes => TweetsData.Classes.Count;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata => TweetMetadata.Of(_input);

    /// <inheritdoc/>
    public override (string Invitation, string Command) NextStep(string run) => ("Let it predict", $"unroll predict {run} --text \"What a nice day\"");

    /// <inheritdoc/>
    protected override TweetsData Reload() => new(_configuration, TweetCorpus.Load(_configuration.Data, _configuration.Split), _input);

    /// <inheritdoc/>
    protected override TweetsData Load(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count == 1
            ? new TweetsData(_configuration with { Data = names[0] }, TweetCorpus.LoadTest(names[0], _configuration.Split.MinimumWords, Learned()), _input)
            : throw new SettingException("data", string.Join(' ', names), "one CSV file of tweets is expected");
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
        int[] tokens = _input.Tokenizer.Encode(cleaned);
        float[] outputs = Outputs(TweetsData.Pad([tokens], _input.Tokenizer, _configuration.MaxTokens), cancellationToken);
        return new Predictions(
            new Table([Column.Text("predicted"), .. TweetsData.Classes.Select(Column.Number)],
                [[TweetsData.Classes[ArgMax.Find(outputs)], .. Probabilities(outputs, 0)]]),
            [.. new[] { DescribeCut(tokens), DescribeUnknown(tokens) }.OfType<string>()]);
    }

    internal override IReadOnlyDictionary<string, string> Explain(TweetsData data, CancellationToken cancellationToken) =>
        TweetsInsight.Look(data, Outputs(data.TestSamples(), cancellationToken), _configuration).ToFile();

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
        int unknown = tokens.Count(token => token == _input.Tokenizer.Pieces.UnknownId);
        return unknown == 0 ? null : $"{(unknown == 1 ? "1 word has" : $"{unknown} words have")} letters that the model has never seen";
    }

    static Model Build(TweetsConfiguration configuration, TweetInput input, ModelSetup setup)
    {
        Layer[] layers = [.. RecurrentStack.Layers(configuration, everyStep: false, hasSkips: false), new Dense(Classes, Activation.Softmax)];
        Model model = input.Encoder is { } encoder
            ? new BertStack(encoder, layers)
            {
                Seed = configuration.Seed, FreezesEncoder = configuration.FreezeEncoder, EncoderRateFactor = configuration.EncoderRate,
            }
            : new Sequential([new Embedding(input.Tokenizer.Pieces.Size, configuration.EmbeddingUnits) { MaskZero = true }, .. layers])
            {
                Seed = configuration.Seed,
            };
        setup.Compile(model, TaskLoss.OfClasses(configuration.Loss), Metric.Accuracy, new F1Score { Name = TweetMetrics.EpochF1 })
            .Build(new Shape(configuration.MaxTokens));
        if (model is BertStack stack && input.Folder is { } folder)
            stack.SetEncoder(EncoderFolder.Load(folder));
        return model;
    }
}
