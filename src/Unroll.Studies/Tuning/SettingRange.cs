using System.Text.Json;
using Unroll.Randomness;

namespace Unroll.Studies.Tuning;

/// <summary>The values that a tuning may give a setting. A value is a number here: itself, or the place of a choice.</summary>
/// <param name="setting">The setting's name.</param>
public abstract class SettingRange(string setting)
{
    /// <summary>The setting's name in JSON.</summary>
    public string Setting { get; } = setting;

    /// <summary>How many values there are; null where they are not counted.</summary>
    public abstract long? Count { get; }

    /// <summary>A counted value by its place.</summary>
    internal virtual double At(long place) => place;

    /// <summary>Whether the values have an order and distances, unlike choices.</summary>
    public virtual bool IsNumeric => true;

    /// <summary>Whether equal steps are equal factors.</summary>
    public virtual bool IsLogarithmic => false;

    /// <summary>Whether all values are whole numbers.</summary>
    public virtual bool IsWhole => false;

    /// <summary>Any value, each as probable as the others.</summary>
    internal abstract double Draw(RandomStream random);

    /// <summary>A value as the setting's JSON.</summary>
    public abstract JsonElement ToJson(double value);

    /// <summary>A value in words.</summary>
    public string Text(double value) => ChoiceRange.Text(ToJson(value));

    /// <summary>The value that a setting's JSON stands for; null where the range does not have it.</summary>
    public abstract double? Find(JsonElement json);

    /// <summary>The kernels of a Parzen estimator: the range as a whole, then one around each observed value.</summary>
    /// <param name="observed">The values.</param>
    /// <param name="settings">How many settings the tuning varies: the more, the wider the kernels.</param>
    internal abstract SettingKernels Kernels(IReadOnlyList<double> observed, int settings);
}
