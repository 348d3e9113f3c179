using System.Text.Json;
using Unroll.Kernels.Numerics;
using Unroll.Randomness;

namespace Unroll.Studies.Tuning;

/// <summary>Numbers between two ends. The unit interval stands for them: linearly, or so that equal steps are equal factors.</summary>
/// <param name="setting">The setting's name.</param>
/// <param name="low">What 0 stands for; above 0 on a logarithmic scale.</param>
/// <param name="high">What 1 stands for.</param>
/// <param name="isLogarithmic">Whether equal steps are equal factors.</param>
abstract class NumericRange(string setting, double low, double high, bool isLogarithmic) : SettingRange(setting)
{
    /// <summary>What 0 stands for.</summary>
    protected double Low => low;

    /// <summary>What 1 stands for.</summary>
    protected double High => high;

    public override bool IsLogarithmic { get; } = isLogarithmic;

    internal override double Draw(RandomStream random) => FromUnit(random.NextDouble());

    /// <summary>Where a value lies between the ends, 0 to 1.</summary>
    public double ToUnit(double value) => IsLogarithmic ? PortableMath.Log(value / low) / PortableMath.Log(high / low) : (value - low) / (high - low);

    /// <summary>The value at a place between the ends.</summary>
    public double FromUnit(double place) => Nearest(IsLogarithmic ? low * PortableMath.Pow(high / low, place) : low + (place * (high - low)));

    /// <summary>The value of the range that is nearest to a number.</summary>
    protected abstract double Nearest(double number);

    public override double? Find(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.GetDouble() is var value && Nearest(value) == value ? value : null;

    internal override SettingKernels Kernels(IReadOnlyList<double> observed, int settings) => new NumericKernels(this, observed, settings);
}
