using System.CommandLine;
using System.Globalization;
using Unroll.Naming;
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

    static readonly TextConfiguration s_harbour = TextConfiguration.ForCorpus(TextCorpus.Harbour);
    static readonly TextConfiguration s_other = TextConfiguration.ForCorpus("");

    readonly Option<string?> _data = CommonOptions.Text("--data", "NAME|FILE", "the text: harbour (comes with unroll), shakespeare (is downloaded), or a file of yours [harbour]");
    readonly Option<bool?> _lowerCase = new("--lower-case") { Description = "fold letters to lower case" };
    readonly Option<string?> _cell = CommonOptions.Text("--cell", "NAME", "lstm, gru or simple_rnn" + Default(c => c.Cell));
    readonly Option<int?> _units = Numbers.Whole("--units", "units of each recurrent layer" + Default(c => c.Units));
    readonly Option<int?> _layers = Numbers.Whole("--layers", "recurrent layers" + Default(c => c.Layers));
    readonly Option<float?> _dropout = Numbers.Real("--dropout", "dropout after each recurrent layer" + Default(c => c.Dropout));

    readonly Option<string?> _mode = CommonOptions.Text("--mode", "NAME",
        "stream (the text runs through the model, a target at each step, the state is carried) or window (every window of characters predicts the next one) [stream]");

    readonly Option<int?> _window = Numbers.Whole("--window", "characters of a window, or steps of a stream between two updates" + Default(c => c.Window));
    readonly Option<string?> _input = CommonOptions.Text("--input", "NAME", "how a character goes in: scalar, one-hot or embedding [embedding]");
    readonly Option<int?> _embeddingUnits = Numbers.Whole("--embedding-units", "length of an embedded character" + Default(c => c.EmbeddingUnits));
    readonly Option<string?> _loss = CommonOptions.Text("--loss", "NAME", "the loss" + Default(c => c.Loss));
    readonly Option<string?> _optimizer = CommonOptions.Text("--optimizer", "NAME", "the optimizer" + Default(c => c.Optimizer));
    readonly Option<float?> _learningRate = Numbers.Real("--learning-rate", "the learning rate, at its largest" + Default(c => c.LearningRate));
    readonly Option<string?> _schedule = CommonOptions.Text("--schedule", "NAME", "constant, or cosine with a warm-up" + Default(c => c.Schedule));
    readonly Option<float?> _clip = Numbers.Real("--clip", "limit of the gradients' norm; 0 for none" + Default(c => c.Clip));
    readonly Option<int?> _batch = Numbers.Whole("--batch", "rows of a batch" + Default(c => c.Batch));
    readonly Option<int?> _epochs = Numbers.Whole("--epochs", "passes over the training part" + Default(c => c.Epochs));
    readonly Option<long?> _steps = Numbers.Long("--steps", "updates in all, instead of whole epochs");
    readonly Option<long?> _seed = Numbers.Long("--seed", "where all random numbers come from" + Default(c => c.Seed));
    readonly Option<string?> _onNaN = CommonOptions.Text("--on-nan", "NAME", "when a loss is not a finite number: stop, or skip the update" + Default(c => c.OnNaN));
    readonly Option<string?> _config = CommonOptions.Text("--config", "FILE", "start from the config.json of a run; options beside it override it");

    public void AddTo(Verb command)
    {
        command.Group("Text", _data, _lowerCase);
        command.Group("Model", _cell, _units, _layers, _dropout, _input, _embeddingUnits);
        command.Group("Training", _mode, _window, _batch, _epochs, _steps, _loss, _optimizer, _learningRate, _schedule, _clip, _seed, _onNaN, _config);
    }

    public TextConfiguration Configuration(ParseResult parsed)
    {
        TextConfiguration start = Start(parsed);
        float? clip = parsed.GetValue(_clip);
        int? epochs = parsed.GetValue(_epochs);
        long? steps = parsed.GetValue(_steps);
        return start with
        {
            LowerCase = parsed.GetValue(_lowerCase) ?? start.LowerCase,
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

    TextConfiguration Start(ParseResult parsed)
    {
        string? data = parsed.GetValue(_data);
        if (parsed.GetValue(_config) is not { } file)
            return TextConfiguration.ForCorpus(data ?? TextCorpus.Harbour);
        TextConfiguration configuration = ConfigurationFile.Read(file);
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

    /// <summary>The default for the help: of any text, and of the embedded one where that differs.</summary>
    static string Default(Func<TextConfiguration, object?> of)
    {
        string other = string.Create(CultureInfo.InvariantCulture, $"{of(s_other)}"), harbour = string.Create(CultureInfo.InvariantCulture, $"{of(s_harbour)}");
        return other == harbour ? $" [{other}]" : $" [{other}; harbour {harbour}]";
    }
}
