using System.CommandLine;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>The options of unroll train memory.</summary>
sealed class MemoryOptions() : TaskOptions(("", new MemoryConfiguration()))
{
    static readonly MemoryConfiguration s_default = new();

    readonly Option<string?> _data = CommonOptions.Text("--data", "NAME|FILE", $"the passage, of which the letters are read: hello (comes with unroll) or a text of yours [{s_default.Data}]");
    readonly Option<string[]?> _words = CommonOptions.Several("--words", "WORD", $"the words to complete from their first letters [{string.Join(' ', s_default.Words)}]");
    readonly Option<int?> _window = Numbers.Whole("--window", $"letters of a window [{s_default.Window}]");

    public override string Description => "trains a memory that completes words from their first letters";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
    [
        ("unroll train memory --cell lstm", "until 'hell' brings back 'oworld'"),
        ("unroll train memory --data letter.txt --words yours sincerely", "on a text of yours"),
    ];

    protected override Option[] DataOptions => [_data, _words];

    protected override Option[] TrainingOptions => [_window];

    protected override RunConfiguration Start(ParseResult parsed) => new MemoryConfiguration();

    protected override RunConfiguration Apply(ParseResult parsed, RunConfiguration start)
    {
        var memory = (MemoryConfiguration)start;
        return memory with
        {
            Data = parsed.GetValue(_data) ?? memory.Data,
            Words = parsed.GetValue(_words) is { Length: > 0 } words ? words : memory.Words,
            Window = parsed.GetValue(_window) ?? memory.Window,
        };
    }
}
