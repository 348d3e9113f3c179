using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Studies.Runs;
using Unroll.Tensors;
using Unroll.Text;

namespace Unroll.Studies.Tasks;

/// <summary>A model of the text task: it writes.</summary>
public sealed class TextRun : TaskRun
{
    const string VocabularyKey = "unroll.vocabulary";
    const int SampleLength = 200;
    const int Candidates = 5;

    readonly TextConfiguration _configuration;
    TextWriterModel? _writer;

    internal TextRun(TextConfiguration configuration, CharacterVocabulary vocabulary, long steps, int workers)
        : base(configuration, Build(configuration, vocabulary.Size, steps), workers) => (_configuration, Vocabulary) = (configuration, vocabulary);

    /// <summary>Its characters.</summary>
    public CharacterVocabulary Vocabulary { get; }

    /// <inheritdoc cref="TaskRun.Open"/>
    /// <exception cref="InputException">The run is of another task.</exception>
    public static new TextRun Open(string folder, string checkpoint = "best", int workers = 0)
    {
        TaskRun run = TaskRun.Open(folder, checkpoint, workers);
        if (run is TextRun text)
            return text;
        run.Dispose();
        throw new InputException($"{folder}: a run of the task {run.Configuration.Task}, which writes no text; use 'unroll predict'");
    }

    /// <summary>Writes text, symbol by symbol; the prime is not repeated.</summary>
    /// <param name="prime">What the model has read before it begins; unseen characters are left out of it.</param>
    /// <param name="length">How many symbols.</param>
    /// <param name="sampling">How they are chosen.</param>
    /// <param name="seed">The same seed writes the same text.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public IEnumerable<string> Generate(string prime, int length, SamplingOptions sampling, long seed, CancellationToken cancellation) =>
        Writer.Write(prime, length, sampling, seed, cancellation);

    /// <summary>Characters of a prime that the model has never seen.</summary>
    public IReadOnlyList<string> Unseen(string prime) => Writer.Unseen(prime);

    /// <inheritdoc/>
    public override string Sample()
    {
        using TextWriterModel writer = NewWriter();
        return string.Concat(writer.Write("", SampleLength, new SamplingOptions { Temperature = 0.7f }, _configuration.Seed, CancellationToken.None));
    }

    /// <inheritdoc/>
    public override TaskData Load(IReadOnlyList<string> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Count == 1
            ? TextData.Load(_configuration, data[0], Vocabulary)
            : throw new InputException($"--data {string.Join(' ', data)}: one text is expected");
    }

    /// <inheritdoc/>
    public override PredictionTable Predict(PredictionInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        string text = input.TextOnly(Configuration.Task);
        if (text.Length == 0)
            throw new InputException("predict: pass --text with what the model is to go on from; whole passages come from 'unroll generate'");
        IReadOnlyList<string> unseen = Unseen(text);
        string[] remarks = unseen.Count == 0 ? [] : [$"the model has never seen {string.Join(", ", unseen.Select(CharacterName.Of))}; it reads the text without"];
        return new PredictionTable(["character", "probability"], [.. Writer.Likeliest(text, Candidates).Select(next => (object[])[next.Symbol, next.Probability])], remarks);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _writer?.Dispose();
        base.Dispose();
    }

    /// <summary>What a checkpoint carries so that it can be used without its text.</summary>
    internal static IReadOnlyDictionary<string, string> Metadata(CharacterVocabulary vocabulary) =>
        new Dictionary<string, string> { [VocabularyKey] = vocabulary.ToJson() };

    internal static CharacterVocabulary ReadVocabulary(IReadOnlyDictionary<string, string> metadata, string path)
    {
        if (!metadata.TryGetValue(VocabularyKey, out string? json))
            throw new InvalidDataException($"{path}: the file holds no vocabulary; it is not a checkpoint of a text run");
        try
        {
            return CharacterVocabulary.FromJson(json);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    TextWriterModel Writer => _writer ??= NewWriter();

    TextWriterModel NewWriter() => new(Model, Vocabulary, _configuration, Workers);

    /// <summary>Cross-entropy reads logits; other losses compare probabilities.</summary>
    static Model Build(TextConfiguration configuration, int symbols, long steps)
    {
        bool logits = TaskLoss.IsCrossEntropy(configuration.Loss);
        Layer[] first = configuration.Input == CharacterInput.Embedding ? [new Embedding(symbols, configuration.EmbeddingUnits)] : [];
        Dense output = logits ? new Dense(symbols) : new Dense(symbols, Activation.Softmax);
        Loss loss = TaskLoss.OfClasses(configuration.Loss, logits);
        return RecurrentStack.Build(
            configuration, first, configuration.Mode == TextMode.Stream, output, loss, [Metric.Accuracy], SampleShape(configuration, symbols), steps);
    }

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
