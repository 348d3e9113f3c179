using System.CommandLine;

namespace Unroll.Cli.Terminal;

/// <summary>A command with what its help shows beside names: options in groups, and examples.</summary>
sealed class CommandWithHelp(string name, string description) : Command(name, description)
{
    readonly List<(string Title, Option[] Options)> _groups = [];

    /// <summary>Lines to try, each with what it does.</summary>
    public IReadOnlyList<(string Line, string Meaning)> Examples { get; init; } = [];

    /// <summary>The options as the help lists them.</summary>
    public IReadOnlyList<(string Title, Option[] Options)> Groups => _groups;

    /// <summary>Adds options under a title.</summary>
    public void Group(string title, params Option[] options)
    {
        _groups.Add((title, options));
        foreach (Option option in options)
            Options.Add(option);
    }
}
