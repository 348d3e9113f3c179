using System.Text;
using System.Text.RegularExpressions;

namespace Unroll.Cli.Tests;

/// <summary>
/// Commands and what they say, as a file that a person has read and approved. A line that begins with "$ unroll" is a command; to add one, add its line.
/// UNROLL_APPROVE=1 writes the files anew, to be read before they are committed.
/// </summary>
static partial class ApprovedTranscript
{
    const string Prompt = "$ unroll ";

    /// <summary>Runs the commands of a file and compares what they say with what was approved.</summary>
    /// <param name="name">The file in Approved/.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="run">Runs a command and gives what it says.</param>
    public static void Check(string name, string folder, Func<string[], string> run)
    {
        string path = Path.Combine(Repository(), "tests", "Unroll.Cli.Tests", "Approved", name), approved = File.ReadAllText(path).ReplaceLineEndings("\n");
        string before = Directory.GetCurrentDirectory();
        var transcript = new StringBuilder();
        Directory.SetCurrentDirectory(folder);
        try
        {
            foreach (string command in approved.Split('\n').Where(line => line.StartsWith(Prompt, StringComparison.Ordinal)))
                transcript.Append(command).Append('\n').Append(run(Words(command[Prompt.Length..])).ReplaceLineEndings("\n").Trim('\n')).Append("\n\n");
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }

        string said = transcript.ToString().TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("UNROLL_APPROVE") == "1")
            File.WriteAllText(path, said);
        else
            Assert.Equal(approved, said);
    }

    static string[] Words(string command) => [.. Word().Matches(command).Select(word => word.Value.Trim('"'))];

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Word();

    /// <summary>The folder of the solution.</summary>
    public static string Repository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Unroll.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
