using System.Runtime.CompilerServices;

namespace Unroll.Optimizers;

/// <summary>Checks of an optimizer's ways of clipping.</summary>
static class GradientLimit
{
    /// <summary>A limit of the gradients; at most one may be set.</summary>
    public static float? Only(float? value, float? other, float? another, [CallerMemberName] string name = "")
    {
        if (value is { } limit && !(limit > 0 && float.IsFinite(limit)))
            throw new ArgumentOutOfRangeException(name, limit, $"{name} is a finite number above 0; null for no clipping.");
        return value is null || (other is null && another is null)
            ? value
            : throw new ArgumentException("Only one of ClipValue, ClipNorm and GlobalClipNorm may be set; leave the others null.", name);
    }
}
