using System.CommandLine;
using Spectre.Console;

namespace Unroll.Cli.Terminal;

/// <summary>The help of a command: what it does, how it is called, its options in groups, examples.</summary>
sealed class HelpScreen(IAnsiConsole console, int columns)
{
    const int Margin = 2;
    const int Gap = 2;
    const int Readable = 116;

    public void Write(Command command)
    {
        bool root = command.Parents.FirstOrDefault() is null;
        string name = Name(command);
        console.Line(console.Styled(name, Tone.Strong) + $": {command.Description}");
        Title("Usage");
        console.Line("  " + (root ? "unroll COMMAND [options]" : $"{name}{Arguments(command)}{(command.Subcommands.Count > 0 ? " COMMAND" : "")} [options]"));

        Rows("Commands", [.. Leaves(command).Select(leaf => (Name(leaf)[(name.Length + 1)..] + Arguments(leaf), leaf.Description ?? ""))]);
        Rows("Arguments", [.. command.Arguments.Select(argument => (argument.Name, argument.Description ?? ""))]);
        var verb = command as Verb;
        IReadOnlyList<(string Title, Option[] Options)> groups = verb?.Groups ?? [("Options", [.. command.Options])];
        int width = groups.SelectMany(group => group.Options).Select(option => Label(option).Length).DefaultIfEmpty().Max();
        foreach ((string title, Option[] options) in groups)
            Rows(title, [.. options.Select(option => (Label(option), option.Description ?? ""))], width);
        Rows("Examples", [.. verb?.Examples ?? []]);
        if (root)
        {
            console.Line();
            console.Line($"'unroll COMMAND --help' tells more. Version {CommandLine.Version}.", Tone.Quiet);
        }
    }

    void Title(string title)
    {
        console.Line();
        console.Line(title, Tone.Strong);
    }

    void Rows(string title, (string Label, string Meaning)[] rows, int width = 0)
    {
        if (rows.Length == 0)
            return;
        Title(title);
        width = Math.Max(width, rows.Max(row => row.Label.Length));
        int left = Margin + width + Gap;
        foreach ((string label, string meaning) in rows)
        {
            string before = new string(' ', Margin) + console.Styled(label, Tone.Name) + new string(' ', width - label.Length + Gap);
            foreach (string line in WordWrap.Lines(meaning, Math.Min(columns, Readable) - left - 1))
            {
                console.Line(before + line);
                before = new string(' ', left);
            }
        }
    }

    static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.SelectMany(verb => verb.Subcommands.Count > 0 ? Leaves(verb) : [verb]);

    static string Name(Command command) => command.Parents.FirstOrDefault() is Command parent ? $"{Name(parent)} {command.Name}" : command.Name;

    static string Arguments(Command command) =>
        string.Concat(command.Arguments.Select(argument => argument.Arity switch
        {
            { MaximumNumberOfValues: > 1 } => $" [{argument.Name}…]",
            { MinimumNumberOfValues: 0 } => $" [{argument.Name}]",
            _ => $" {argument.Name}",
        }));

    static string Label(Option option) => option.HelpName is { } value ? $"{option.Name} {value}" : option.Name;
}
