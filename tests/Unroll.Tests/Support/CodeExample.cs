namespace Unroll.Tests.Support;

/// <summary>The code of a page, and the same code in a test that compiles and runs it.</summary>
static class CodeExample
{
    /// <summary>The fenced blocks of one language in a page of Markdown, without their fences.</summary>
    public static IReadOnlyList<string> Blocks(string markdown, string language)
    {
        List<string> blocks = [];
        List<string>? open = null;
        bool wanted = false;
        foreach (string line in Lines(markdown))
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                open?.Add(line);
                continue;
            }

            if (open is null)
            {
                (open, wanted) = ([], line[3..].Trim() == language);
                continue;
            }

            if (wanted)
                blocks.Add(string.Join('\n', open));
            open = null;
        }

        return blocks;
    }

    /// <summary>What stands between the marks of a source file, without the indentation that all its lines have.</summary>
    public static string InSource(string source)
    {
        string[] lines = Lines(source);
        int first = Array.FindIndex(lines, line => line.Trim() == "// <example>") + 1, end = Array.FindIndex(lines, line => line.Trim() == "// </example>");
        Assert.InRange(end, first + 1, lines.Length);
        string[] code = lines[first..end];
        int indentation = code.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', code.Select(line => line.Length == 0 ? line : line[indentation..]));
    }

    static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
