using System.CommandLine;
using Spectre.Console;

namespace Unroll.Cli.Terminal;

/// <summary>The help of a command: what it does, how it is called, its options in groups, examples.</summary>
sealed class HelpScreen(IAnsiConsole console, int columns)
{
    const int Margin = 2;
    const int Gap = 2;
    const int Readable = 116;
    const int NarrowestMeaning = 30;
    const int Indent = 6;

    public void Write(Command command)
    {
        bool root = command.Parents.FirstOrDefault() is null;
        string name = Name(command);
        string[] headline = [.. WordWrap.Lines($"{name}: {command.Description}", columns - 1)];
        console.Line(console.Styled(name, TextStyle.Strong) + headline[0][name.Length..]);
        foreach (string line in headline[1..])
            console.Line(line);
        Title("Usage");
        console.Line("  " + (root ? "unroll COMMAND [options]" : $"{name}{Arguments(command)}{(command.Subcommands.Count > 0 ? " COMMAND" : "")} [options]"));

        Rows("Commands", [.. Leaves(command).Select(leaf => (Name(leaf)[(name.Length + 1)..] + Arguments(leaf), leaf.Description ?? ""))]);
        Rows("Arguments", [.. command.Arguments.Select(argument => (argument.Name, argument.Description ?? ""))]);
        var described = command as CommandWithHelp;
        IReadOnlyList<(string Title, Option[] Options)> groups = described?.Groups ?? [("Options", [.. command.Options])];
        int width = groups.SelectMany(group => group.Options).Select(option => Label(option).Length).DefaultIfEmpty().Max();
        foreach ((string title, Option[] options) in groups)
            Rows(title, [.. options.Select(option => (Label(option), option.Description ?? ""))], width);
        Rows("Examples", [.. described?.Examples ?? []]);
        if (root)
        {
            console.Line();
            console.Line($"'unroll COMMAND --help' describes a command. Version {ProductVersion.Text}.", TextStyle.Quiet);
        }
    }

    void Title(string title)
    {
        console.Line();
        console.Line(title, TextStyle.Strong);
    }

    void Rows(string title, (string Label, string Meaning)[] rows, int width = 0)
    {
        if (rows.Length == 0)
            return;
        Title(title);
        width = Math.Max(width, rows.Max(row => row.Label.Length));
        int left = Margin + width + Gap, room = Math.Min(columns, Readable) - 1;

        // Beside long labels, such as the lines of examples, a meaning would be a column of single words.
        bool below = room - left < NarrowestMeaning;
        if (below)
            left = Indent;
        foreach ((string label, string meaning) in rows)
        {
            StyledText name = new string(' ', Margin) + console.Styled(label, TextStyle.Name), before = name + new string(' ', width - label.Length + Gap);
            if (below)
            {
                console.Line(name);
                before = new string(' ', left);
            }

            foreach (string line in WordWrap.Lines(meaning, room - left))
            {
                console.Line(before + line);
                before = new string(' ', left);
            }
        }
    }

    static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.SelectMany(subcommand => subcommand.Subcommands.Count > 0 ? Leaves(subcommand) : [subcommand]);

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
