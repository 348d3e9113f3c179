using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Unroll.Tests;

/// <summary>How the house is built: what may know what, and how large a file may be.</summary>
public sealed partial class ArchitectureTests
{
    const int MostLines = 400, LongestLine = 160;

    static readonly string[] s_projects = ["Unroll.Kernels", "Unroll", "Unroll.Studies", "Unroll.Reports", "Unroll.Cli"];

    /// <summary>The folders of each project in the order of dependency; "" is the project's own folder, left out where it is the frame of all others.</summary>
    static readonly Dictionary<string, string[]> s_folders = new()
    {
        ["Unroll.Kernels"] =
        [
            "Simd", "", "Numerics", "Activations", "Elementwise", "MatMul", "Normalization", "Recurrent", "Embedding", "Softmax", "Losses", "Pooling", "Random",
            "Orthogonal", "Attention", "Optimizers",
        ],
        ["Unroll"] =
        [
            "Arguments", "Naming", "Randomness", "Tensors", "Parameters", "Autograd", "Operations", "Regularizers", "Layers", "Data", "Losses", "Metrics",
            "Schedules", "Optimizers", "Persistence", "Models", "Training", "Checkpoints", "Training.Callbacks", "Text", "Transformers", "Forecasting",
        ],
        ["Unroll.Studies"] = ["Data", "Problems", "Statistics", "Forecasts", "Settings", "Tables", "Runs", "Pretraining", "Tasks", "Grid", "Tuning", "Bench"],
        ["Unroll.Reports"] = ["Markup", "Charts", "Pages", "Runs", "Grid", "Tuning"],
        ["Unroll.Cli"] = ["Documents", "Terminal", "Commands"],
    };

    /// <summary>Tests that hold whole lines of files: a line of CSV or Markdown is not to be broken.</summary>
    static readonly string[] s_unwrapped = ["Unroll.Studies.Tests", "Unroll.Cli.Tests"];

    static readonly string s_source = Path.Combine(Repository, "src");

    static readonly (string Project, string Folder, string Path, string Text)[] s_files = [.. Files("src")];

    [Fact]
    public void Namespaces_AreFolders() => Empty(
        from file in s_files
        let declared = Namespace().Match(file.Text)
        where declared.Success && declared.Groups[1].Value != string.Join('.', new[] { file.Project, file.Folder }.Where(part => part.Length > 0))
        select $"{file.Path} declares {declared.Groups[1].Value}");

    /// <summary>Subfolders stand for themselves where the list names them, for their first folder where it does not.</summary>
    [Theory]
    [InlineData("Unroll.Kernels", 80)]
    [InlineData("Unroll", 200)]
    [InlineData("Unroll.Studies", 100)]
    [InlineData("Unroll.Reports", 20)]
    [InlineData("Unroll.Cli", 30)]
    public void Files_UseOnlyFoldersAbove(string project, int least)
    {
        var files = s_files.Where(file => file.Project == project).ToArray();
        Assert.True(files.Length > least, $"{project} has {files.Length} files.");
        string[] order = s_folders[project];
        string[] roots = [.. files.Where(file => file.Folder == "").SelectMany(file => TypeName().Matches(file.Text).Select(match => match.Groups[1].Value))];
        Empty(
            from file in files
            let own = Array.IndexOf(order, Room(project, file.Folder))
            let code = Comment().Replace(file.Text, "")
            where file.Folder != "" || order.Contains("")
            let usesRoot = file.Folder != "" && order.Contains("") && roots.Any(name => Regex.IsMatch(code, $@"\b{name}\b"))
            from used in Used(project, code).Concat(usesRoot ? [""] : []).Distinct()
            where (used != "" || order.Contains("") || project == "Unroll")
            where own < 0 || Array.IndexOf(order, used) is var other && (other < 0 || other > own)
            select $"{Path.GetRelativePath(Repository, file.Path)} uses {(used == "" ? "the project's own folder" : used)}");
    }

    [Fact]
    public void Folders_AreNamedInTheOrder() => Empty(
        from file in s_files
        where file.Folder != "" && !s_folders[file.Project].Contains(Room(file.Project, file.Folder))
        select $"{Path.GetRelativePath(Repository, file.Path)}: the folder '{file.Folder}' has no place in the order of {file.Project}");

    [Fact]
    public void Lines_AreNotTooLong() => Empty(
        from file in s_files.Concat(Files("tests")).Concat(Files("samples")).Concat(Files("benchmarks"))
        where !s_unwrapped.Contains(file.Project)
        from line in file.Text.Split('\n').Select((text, index) => (Text: text.TrimEnd('\r'), Number: index + 1))
        where line.Text.Length > LongestLine
        select $"{Path.GetRelativePath(Repository, file.Path)}:{line.Number} has {line.Text.Length} characters");

    [Fact]
    public void Projects_ReferToThoseBeforeThem() => Empty(
        from path in Directory.EnumerateFiles(s_source, "*.csproj", SearchOption.AllDirectories)
        let own = Array.IndexOf(s_projects, Path.GetFileNameWithoutExtension(path))
        from reference in Reference().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value)
        where own < 0 || Array.IndexOf(s_projects, reference) is var other && (other < 0 || other >= own)
        select $"{path} refers to {reference}");

