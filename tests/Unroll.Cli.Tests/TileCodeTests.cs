using System.Text.RegularExpressions;
using Unroll.Tests.Conditions;

namespace Unroll.Cli.Tests;

/// <summary>What the JIT makes of the tiles: a sum that lies on the stack is stored and loaded again at every k, a chain that takes half as long again.</summary>
public sealed partial class TileCodeTests : IDisposable
{
    /// <summary>Sums that keep two multiply-add units of a latency of four cycles busy.</summary>
    const int SumsOfATile = 8;

    readonly string _listing = Path.GetTempFileName();

    [MachineTheory(Needs.Unix | Needs.FusedMultiplyAdd)]
    [InlineData("C-lstm", "1")]
    [InlineData("C-gru", "1")]
    [InlineData("C-lstm", "0")]
    [InlineData("C-gru", "0")]
    public async Task InnerLoops_KeepEverySumInARegister(string work, string avx512)
    {
        string settings = $"export DOTNET_EnableAVX512={avx512} DOTNET_JitDisasm='Rows*' DOTNET_JitStdOutFile='{_listing}'";
        using var child = ChildProcess.InShell($"{settings}; exec \"$@\" < /dev/null", "bench", work, "--workers", "1", "--serve");
        Assert.Equal(0, (await child.Result()).ExitCode);

        string[] methods = Method().Split(await File.ReadAllTextAsync(_listing));
        string[] tiles = [.. methods.Where(method => method.Contains("MatrixTile", StringComparison.Ordinal)).SelectMany(Loops).Where(IsTile)];
        Assert.True(tiles.Length >= 2, "The listing shows too few tiles.");
        Assert.All(tiles, tile => Assert.DoesNotMatch(VectorOnStack(), tile));
    }

    public void Dispose() => File.Delete(_listing);

    static bool IsTile(string loop) => MultiplyAdd().Count(loop) >= SumsOfATile;

    /// <summary>The lines from a label to a jump back to it.</summary>
    static IEnumerable<string> Loops(string method)
    {
        string[] lines = method.Split('\n');
        var labels = new Dictionary<string, int>();
        for (int i = 0; i < lines.Length; i++)
            if (Label().Match(lines[i]) is { Success: true } label)
                labels[label.Groups[1].Value] = i;
            else if (Jump().Match(lines[i]) is { Success: true } jump && labels.TryGetValue(jump.Groups[1].Value, out int start))
                yield return string.Join('\n', lines[start..(i + 1)]);
    }

    [GeneratedRegex("^; Assembly listing for method ", RegexOptions.Multiline)]
    private static partial Regex Method();

    [GeneratedRegex(@"^(G_M\w+_IG\d+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s+(?:j\w+|b\.\w+)\s+(?:SHORT\s+)?(G_M\w+_IG\d+)")]
    private static partial Regex Jump();

    [GeneratedRegex(@"\s(?:vfmadd|fmla)")]
    private static partial Regex MultiplyAdd();

    [GeneratedRegex(@"[xyz]mm\d.*\[r[sb]p|\[r[sb]p.*[xyz]mm\d|\sq\d+,.*\[(?:fp|sp)")]
    private static partial Regex VectorOnStack();
}
