using Unroll.Data;
using Unroll.Kernels.MatMul;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Studies.Problems;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tables;
using Unroll.Tensors;
using Unroll.Text;

namespace Unroll.Studies.Tasks.Text;

/// <summary>A model of the text task: it writes.</summary>
public sealed class TextModel : TrainedModel<TextData>, ITextWriter
{
    const string VocabularyKey = "unroll.vocabulary", ContinuationsFile = "continuations.csv";
    const int SampleLength = 200, DemonstrationLength = 400;
    const int Candidates = 5;
    const string ColdWindowLoss = "coldWindowLoss";
    const int ColdWindowBatch = 16;

    static readonly string[] s_prompts = ["The ", "the "];

    readonly TextConfiguration _configuration;
    PassageWriter? _writer;

    internal TextModel(TextConfiguration configuration, ITokenizer vocabulary, ModelSetup setup)
        : base(configuration, Build(configuration, vocabulary.Size, setup), setup.Workers) => (_configuration, Vocabulary) = (configuration, vocabulary);

    /// <inheritdoc/>
    public WeightFormat Weights { get; set; }

    /// <summary>Its characters, words or tokens.</summary>
    public ITokenizer Vocabulary { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata => new Dictionary<string, string> { [VocabularyKey] = TextVocabulary.Write(Vocabulary) };

    /// <inheritdoc/>
    public override ITextWriter Writer => this;

    internal static ITokenizer ReadVocabulary(RunMetadata metadata)
    {
        try
        {
            return TextVocabulary.Read(metadata.Require(VocabularyKey, "vocabulary"));
        }
        catch (InvalidDataException error) when (!error.Message.StartsWith(metadata.Path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{metadata.Path}: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Write(string prompt, int length, SamplingOptions sampling, long seed, CancellationToken cancellationToken) =>
        Passages.Write(prompt, length, sampling, seed, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<string> Unseen(string prompt) => Passages.Unseen(prompt);

    /// <inheritdoc/>
    public string? UnseenRemark(string prompt) => TextVocabulary.PromptRemark(_configuration.Tokens, Unseen(prompt), "prompt");

    /// <inheritdoc/>
    public override string Sample()
    {
        using PassageWriter writer = NewWriter();
        return string.Concat(writer.Write("", SampleLength, new SamplingOptions { Temperature = 0.7f }, _configuration.Seed, CancellationToken.None));
    }

    /// <inheritdoc/>
    public override string Demonstrate(CancellationToken cancellationToken) =>
        string.Concat(Write("", DemonstrationLength, new SamplingOptions { Temperature = 0.7f }, seed: 1, cancellationToken));

    /// <inheritdoc/>
    public override (string Invitation, string Command) NextStep(string run)
    {
        IEnumerable<string> prompts = s_prompts.Select(prompt => _configuration.Tokens == TextTokens.Characters ? prompt : prompt.TrimEnd());
        string prompt = prompts.FirstOrDefault(prompt => Unseen(prompt).Count == 0) is { } known ? $" --prompt \"{known}\"" : "";
        return ("Let it continue a prompt of yours", $"unroll generate {run}{prompt} --length 1000");
    }

    /// <inheritdoc/>
    protected override TextData Reload() => TextData.Load(_configuration, Vocabulary);

    /// <inheritdoc/>
    protected override TextData Load(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count == 1
            ? TextData.LoadOther(_configuration, names[0], Vocabulary)
            : throw new SettingException("data", string.Join(' ', names), "one text is expected");
    }

    internal override Evaluation Measure(TextData data, CancellationToken cancellationToken)
    {
        DataSet heldOut = data.HeldOut ?? throw NothingHeldOut();
        List<MetricValue> metrics = Losses(heldOut, data.HeldOutBatchSize, cancellationToken);
        if (TaskLoss.IsEntropy(_configuration.Loss))
            metrics.Insert(1, new MetricValue("bitsPerCharacter", data.BitsPerCharacter(metrics[0].Value)));
        double? cold = data.ColdWindows is { } windows ? Losses(windows, ColdWindowBatch, cancellationToken)[0].Value : null;
        if (cold is { } value)
            metrics.Add(new MetricValue(ColdWindowLoss, value));
        return new Evaluation(metrics) { Remarks = data.RemarkOn(metrics[0].Value, cold) is { } remark ? [remark] : [] };
    }

    internal override Evaluation MeasureDynamically(TextData data, CancellationToken cancellationToken)
    {
        if (_configuration.Mode == TextMode.Window)
            throw new SettingException(DynamicName, ": a run of the mode window reads no text through; a run of the mode stream does");
        if (data.HeldOut is null)
            throw NothingHeldOut();
        return DynamicTextEvaluation.Measure(this, data.IsOther ? (TextData)On([]).Data : data, data, cancellationToken);
    }

    static InputException NothingHeldOut() => new("the run holds nothing out (validationShare 0); pass --data with another text");

    /// <summary>Each epoch has measured the metrics; what is left is to continue the prompts that the configuration names.</summary>
    internal override Evaluation? Conclude(TextData data, CancellationToken cancellationToken)
    {
        string[] prompts = [.. _configuration.Primes, .. data.Passages(_configuration.Passages)];
        if (prompts.Length == 0)
            return null;
        var sampling = new SamplingOptions { Temperature = _configuration.Temperature };
        return new Evaluation([])
        {
            Tables = new Dictionary<string, Table>
            {
                [ContinuationsFile] = new([Column.Text("prime"), Column.Text("continuation")], [.. prompts.Select(prompt => (Cell[])
                [
                    prompt, string.Concat(Write(prompt, _configuration.ContinuationLength, sampling, _configuration.Seed, cancellationToken)),
                ])]),
            },
        };
    }

    private protected override Predictions PredictFrom(PredictionInput input, CancellationToken cancellationToken)
    {
        string text = input.TextOnly(Configuration.Task);
        if (text.Length == 0)
            throw new InputException("predict: pass --text with a text for the model to continue; whole passages come from 'unroll generate'");
        string[] remarks = TextVocabulary.PromptRemark(_configuration.Tokens, Unseen(text), "text") is { } remark ? [remark] : [];
        return new Predictions(
            new Table([Column.Text(TextVocabulary.One(_configuration.Tokens)), Column.Number("probability")],
                [.. Passages.Likeliest(text, Candidates).Select(next => (Cell[])[next.Symbol, next.Probability])]), remarks);
    }

    internal override IReadOnlyDictionary<string, string> Explain(TextData data, CancellationToken cancellationToken) =>
        TextProbe.Look(this, _configuration, data, cancellationToken).ToFile();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _writer?.Dispose();
        base.Dispose();
    }

    PassageWriter Passages => _writer ??= NewWriter();

    PassageWriter NewWriter() => new(Network, Vocabulary, _configuration, Workers, Weights);

    internal override EvaluationOutline Outline(TextData data) =>
        new([], _configuration.Primes.Count + _configuration.Passages == 0 ? [] : [ContinuationsFile]);

    /// <summary>Cross-entropy reads logits; other losses compare probabilities.</summary>
    static Model Build(TextConfiguration configuration, int symbols, ModelSetup setup) =>
        Build(configuration, symbols, setup, [], isLastStepOnly: false);

    /// <param name="configuration">Cells and sizes.</param>
    /// <param name="symbols">The size of the vocabulary.</param>
    /// <param name="setup">What it is built for.</param>
    /// <param name="probes">Layers behind the one that reads the characters.</param>
    /// <param name="isLastStepOnly">Whether the loss is that of the last step alone.</param>
    internal static Model Build(TextConfiguration configuration, int symbols, ModelSetup setup, Layer[] probes, bool isLastStepOnly)
    {
        bool logits = TaskLoss.IsCrossEntropy(configuration.Loss);
        Dense output = logits ? new Dense(symbols) : new Dense(symbols, Activation.Softmax);
        Loss loss = TaskLoss.OfClasses(configuration.Loss, logits);
        return RecurrentStack.Build(
            configuration, setup, [.. First(configuration, symbols), .. probes], configuration.Mode == TextMode.Stream, output,
            isLastStepOnly ? new LastStepLoss(loss) : loss, [Metric.Accuracy], SampleShape(configuration, symbols));
    }

    /// <summary>What reads the characters.</summary>
    internal static Layer[] First(TextConfiguration configuration, int symbols) =>
        configuration.Input == CharacterInput.Embedding ? [new Embedding(symbols, configuration.EmbeddingUnits)] : [];

    static Shape SampleShape(TextConfiguration configuration, int symbols)
    {
        int steps = configuration.Mode == TextMode.Window ? configuration.Window : -1;
        return configuration.Input switch
        {
            CharacterInput.Embedding => new Shape(steps),
            CharacterInput.Scalar or CharacterInput.Raw => new Shape(steps, 1),
            _ => new Shape(steps, symbols),
        };
    }
}
