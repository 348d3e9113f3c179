using System.CommandLine;
using System.CommandLine.Invocation;

namespace Unroll.Cli.Terminal;

/// <summary>--help: shown whatever else is wrong with the arguments.</summary>
sealed class HelpScreenAction(Session session) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        new HelpScreen(Screen.On(session.Output), session.Columns).Write(parseResult.CommandResult.Command);
        return ExitCode.Done;
    }
}
