using System.Globalization;
using Unroll.Studies.Text;
using Unroll.Text;
using Unroll.Training;

namespace Unroll.Studies.Tasks;

/// <summary>A text as numbers, cut into the part that is learned and the part at its end that is held out.</summary>
sealed class TextData : TaskData
{
    /// <summary>Steps of the single stream that measures the held-out part: its state is carried from its first character to its last.</summary>
    const int ValidationSteps = 512;

    readonly TextConfiguration _configuration;
    readonly string _name;
    readonly int[] _ids;
    readonly int _training;

    TextData(TextConfiguration configuration, string name, CharacterVocabulary vocabulary, int[] ids)
        : base(configuration)
    {
        (_configuration, _name, Vocabulary, _ids) = (configuration, name, vocabulary, ids);
        _training = ids.Length - (int)(ids.Length * configuration.ValidationShare);
    }

    public CharacterVocabulary Vocabulary { get; }

    public override string Description => string.Create(CultureInfo.InvariantCulture, $"{_name}: {_ids.Length:N0} characters, {Vocabulary.Size} different");

    public override string Unit => "characters";

    public override int UnitsPerStep => _configuration.Batch * (_configuration.Mode == TextMode.Stream ? _configuration.Window : 1);

    /// <summary>The text of a run.</summary>
    /// <exception cref="InputException">It has one character only, or is too short for the configuration.</exception>
    public static TextData Load(TextConfiguration configuration)
    {
        string text = TextCorpus.Load(configuration.Data, configuration.LowerCase);
        if (configuration.Limit < text.Length)
            text = text[..(char.IsHighSurrogate(text[configuration.Limit.Value - 1]) ? configuration.Limit.Value - 1 : configuration.Limit.Value)];
        CharacterVocabulary vocabulary = CharacterVocabulary.FromText(text);
        if (vocabulary.Size < 2)
            throw new InputException($"{configuration.Data}: the text consists of one character only ({CharacterName.Of(vocabulary.Symbol(0))}); there is nothing to predict");
        var data = new TextData(configuration, configuration.Data, vocabulary, vocabulary.Encode(text));
        data.RequireLength();
        return data;
    }

    /// <summary>Another text, all of it held out, in the numbers of a trained model.</summary>
    /// <exception cref="InputException">It holds characters that the model does not know, or is too short.</exception>
    public static TextData Load(TextConfiguration configuration, string path, CharacterVocabulary vocabulary)
    {
        string text = TextCorpus.Load(path, configuration.LowerCase);
        int[] ids = vocabulary.Encode(text, out IReadOnlyList<string> unseen);
        if (unseen.Count > 0)
            throw new InputException($"{path}: the model has never seen {string.Join(", ", unseen.Take(10).Select(CharacterName.Of))}; it can be measured on its own characters only");
        return ids.Length > configuration.Window
            ? new TextData(configuration with { ValidationShare = 1 }, path, vocabulary, ids)
            : throw new InputException($"{path}: {ids.Length} characters are too few for a window of {configuration.Window}: at least {configuration.Window + 1} are needed");
    }

    public override DataSet Training => Cut(_ids.AsMemory(0, _training), _configuration.Window);

    public override DataSet? HeldOut => _training == _ids.Length ? null : Cut(_ids.AsMemory(_training), ValidationSteps);

    /// <summary>One row, for a stream whose state is to be carried through.</summary>
    public override int HeldOutBatchSize => _configuration.Mode == TextMode.Stream ? 1 : _configuration.Batch;

    public override bool KeepsBest => true;

    public override IReadOnlyDictionary<string, string> Metadata => TextRun.Metadata(Vocabulary);

    public override TaskRun CreateRun(long steps, int workers) => new TextRun(_configuration, Vocabulary, steps, workers);

    public override IEnumerable<Figure> Derive(IReadOnlyDictionary<string, double> figures) =>
        TaskLoss.IsEntropy(_configuration.Loss) && figures.TryGetValue("validationLoss", out double loss)
            ? [new Figure("validationBitsPerCharacter", loss / Math.Log(2))]
            : [];

    public override Evaluation Measure(TaskRun run, CancellationToken cancellation)
    {
        DataSet heldOut = HeldOut ?? throw new InputException("the run holds nothing out (validationShare 0); pass --data with another text");
        List<Figure> figures = run.Losses(heldOut, HeldOutBatchSize, cancellation);
        if (TaskLoss.IsEntropy(_configuration.Loss))
            figures.Insert(1, new Figure("bitsPerCharacter", figures[0].Value / Math.Log(2)));
        return new Evaluation(figures);
    }

    /// <summary>Each epoch has measured the figures; what is left is to go on from the texts that the configuration names.</summary>
    public override Evaluation? Conclude(TaskRun run, CancellationToken cancellation)
    {
        string[] primes = [.. _configuration.Primes, .. Enumerable.Range(0, _configuration.Passages).Select(Passage)];
        if (primes.Length == 0)
            return null;
        var sampling = new SamplingOptions { Temperature = _configuration.Temperature };
        return new Evaluation([])
        {
            Tables = new Dictionary<string, string>
            {
                ["continuations.csv"] = CsvTable.Write(["prime", "continuation"], primes.Select(prime => new object[]
                {
                    prime, string.Concat(((TextRun)run).Generate(prime, _configuration.ContinuationLength, sampling, _configuration.Seed, cancellation)),
                })),
            },
        };
    }

    /// <summary>One of the passages that lie at equal distances in the held-out part, or in the text where nothing is held out.</summary>
    string Passage(int number)
    {
        int first = _training == _ids.Length ? 0 : _training;
        long room = Math.Max(0, _ids.Length - first - _configuration.Window);
        int start = first + (int)(room * number / _configuration.Passages);
        return string.Concat(_ids.Skip(start).Take(_configuration.Window).Select(Vocabulary.Symbol));
    }

    DataSet Cut(ReadOnlyMemory<int> ids, int steps) => _configuration.Mode == TextMode.Stream
        ? new StreamData(ids, steps, Vocabulary.Size, _configuration.Input)
        : new WindowData(ids, _configuration.Window, Vocabulary.Size, _configuration.Input);

    void RequireLength()
    {
        int heldOut = _ids.Length - _training;
        int needed = _configuration.Mode == TextMode.Stream ? _configuration.Batch + 1 : _configuration.Window + 1;
        (string unit, string option) = _configuration.Mode == TextMode.Stream
            ? ($"{_configuration.Batch} streams", "--batch")
            : ($"a window of {_configuration.Window}", "--window");
        if (_training < needed)
            throw new InputException($"{_configuration.Data}: {_ids.Length} characters, {_training} of them for training, are too few for {unit}: at least {needed} are needed; use a longer text or a smaller {option}");
        int neededHeldOut = _configuration.Mode == TextMode.Stream ? 2 : _configuration.Window + 1;
        if (heldOut > 0 && heldOut < neededHeldOut)
            throw new InputException($"{_configuration.Data}: the held-out {heldOut} characters are too few for a window of {_configuration.Window}; use a longer text or a smaller --window");
    }
}
