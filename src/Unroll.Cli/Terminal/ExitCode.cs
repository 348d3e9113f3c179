namespace Unroll.Cli.Terminal;

/// <summary>The exit codes of the process.</summary>
static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongInput = 2;

    /// <summary>Stopped by Ctrl-C: 128 and the number of SIGINT, as shells have it.</summary>
    public const int Stopped = 130;

    /// <summary>Stopped by SIGHUP.</summary>
    public const int HungUp = 129;

    /// <summary>Stopped by SIGTERM.</summary>
    public const int Terminated = 143;
}
