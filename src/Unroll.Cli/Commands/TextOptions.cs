using System.CommandLine;
using Unroll.Studies;
using Unroll.Studies.Data;
using Unroll.Studies.Tasks;
using Unroll.Studies.Text;
using Unroll.Text;

namespace Unroll.Cli.Commands;

/// <summary>The options that make up a configuration of the text task; what is not given comes from --config or from what suits the text.</summary>
sealed class TextOptions
{
    static readonly Dictionary<string, TextMode> s_modes = new() { ["window"] = TextMode.Window, ["stream"] = TextMode.Stream };

    static readonly Dictionary<string, CharacterInput> s_inputs = new()
    {
        ["scalar"] = CharacterInput.Scalar,
        ["one-hot"] = CharacterInput.OneHot,
        ["embedding"] = CharacterInput.Embedding,
    };

    readonly Option<string?> _data = Text("--data", "NAME|FILE", "the text: harbour (comes with unroll), shakespeare, or a file");
    readonly Option<string?> _cell = Text("--cell", "NAME", "lstm, gru or simple_rnn");
    readonly Option<int?> _units = Numbers.Whole("--units", "units of each recurrent layer");
    readonly Option<int?> _layers = Numbers.Whole("--layers", "recurrent layers");
    readonly Option<float?> _dropout = Numbers.Real("--dropout", "dropout after each recurrent layer");
    readonly Option<string?> _mode = Text("--mode", "NAME", "window (every window of characters, the next one is the target) or stream (carried state, a target at each step)");
    readonly Option<int?> _window = Numbers.Whole("--window", "characters of a window, or steps between two updates");
    readonly Option<string?> _input = Text("--input", "NAME", "scalar, one-hot or embedding");
    readonly Option<int?> _embeddingUnits = Numbers.Whole("--embedding-units", "length of an embedded character");
    readonly Option<string?> _loss = Text("--loss", "NAME", "categorical_crossentropy");
    readonly Option<string?> _optimizer = Text("--optimizer", "NAME", "adam");
    readonly Option<float?> _learningRate = Numbers.Real("--learning-rate", "the largest learning rate");
    readonly Option<string?> _schedule = Text("--schedule", "NAME", "constant or cosine");
    readonly Option<float?> _clip = Numbers.Real("--clip", "limit of the gradients' norm; 0 for none");
    readonly Option<int?> _batch = Numbers.Whole("--batch", "rows of a batch");
    readonly Option<int?> _epochs = Numbers.Whole("--epochs", "passes over the training part");
    readonly Option<long?> _steps = Numbers.Long("--steps", "updates in all, instead of whole epochs");
    readonly Option<long?> _seed = Numbers.Long("--seed", "where all random numbers come from");
    readonly Option<string?> _onNaN = Text("--on-nan", "NAME", "stop or skip, when a loss is not a finite number");
    readonly Option<bool> _lowerCase = new("--lower-case") { Description = "fold letters to lower case" };

    public Option<FileInfo?> Config { get; } = new("--config") { Description = "start from the config.json of a run", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        foreach (Option option in All)
            command.Options.Add(option);
    }

    /// <summary>The options that were given, for those that exclude them.</summary>
    public IEnumerable<string> Given(ParseResult parsed) => All.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name);

    public TextConfiguration Configuration(ParseResult parsed)
    {
        TextConfiguration start = Start(parsed);
        float? clip = parsed.GetValue(_clip);
        int? epochs = parsed.GetValue(_epochs);
        long? steps = parsed.GetValue(_steps);
        return start with
        {
            LowerCase = parsed.GetValue(_lowerCase) || start.LowerCase,
            Cell = parsed.GetValue(_cell) ?? start.Cell,
            Units = parsed.GetValue(_units) ?? start.Units,
            Layers = parsed.GetValue(_layers) ?? start.Layers,
            Dropout = parsed.GetValue(_dropout) ?? start.Dropout,
            Mode = Choice(parsed, _mode, s_modes, start.Mode),
            Window = parsed.GetValue(_window) ?? start.Window,
            Input = Choice(parsed, _input, s_inputs, start.Input),
            EmbeddingUnits = parsed.GetValue(_embeddingUnits) ?? start.EmbeddingUnits,
            Loss = parsed.GetValue(_loss) ?? start.Loss,
            Optimizer = parsed.GetValue(_optimizer) ?? start.Optimizer,
            LearningRate = parsed.GetValue(_learningRate) ?? start.LearningRate,
            Schedule = parsed.GetValue(_schedule) ?? start.Schedule,
            Clip = clip is 0 ? null : clip ?? start.Clip,
            Batch = parsed.GetValue(_batch) ?? start.Batch,
            Epochs = epochs ?? start.Epochs,

            // A number of epochs on the command line is meant to count, also against the steps of a --config.
            Steps = steps ?? (epochs is null ? start.Steps : null),
            Seed = parsed.GetValue(_seed) ?? start.Seed,
            OnNaN = parsed.GetValue(_onNaN) ?? start.OnNaN,
        };
    }

    IEnumerable<Option> All =>
    [
        _data, _cell, _units, _layers, _dropout, _mode, _window, _input, _embeddingUnits, _loss, _optimizer, _learningRate, _schedule, _clip, _batch,
        _epochs, _steps, _seed, _onNaN, _lowerCase, Config,
    ];

    TextConfiguration Start(ParseResult parsed)
    {
        string? data = parsed.GetValue(_data);
        if (parsed.GetValue(Config) is not { } file)
            return TextConfiguration.ForCorpus(data ?? TextCorpus.Harbour);
        if (!file.Exists)
            throw new InputException($"--config {file}: there is no such file");
        var configuration = TextConfiguration.FromJson(File.ReadAllText(file.FullName), file.ToString());
        return data is null ? configuration : configuration with { Data = data };
    }

    static T Choice<T>(ParseResult parsed, Option<string?> option, Dictionary<string, T> known, T otherwise)
    {
        if (parsed.GetValue(option) is not { } name)
            return otherwise;
        if (known.TryGetValue(name, out T? value))
            return value;
        string nearest = NearestName.Find(name, known.Keys) is { } near ? $"; did you mean '{near}'?" : "";
        throw new InputException($"{option.Name} {name}: unknown; known are {string.Join(", ", known.Keys)}{nearest}");
    }

    static Option<string?> Text(string name, string value, string description) => new(name) { Description = description, HelpName = value };
}
