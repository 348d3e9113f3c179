using System.CommandLine;
using Unroll.Cli.Terminal;
using Unroll.Naming;
using Unroll.Studies;

namespace Unroll.Cli.Commands;

/// <summary>How progress is shown.</summary>
static class ProgressOption
{
    static readonly string[] s_kinds = ["none", "bar", "line"];

    public static Option<string?> Create() => CommonOptions.Text("--progress", "KIND", "none, bar or line [bar on a terminal, else line]");

    /// <summary>0: not at all; 1: drawn again and again; 2: line by line, also instead of a bar where there is no terminal.</summary>
    public static int Verbosity(string? progress, Session session)
    {
        if (progress is not null && !s_kinds.Contains(progress))
            throw new InputException(NearestName.Clause($"--progress {progress}: unknown", progress, s_kinds));

        return Array.IndexOf(s_kinds, session.Interactive ? progress ?? "bar" : progress is "bar" or null ? "line" : progress);
    }
}
