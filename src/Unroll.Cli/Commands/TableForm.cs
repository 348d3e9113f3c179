using System.CommandLine;
using Unroll.Naming;
using Unroll.Reports.Markup;
using Unroll.Studies;

namespace Unroll.Cli.Commands;

/// <summary>--format: the form in which tables are printed for a document.</summary>
static class TableForm
{
    public static Option<string?> Option(string description) =>
        CommonOptions.Text("--format", "KIND", $"{description}: {string.Join(", ", TableText.Forms)}");

    /// <summary>The name itself, if it is that of a form.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public static string Require(string form) => TableText.Forms.Contains(form) ? form
        : throw new InputException(NearestName.Clause($"--format {form}: unknown", form, [.. TableText.Forms]));
}
