using System.Text.RegularExpressions;

namespace Unroll.Cli.Tests;

/// <summary>The folders of the command line in the order of dependency: Documents and Terminal, Commands, and the project's own folder above them.</summary>
public sealed class FolderOrderTests
{
    static readonly string s_source = Path.Combine(ApprovedTranscript.Repository(), "src", "Unroll.Cli");

    [Theory]
    [InlineData("Documents", "Terminal", "Commands", "")]
    [InlineData("Terminal", "Documents", "Commands", "")]
    [InlineData("Commands", "")]
    public void Files_UseOnlyFoldersBelow(string folder, params string[] others)
    {
        string[] known = [.. others.SelectMany(Types)];
        Assert.NotEmpty(known);
        var name = new Regex($@"(?<![\w.""])({string.Join('|', known)})\b");
        foreach (string file in Files(folder))
            Assert.DoesNotMatch(name, Regex.Replace(File.ReadAllText(file), "//.*", ""));
    }

    static IEnumerable<string> Types(string folder) => Files(folder).Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != "Program");

    static string[] Files(string folder) => Directory.GetFiles(Path.Combine(s_source, folder), "*.cs");
}
