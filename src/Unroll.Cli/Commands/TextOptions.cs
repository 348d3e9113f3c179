using System.CommandLine;
using Unroll.Studies.Tasks;
using Unroll.Studies.Text;
using Unroll.Text;

namespace Unroll.Cli.Commands;

/// <summary>The options of unroll train text.</summary>
sealed class TextOptions() : TaskOptions(("", TextConfiguration.ForCorpus("")), (TextCorpus.Harbour, TextConfiguration.ForCorpus(TextCorpus.Harbour)))
{
    static readonly TextConfiguration s_default = new();
    static readonly Dictionary<string, TextMode> s_modes = new() { ["window"] = TextMode.Window, ["stream"] = TextMode.Stream };

    static readonly Dictionary<string, CharacterInput> s_inputs = new()
    {
        ["scalar"] = CharacterInput.Scalar,
        ["raw"] = CharacterInput.Raw,
        ["one-hot"] = CharacterInput.OneHot,
        ["embedding"] = CharacterInput.Embedding,
    };

    readonly Option<string?> _data = CommonOptions.Text("--data", "NAME|FILE", "the text: harbour (comes with unroll), shakespeare (is downloaded), or a file of yours [harbour]");
    readonly Option<bool?> _lowerCase = new("--lower-case") { Description = "fold letters to lower case" };

    readonly Option<string?> _mode = CommonOptions.Text("--mode", "NAME",
        "stream (the text runs through the model, a target at each step, the state is carried) or window (every window of characters predicts the next one) [stream]");

    readonly Option<int?> _window = Numbers.Whole("--window", $"characters of a window, or steps of a stream between two updates [{s_default.Window}]");
    readonly Option<string?> _input = CommonOptions.Text("--input", "NAME", "how a character goes in: scalar, raw, one-hot or embedding [embedding]");
    readonly Option<int?> _embeddingUnits = Numbers.Whole("--embedding-units", $"length of an embedded character [{s_default.EmbeddingUnits}]");

    public override string Description => "trains a model that writes, character by character";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("unroll train text", "on the stories that come with unroll, in half a minute"),
        ("unroll train text --data shakespeare --max-seconds 180", "on Shakespeare's plays, three minutes"),
        ("unroll train text --data book.txt --cell lstm --units 512", "on a text of yours"),
        ("unroll train text --resume runs/NAME", "goes on where Ctrl-C stopped a run"),
    ];

    protected override Option[] DataOptions => [_data, _lowerCase];

    protected override Option[] ModelOptions => [_input, _embeddingUnits];

    protected override Option[] TrainingOptions => [_mode, _window];

    protected override RunConfiguration Start(ParseResult parsed) => TextConfiguration.ForCorpus(parsed.GetValue(_data) ?? TextCorpus.Harbour);

    protected override RunConfiguration Apply(ParseResult parsed, RunConfiguration start)
    {
        var text = (TextConfiguration)start;
        return text with
        {
            Data = parsed.GetValue(_data) ?? text.Data,
            LowerCase = parsed.GetValue(_lowerCase) ?? text.LowerCase,
            Mode = Choice(parsed, _mode, s_modes, text.Mode),
            Window = parsed.GetValue(_window) ?? text.Window,
            Input = Choice(parsed, _input, s_inputs, text.Input),
            EmbeddingUnits = parsed.GetValue(_embeddingUnits) ?? text.EmbeddingUnits,
        };
    }
}
