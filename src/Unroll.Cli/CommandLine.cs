using System.CommandLine;
using System.CommandLine.Help;
using Unroll.Cli.Commands;
using Unroll.Cli.Terminal;
using Unroll.Studies;
using Unroll.Studies.Settings;

namespace Unroll.Cli;

/// <summary>The command line as a function of its arguments: parses, runs, and turns every mistake into one line and an exit code.</summary>
static class CommandLine
{
    /// <summary>A value that begins with @ is a value, not a file of more arguments.</summary>
    static readonly ParserConfiguration s_parser = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    public static int Run(string[] args, Session session)
    {
        try
        {
            ParseResult parsed = Root(session).Parse(WithHelp(args), s_parser);
            if (parsed.Errors.Count > 0 && parsed.Action is not HelpScreenAction)
                return Fail(session, ParseMistake.Explain(parsed), ExitCode.WrongInput);
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = session.Output, Error = session.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            });
        }
        catch (Exception error)
        {
            return Explain(session, error);
        }
    }

    /// <summary>A plain command instead of a RootCommand, which would call itself by the assembly's name.</summary>
    static CommandWithHelp Root(Session session)
    {
        var root = new CommandWithHelp("unroll", "recurrent neural networks: train, generate, measure; the same bits every time")
        {
            Examples =
            [
                ("unroll train text", "trains on stories that come with unroll, in about half a minute on two fast cores, and generates text"),
                ("unroll train text --data book.txt --max-seconds 300", "trains on your text for five minutes"),
                ("unroll generate runs/NAME --prompt \"The \"", "continues this prompt"),
            ],
        };
        root.Options.Add(new HelpOption { Action = new HelpScreenAction(session) });
        root.Options.Add(new VersionOption { Action = new VersionAction(session) });
        root.Subcommands.Add(TrainCommand.Create(session));
        root.Subcommands.Add(PretrainCommand.Create(session));
        root.Subcommands.Add(GenerateCommand.Create(session));
        root.Subcommands.Add(EvaluateCommand.Create(session));
        root.Subcommands.Add(PredictCommand.Create(session));
        root.Subcommands.Add(SummaryCommand.Create(session));
        root.Subcommands.Add(RunsCommand.Create(session));
        root.Subcommands.Add(ReportCommand.Create(session));
        root.Subcommands.Add(CompareCommand.Create(session));
        root.Subcommands.Add(StudyCommand.Create(session));
        root.Subcommands.Add(TuneCommand.Create(session));
        root.Subcommands.Add(DataCommand.Create(session));
        root.Subcommands.Add(BenchCommand.Create(session));
        return root;
    }

    /// <summary>Nothing at all and "help" ask for the overview, as --help does.</summary>
    static string[] WithHelp(string[] args) => args switch
    {
        [] => ["--help"],
        ["help", .. string[] command] => [.. command, "--help"],
        _ => args,
    };

    static int Explain(Session session, Exception error)
    {
        switch (error)
        {
            case OperationCanceledException:
            case OutputException when session.Cancellation.IsCancellationRequested:
                return ExitCode.Stopped;
            case OutputException { IsClosedPipe: true }:
                return ExitCode.Done;
            case SettingException wrong:
                return Fail(session, wrong.Tell(SettingName.Option(wrong.Setting)), ExitCode.WrongInput);
            case InputException or InvalidDataException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException:
                return Fail(session, error.Message, ExitCode.WrongInput);
            case NotFiniteNumberException:
                return Fail(session, $"{error.Message.TrimEnd('.')}. Train with a smaller --learning-rate or --clip", ExitCode.Failed);
            case OutOfMemoryException or OverflowException:
                return Fail(
                    session, "the model or its batches are too large for this machine; use smaller --units, --layers, --window or --batch",
                    ExitCode.WrongInput);
        }

        bool debug = Environment.GetEnvironmentVariable("UNROLL_DEBUG") == "1";
        if (debug)
            session.Error.WriteLine(error);
        string where = debug || error is IOException ? "" : $" ({error.GetType().Name}; UNROLL_DEBUG=1 shows where)";
        return Fail(session, error.Message.TrimEnd('.') + where, ExitCode.Failed);
    }

    static int Fail(Session session, string message, int exitCode)
    {
        session.Error.WriteLine("unroll: " + message.ReplaceLineEndings(" ").TrimEnd('.'));
        return exitCode;
    }
}
