using System.CommandLine;
using System.CommandLine.Parsing;

namespace Unroll.Cli.Commands;

/// <summary>Options and arguments that several commands have, so that they read and behave the same everywhere.</summary>
static class CommonOptions
{
    /// <summary>More threads than any machine has processors; far more of them would end the process.</summary>
    public const int MostWorkers = 1024;

    public static Option<bool> Json() => new("--json") { Description = "print one JSON document and nothing else" };

    public static Option<int?> Workers() => Numbers.Whole("--workers", "threads; the result does not depend on it [one per processor]", least: 1, MostWorkers);

    public static Option<string?> Checkpoint() => Text(
        "--checkpoint", "NAME", "best, last, or a file, from here or of the run's checkpoints/ [best where the run kept one, else last]");

    /// <summary>The folder of a run.</summary>
    public static Argument<string> Run()
    {
        var argument = new Argument<string>("RUN") { Description = "the folder of a run, as 'unroll train' prints it" };
        argument.Validators.Add(result => RequireContent(result, "the folder of a run"));
        return argument;
    }

    /// <summary>An option that takes a name or a path.</summary>
    public static Option<string?> Text(string name, string value, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = value };
        option.Validators.Add(result => RequireContent(result, description));
        return option;
    }

    /// <summary>An option that takes several names or paths, one after another.</summary>
    public static Option<string[]?> Several(string name, string value, string description)
    {
        Option<string[]?> option = Repeated(name, value + "…", description);
        option.AllowMultipleArgumentsPerToken = true;
        return option;
    }

    /// <summary>An option that can be given several times.</summary>
    public static Option<string[]?> Repeated(string name, string value, string description)
    {
        var option = new Option<string[]?>(name) { Description = description, HelpName = value };
        option.Validators.Add(result => RequireContent(result, description));
        return option;
    }

    /// <summary>An empty value is a variable of a script that was never set, not the current folder.</summary>
    public static void RequireContent(SymbolResult result, string expected)
    {
        string? name = result switch { OptionResult option => option.Option.Name, ArgumentResult argument => argument.Argument.Name, _ => null };
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            result.AddError($"{name} is empty: {expected}");
    }
}