    [Fact]
    public void Files_AreShort() => Empty(from file in s_files where file.Text.Count(letter => letter == '\n') > MostLines select file.Path);

    [Fact]
    public void UnsafeCode_IsInTheKernelsOnly() => Empty(
        from file in s_files where file.Project != "Unroll.Kernels" && Unsafe().IsMatch(file.Text) select file.Path);

    static IEnumerable<(string Project, string Folder, string Path, string Text)> Files(string part) =>
        from path in Directory.EnumerateFiles(Path.Combine(Repository, part), "*.cs", SearchOption.AllDirectories)
        let parts = Path.GetRelativePath(Path.Combine(Repository, part), path).Split(Path.DirectorySeparatorChar)
        where !parts.Contains("obj") && !parts.Contains("bin")
        select (parts[0], string.Join('.', parts[1..^1]), path, File.ReadAllText(path));

    /// <summary>The folder's place in the order: its own, or that of the folder around it.</summary>
    static string Room(string project, string folder) => s_folders[project].Contains(folder) ? folder : folder.Split('.')[0];

    /// <summary>The folders of a project that a file names: in a using, or before a name.</summary>
    static IEnumerable<string> Used(string project, string code) =>
        Regex.Matches(code, $@"(?<!^namespace )(?<![\w.""]){Regex.Escape(project)}\.((?:[A-Z]\w*\.?)+)", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value.TrimEnd('.'))
            .Where(name => project != "Unroll" || !s_projects.Contains($"Unroll.{name.Split('.')[0]}"))
            .Select(name => s_folders[project].Where(folder => folder.Length > 0 && (name == folder || name.StartsWith(folder + ".", StringComparison.Ordinal)))
                .DefaultIfEmpty("").MaxBy(folder => folder.Length)!);

    /// <summary>The folder of the solution.</summary>
    internal static string Repository => Root(AppContext.BaseDirectory) ?? Root(ThisFile())!;

    static void Empty(IEnumerable<string> offences) => Assert.Equal("", string.Join('\n', offences));

    static string? Root(string? folder) => folder is null || File.Exists(Path.Combine(folder, "Unroll.slnx")) ? folder : Root(Path.GetDirectoryName(folder));

    /// <summary>Where to look when the build's output lies outside of the repository.</summary>
    static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?! )[^/\n]*\b(?:class|struct|interface|record) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"ProjectReference Include=""[^""]*?([\w.]+)\.csproj""")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^[^/\n]*\bunsafe\b", RegexOptions.Multiline)]
    private static partial Regex Unsafe();
}
