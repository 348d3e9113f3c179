using System.CommandLine;
using Unroll.Kernels.MatMul;
using Unroll.Naming;
using Unroll.Studies;

namespace Unroll.Cli.Commands;

/// <summary>--weights: how a model that predicts holds its weights.</summary>
static class WeightsOption
{
    static readonly Dictionary<string, WeightFormat> s_formats = new() { ["f32"] = WeightFormat.Float32, ["bf16"] = WeightFormat.BFloat16 };

    public static Option<string?> Create() => CommonOptions.Text("--weights", "FORMAT",
        $"how weights are held: {string.Join(", ", s_formats.Keys)}; in 16 bits a large model writes faster, and a little differently [{Name(default)}]");

    /// <summary>The format of a name; none is float32.</summary>
    /// <exception cref="InputException">The name is unknown.</exception>
    public static WeightFormat Parse(string? name) => name is null ? default : s_formats.TryGetValue(name, out WeightFormat format) ? format
        : throw new InputException(NearestName.Clause($"--weights {name}: unknown", name, [.. s_formats.Keys]));

    public static string Name(WeightFormat format) => s_formats.First(pair => pair.Value == format).Key;
}
