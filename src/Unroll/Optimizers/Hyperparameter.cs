using System.Runtime.CompilerServices;

namespace Unroll.Optimizers;

/// <summary>Checks of the numbers that an optimizer is made with.</summary>
static class Hyperparameter
{
    /// <summary>A decay or a momentum: within [0, 1).</summary>
    public static double Share(double value, [CallerMemberName] string name = "") => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} lies between 0 and 1, 1 excluded.");

    /// <summary>A finite number, 0 or more.</summary>
    public static double NotNegative(double value, [CallerMemberName] string name = "") => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is a finite number that is not negative.");

    /// <summary>A limit of the gradients, of which there may be one.</summary>
    public static float? OnlyLimit(float? value, float? other, float? another, [CallerMemberName] string name = "")
    {
        if (value is { } limit && !(limit > 0 && float.IsFinite(limit)))
            throw new ArgumentOutOfRangeException(name, limit, $"{name} is a finite number above 0; null for no clipping.");
        return value is null || (other is null && another is null)
            ? value
            : throw new ArgumentException("Only one of ClipValue, ClipNorm and GlobalClipNorm may be set; leave the others null.", name);
    }
}
