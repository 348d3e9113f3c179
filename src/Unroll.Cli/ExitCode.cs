namespace Unroll.Cli;

/// <summary>What the process tells its caller.</summary>
static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongInput = 2;
    public const int Stopped = 130;
}
