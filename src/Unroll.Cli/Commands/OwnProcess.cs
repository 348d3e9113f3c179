using System.Diagnostics;
using System.Reflection;

namespace Unroll.Cli.Commands;

/// <summary>This command line as another process.</summary>
static class OwnProcess
{
    const string Host = "dotnet";

    /// <summary>How to start it: by the launcher that started us, or by the host where a launcher of something else has loaded us.</summary>
    public static ProcessStartInfo Command(params string[] arguments)
    {
        Assembly assembly = typeof(OwnProcess).Assembly;
        string launcher = Environment.ProcessPath ?? Host;
        if (Path.GetFileNameWithoutExtension(launcher) == Host)
            return new ProcessStartInfo(launcher, [assembly.Location, .. arguments]);
        return Assembly.GetEntryAssembly() == assembly
            ? new ProcessStartInfo(launcher, arguments)
            : new ProcessStartInfo(Host, [assembly.Location, .. arguments]);
    }
}
