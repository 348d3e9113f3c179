using System.CommandLine;
using System.CommandLine.Invocation;

namespace Unroll.Cli.Terminal;

/// <summary>--version.</summary>
sealed class VersionAction(Session session) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        session.Output.WriteLine($"unroll {ProductVersion.Text}");
        return ExitCode.Done;
    }
}
