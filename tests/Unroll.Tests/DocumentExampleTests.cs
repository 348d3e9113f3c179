using Unroll.Tests.Support;

namespace Unroll.Tests;

/// <summary>
/// Every C# example of README.md and docs/ stands word for word in a test that compiles and runs it, and compiles with the usings that it shows: the test
/// has no others of the library.
/// </summary>
public sealed class DocumentExampleTests
{
    const string Mark = "// <example>";

    static readonly string s_root = ArchitectureTests.Repository;

    /// <summary>The tests with an example.</summary>
    static readonly string[] s_tests =
    [
        .. Directory.EnumerateFiles(Path.Combine(s_root, "tests", "Unroll.Tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText)
            .Select(source => source.ReplaceLineEndings("\n")).Where(source => source.Contains($" {Mark}\n", StringComparison.Ordinal)),
    ];

    static readonly string[] s_pages =
        ["README.md", .. Directory.GetFiles(Path.Combine(s_root, "docs"), "*.md").Select(path => Path.GetRelativePath(s_root, path))];

    public static TheoryData<string> Pages => [.. s_pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Examples_StandInATest_WithTheirUsings(string page)
    {
        string markdown = File.ReadAllText(Path.Combine(s_root, page));
        string[] languages = ["csharp", "cs", "c#", "C#"];
        foreach (string block in languages.SelectMany(language => CodeExample.Blocks(markdown, language)))
        {
            int end = block.IndexOf("\n\n", StringComparison.Ordinal);
            Assert.True(end > 0 && block.StartsWith("using ", StringComparison.Ordinal), $"{page}: an example begins with its usings:\n{block}");
            string? test = Array.Find(s_tests, source => CodeExample.InSource(source) == block[(end + 2)..]);
            Assert.True(test is not null, $"{page}: no test holds this example between {Mark} and its end:\n{block}");
            Assert.Equal(block[..end].Split('\n'), test!.Split('\n').Where(IsUsingOfTheLibrary));
        }
    }

    /// <summary>An example that has left its page is no example any more.</summary>
    [Fact]
    public void ExamplesOfTests_StandInAPage()
    {
        string[] blocks = [.. s_pages.SelectMany(page => CodeExample.Blocks(File.ReadAllText(Path.Combine(s_root, page)), "csharp"))];
        Assert.True(s_tests.Length >= 3);
        Assert.All(s_tests, test => Assert.Contains(blocks, block => block.EndsWith("\n\n" + CodeExample.InSource(test), StringComparison.Ordinal)));
    }

    static bool IsUsingOfTheLibrary(string line) =>
        line.StartsWith("using Unroll.", StringComparison.Ordinal) && !line.StartsWith("using Unroll.Tests.", StringComparison.Ordinal);
}
