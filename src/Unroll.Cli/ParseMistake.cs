using System.CommandLine;
using System.CommandLine.Parsing;
using Unroll.Naming;
using Unroll.Studies.Data;

namespace Unroll.Cli;

/// <summary>The error in the arguments, in one line, with what was probably meant.</summary>
static class ParseMistake
{
    /// <summary>The most names that are listed; of more, only the nearest is reported, where there is one.</summary>
    const int ShortList = 8;

    public static string Explain(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string path = Path(command);
        string prefix = path.Length == 0 ? "" : path + ": ";
        if (parsed.UnmatchedTokens is [{ } token, ..])
            return prefix + Unknown(command, path, token);
        return prefix + (command.Subcommands.Count > 0
            ? $"a command is missing; there are {string.Join(", ", command.Subcommands.Select(subcommand => subcommand.Name))} (and --help)"
            : Value(parsed.Errors[0]));
    }

    static string Unknown(Command command, string path, string token)
    {
        string[] known = token.StartsWith('-')
            ? [.. command.Options.Where(option => !option.Hidden).Select(option => option.Name).Append("--help")]
            : [.. command.Subcommands.Select(subcommand => subcommand.Name)];
        if (known.Length == 0)
            return $"unexpected argument '{token}'";
        string? near = NearestName.Find(token, known);
        if (near is not null && known.Length > ShortList)
            return $"'{token}' is unknown; did you mean '{near}'? All of them: unroll {path} --help";
        return NearestName.Clause($"'{token}' is unknown", token, known);
    }

    static string Value(ParseError error)
    {
        OptionResult? option = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        if (option is { Tokens.Count: 0 })
            return $"{option.Option.Name} needs a value: {option.Option.Description}";
        if (option is { IdentifierTokenCount: > 1 })
            return $"{option.Option.Name} was given {option.IdentifierTokenCount} times; give it once";
        if (error.SymbolResult is ArgumentResult { Tokens.Count: 0 } missing)
            return $"{missing.Argument.Name} is missing: {missing.Argument.Description}";
        return error.Message;
    }

    static string Path(Command command)
    {
        var path = new List<string>();
        for (Symbol? at = command; at?.Parents.FirstOrDefault() is { } parent; at = parent)
            path.Insert(0, at.Name);
        return string.Join(' ', path);
    }
}
