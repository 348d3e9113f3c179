using System.Globalization;
using System.Text;
using Unroll.Cli.Terminal;

namespace Unroll.Cli.Tests;

/// <summary>A folder with a small text, and the command line run on it.</summary>
public sealed class CliFixture : IDisposable
{
    public CliFixture()
    {
        Folder = Directory.CreateTempSubdirectory("unroll-cli-").FullName;
        TextFile = Path.Combine(Folder, "cats.txt");
        File.WriteAllText(TextFile, string.Concat(Enumerable.Range(0, 40).Select(i => $"the cat {(char)('a' + (i % 17))} sat on the mat.\n")));
    }

    public string Folder { get; }

    public string TextFile { get; }

    /// <summary>Runs the command line in this process.</summary>
    public static CliResult Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = CommandLine.Run(args, new Session(output, error, Interactive: false, Columns: 120, CancellationToken.None));
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The arguments of a training that takes a second.</summary>
    public string[] Small(string run, params string[] more) =>
    [
        "train", "text", "--data", TextFile, "--units", "8", "--layers", "1", "--embedding-units", "4", "--window", "10", "--batch", "8",
        .. more.Contains("--steps") || more.Contains("--epochs") ? (string[])[] : ["--epochs", "2"], "--workers", "2", "--out", Path.Combine(Folder, run), .. more,
    ];

    /// <summary>A trained run.</summary>
    public string Trained(string run)
    {
        CliResult result = Run(Small(run));
        Assert.Equal(0, result.ExitCode);
        return Path.Combine(Folder, run);
    }

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    /// <summary>Prices of all days of the week, that climb by a dollar a day from 51.</summary>
    public string Prices(string name, int from, int to)
    {
        var text = new StringBuilder("Date,Open,High,Low,Close,Adj Close,Volume\n");
        for (int day = from; day < to; day++)
        {
            var date = new DateOnly(2020, 1, 1).AddDays(day);
            text.Append(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd},{day + 50},{day + 52},{day + 49},{day + 51},{day + 51},{1000 + day}\n");
        }

        return Write(name, text.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>What a command left behind.</summary>
public sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>Asserts that the user was told one line and nothing was printed as a result.</summary>
    public string OneLineOfComplaint()
    {
        Assert.Equal(2, ExitCode);
        Assert.Equal("", Output);
        string line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("unroll: ", line, StringComparison.Ordinal);
        return line;
    }
}
