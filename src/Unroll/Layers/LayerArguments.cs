using System.Runtime.CompilerServices;

namespace Unroll.Layers;

/// <summary>Checks of what a layer is constructed with.</summary>
static class LayerArguments
{
    public static int Positive(int value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }

    public static float Rate(float value, [CallerArgumentExpression(nameof(value))] string name = "") => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A dropout rate lies between 0 and 1.");
}
