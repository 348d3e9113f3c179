using Unroll.Models;
using Unroll.Persistence;
using Unroll.Studies.Runs;
using Unroll.Text;
using Unroll.Training;

namespace Unroll.Studies.Tasks;

/// <summary>A run of the text task, opened to be used: to write, to be measured, to be looked at.</summary>
public sealed class TextRun : IDisposable
{
    const string VocabularyKey = "unroll.vocabulary";

    readonly TextWriterModel _writer;
    readonly int _workers;

    TextRun(TextConfiguration configuration, Model model, CharacterVocabulary vocabulary, int workers)
    {
        (Configuration, Model, Vocabulary, _workers) = (configuration, model, vocabulary, workers);
        _writer = new TextWriterModel(model, vocabulary, configuration, workers);
    }

    /// <summary>What the run was made from.</summary>
    public TextConfiguration Configuration { get; }

    /// <summary>The model with its trained weights.</summary>
    public Model Model { get; }

    /// <summary>Its characters.</summary>
    public CharacterVocabulary Vocabulary { get; }

    /// <summary>Opens a run.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="checkpoint">"best" (or the last one, when there is no best), "last", or a file.</param>
    /// <param name="workers">Threads; 0 for one a processor.</param>
    /// <exception cref="InputException">There is no such run or checkpoint.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or belongs to another model.</exception>
    public static TextRun Open(string folder, string checkpoint = "best", int workers = 0)
    {
        RunFolder run = RunFolder.Open(folder);
        var configuration = TextConfiguration.FromJson(File.ReadAllText(run.Configuration), run.Configuration);
        TextModel.Check(configuration);
        string path = run.Checkpoint(checkpoint);
        CharacterVocabulary vocabulary = ReadVocabulary(path);
        Model model = TextModel.Build(configuration, vocabulary.Size, steps: 1);
        Checkpoint.LoadWeights(path, model.Parameters);
        return new TextRun(configuration, model, vocabulary, workers);
    }

    /// <summary>The loss, the accuracy and the bits per character on the run's held-out part, or on another text.</summary>
    /// <param name="dataPath">Another text: a file or the name of a data set; null for the held-out part.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public IReadOnlyDictionary<string, double> Evaluate(string? dataPath, CancellationToken cancellation)
    {
        TextData data = dataPath is null ? TextData.Load(Configuration) : TextData.Load(Configuration, dataPath, Vocabulary);
        DataSet measured = dataPath is null
            ? data.Validation ?? throw new InputException("the run holds nothing out (validationShare 0); pass --data with another text")
            : data.Whole;
        IReadOnlyDictionary<string, double> figures = Model.Evaluate(measured, data.ValidationBatchSize, _workers, cancellation);
        return new Dictionary<string, double>(figures) { ["bitsPerCharacter"] = figures["loss"] / Math.Log(2) };
    }

    /// <summary>Writes text, symbol by symbol; the prime is not repeated.</summary>
    /// <param name="prime">What the model has read before it begins; unseen characters are left out of it.</param>
    /// <param name="length">How many symbols.</param>
    /// <param name="sampling">How they are chosen.</param>
    /// <param name="seed">The same seed writes the same text.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public IEnumerable<string> Generate(string prime, int length, SamplingOptions sampling, long seed, CancellationToken cancellation) =>
        _writer.Write(prime, length, sampling, seed, cancellation);

    /// <summary>Characters of a prime that the model has never seen.</summary>
    public IReadOnlyList<string> Unseen(string prime) => _writer.Unseen(prime);

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    /// <summary>What a checkpoint carries so that it can be used without its text.</summary>
    internal static IReadOnlyDictionary<string, string> Metadata(CharacterVocabulary vocabulary) =>
        new Dictionary<string, string> { [VocabularyKey] = vocabulary.ToJson() };

    static CharacterVocabulary ReadVocabulary(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return file.Metadata.TryGetValue(VocabularyKey, out string? json)
            ? CharacterVocabulary.FromJson(json)
            : throw new InvalidDataException($"{path}: the file holds no vocabulary; it is not a checkpoint of a text run");
    }
}
