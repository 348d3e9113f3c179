using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Unroll.Tests;

/// <summary>How the house is built: what may know what, and how large a file may be.</summary>
public sealed partial class ArchitectureTests
{
    const int MostLines = 400;

    static readonly string[] s_projects = ["Unroll.Kernels", "Unroll", "Unroll.Studies", "Unroll.Reports", "Unroll.Cli"];

    /// <summary>The folders of the library in the order of dependency.</summary>
    static readonly string[] s_folders =
    [
        "Naming", "Randomness", "Tensors", "Parameters", "Autograd", "Operations", "Regularizers", "Layers", "Losses", "Metrics", "Schedules", "Optimizers", "Persistence",
        "Models", "Training", "Text",
    ];

    /// <summary>The folders of the kernels in the order of dependency; "" is the project's own folder: workers, jobs and their parts.</summary>
    static readonly string[] s_kernelFolders =
    [
        "Simd", "", "Numerics", "Activations", "Elementwise", "MatMul", "Recurrent", "Embedding", "Softmax", "Losses", "Normalization", "Pooling", "Random",
        "Orthogonal", "Optimizers",
    ];

    static readonly string s_source = Path.Combine(Repository, "src");

    static readonly (string Project, string Folder, string Path, string Text)[] s_files =
    [
        .. from path in Directory.EnumerateFiles(s_source, "*.cs", SearchOption.AllDirectories)
           let parts = Path.GetRelativePath(s_source, path).Split(Path.DirectorySeparatorChar)
           where !parts.Contains("obj") && !parts.Contains("bin")
           select (parts[0], string.Join('.', parts[1..^1]), path, File.ReadAllText(path)),
    ];

    [Fact]
    public void Namespaces_AreFolders() => Empty(
        from file in s_files
        let declared = Namespace().Match(file.Text)
        where declared.Success && declared.Groups[1].Value != string.Join('.', new[] { file.Project, file.Folder }.Where(part => part.Length > 0))
        select $"{file.Path} declares {declared.Groups[1].Value}");

    [Fact]
    public void Files_OfTheLibrary_UseOnlyFoldersAbove()
    {
        Assert.True(s_files.Count(file => file.Project == "Unroll") > 80);
        Empty(
            from file in s_files
            where file.Project == "Unroll"
            let own = Array.IndexOf(s_folders, file.Folder.Split('.')[0])
            from used in LibraryName().Matches(file.Text).Select(match => match.Groups[1].Value)
            where own < 0 || (used != "Kernels" && (!s_folders.Contains(used) || Array.IndexOf(s_folders, used) > own))
            select $"{file.Path} uses {used}");
    }

    [Fact]
    public void Files_OfTheKernels_UseOnlyFoldersAbove()
    {
        var kernels = s_files.Where(file => file.Project == "Unroll.Kernels").ToArray();
        Assert.True(kernels.Length > 80);
        string[] roots = [.. kernels.Where(file => file.Folder == "").SelectMany(file => TypeName().Matches(file.Text).Select(match => match.Groups[1].Value))];
        Assert.Contains("Workers", roots);
        Empty(
            from file in kernels
            let own = Array.IndexOf(s_kernelFolders, file.Folder)
            let code = Comment().Replace(file.Text, "")
            let usesRoot = roots.Any(name => Regex.IsMatch(code, $@"\b{name}\b"))
            from used in KernelName().Matches(code).Select(match => match.Groups[1].Value).Concat(usesRoot ? [""] : [])
            where own < 0 || Array.IndexOf(s_kernelFolders, used) is var other && (other < 0 || other > own)
            select $"{file.Path} uses {(used == "" ? "the project's own folder" : used)}");
    }

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

    /// <summary>The folder of the solution.</summary>
    internal static string Repository => Root(AppContext.BaseDirectory) ?? Root(ThisFile())!;

    static void Empty(IEnumerable<string> offences) => Assert.Equal("", string.Join('\n', offences));

    static string? Root(string? folder) => folder is null || File.Exists(Path.Combine(folder, "Unroll.slnx")) ? folder : Root(Path.GetDirectoryName(folder));

    /// <summary>Where to look when the build's output lies outside of the repository.</summary>
    static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    /// <summary>A folder of the library: in a using, or before a name.</summary>
    [GeneratedRegex(@"(?<!^namespace )(?<![\w.""])Unroll\.(\w+)(?=[;.])", RegexOptions.Multiline)]
    private static partial Regex LibraryName();

    /// <summary>A folder of the kernels in a using.</summary>
    [GeneratedRegex(@"^using (?:static )?Unroll\.Kernels\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex KernelName();

    [GeneratedRegex(@"^[^/\n]*\b(?:class|struct|interface) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"ProjectReference Include=""[^""]*?([\w.]+)\.csproj""")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^[^/\n]*\bunsafe\b", RegexOptions.Multiline)]
    private static partial Regex Unsafe();
}
