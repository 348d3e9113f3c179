using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Reflection;
using Unroll.Cli.Commands;
using Unroll.Studies;
using Unroll.Studies.Data;

namespace Unroll.Cli;

/// <summary>The command line as a function of its arguments: parses, runs, and turns every mistake into one line and an exit code.</summary>
static class CommandLine
{
    public static int Run(string[] args, Session session)
    {
        if (args is ["--version"])
        {
            // The ready-made option would tell the version of whatever program hosts this assembly.
            session.Output.WriteLine(typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
            return ExitCode.Done;
        }

        Command root = Root(session);
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
            return Complain(session, Explain(parsed), ExitCode.WrongInput);
        try
        {
            var configuration = new InvocationConfiguration { Output = session.Output, Error = session.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return parsed.Invoke(configuration);
        }
        catch (Exception error) when (error is InputException or InvalidDataException or FileNotFoundException or DirectoryNotFoundException)
        {
            return Complain(session, error.Message, ExitCode.WrongInput);
        }
        catch (UnauthorizedAccessException error)
        {
            return Complain(session, error.Message, ExitCode.WrongInput);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Stopped;
        }
        catch (IOException error) when (IsClosedPipe(error))
        {
            return ExitCode.Done;
        }
        catch (Exception error)
        {
            if (Environment.GetEnvironmentVariable("UNROLL_DEBUG") == "1")
                session.Error.WriteLine(error);
            return Complain(session, error.Message, ExitCode.Failed);
        }
    }

    /// <summary>A plain command instead of a RootCommand, which would call itself by the assembly's name.</summary>
    static Command Root(Session session) => new("unroll", "Recurrent neural networks: train, generate, measure. The same bits every time.")
    {
        new HelpOption(),
        new VersionOption(),
        TrainCommand.Create(session),
        GenerateCommand.Create(session),
        EvaluateCommand.Create(session),
        SummaryCommand.Create(session),
        DataCommand.Create(session),
        BenchCommand.Create(session),
    };

    static int Complain(Session session, string message, int exitCode)
    {
        session.Error.WriteLine("unroll: " + message.ReplaceLineEndings(" ").TrimEnd('.'));
        return exitCode;
    }

    /// <summary>The first mistake, with what was probably meant.</summary>
    static string Explain(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        List<string> path = Path(command);
        string prefix = path.Count == 0 ? "" : $"{string.Join(' ', path)}: ";
        if (parsed.UnmatchedTokens is not [{ } token, ..])
        {
            bool noVerb = command.Subcommands.Count > 0;
            return noVerb ? $"{prefix}a command is missing; there are {string.Join(", ", command.Subcommands.Select(verb => verb.Name))} (and --help)" : prefix + parsed.Errors[0].Message;
        }

        string[] known = token.StartsWith('-')
            ? [.. command.Options.Select(option => option.Name)]
            : [.. command.Subcommands.Select(verb => verb.Name)];
        string nearest = NearestName.Find(token, known) is { } near ? $"; did you mean '{near}'?" : "";
        return known.Length == 0
            ? $"{prefix}'{token}' is one argument too many"
            : $"{prefix}'{token}' is unknown; known are {string.Join(", ", known)}{nearest}";
    }

    static List<string> Path(Command command)
    {
        var path = new List<string>();
        for (Symbol? at = command; at?.Parents.FirstOrDefault() is { } parent; at = parent)
            path.Insert(0, at.Name);
        return path;
    }

    static bool IsClosedPipe(IOException error) => error.HResult is 32 or unchecked((int)0x8007006D) || error.Message.Contains("Broken pipe", StringComparison.Ordinal);
}
