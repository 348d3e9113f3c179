using System.Text.RegularExpressions;

namespace Unroll.Tests.Arguments;

/// <summary>An exception for a wrong argument names it.</summary>
public sealed partial class ArgumentNamesTests
{
    const string Begin = "new ArgumentException(";

    [Fact]
    public void EveryArgumentException_NamesItsArgument()
    {
        string source = Path.Combine(ArchitectureTests.Repository, "src");
        var mistakes = new List<string>();
        int count = 0;
        foreach (string project in (string[])["Unroll", "Unroll.Kernels"])
            foreach (string path in Directory.EnumerateFiles(Path.Combine(source, project), "*.cs", SearchOption.AllDirectories))
            {
                string text = File.ReadAllText(path);
                for (int at = text.IndexOf(Begin, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Begin, at + 1, StringComparison.Ordinal))
                {
                    count++;
                    string made = Call(text, at + Begin.Length);
                    if (!Named().IsMatch(made))
                        mistakes.Add($"{Path.GetRelativePath(source, path)}: {made}");
                }
            }

        Assert.Equal("", string.Join('\n', mistakes));
        Assert.True(count > 30, $"Only {count} were found.");
    }

    /// <summary>The arguments up to the bracket that closes the call; brackets within texts are paired too.</summary>
    static string Call(string text, int begin)
    {
        int end = begin;
        for (int depth = 1; depth > 0; end++)
            depth += text[end] switch { '(' => 1, ')' => -1, _ => 0 };
        return text[begin..(end - 1)];
    }

    /// <summary>The last argument is a name: nameof(x), or the argument that a caller was given.</summary>
    [GeneratedRegex(@",\s*(nameof\([\w.]+\)|[a-z]\w*)$")]
    private static partial Regex Named();
}
