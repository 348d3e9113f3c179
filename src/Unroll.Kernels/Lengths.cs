using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>The check at a kernel's entry: beyond it there are only pointers.</summary>
static class Lengths
{
    public static void Check<T>(ReadOnlySpan<T> span, long needed, [CallerArgumentExpression(nameof(span))] string name = "")
    {
        if (span.Length < needed)
            throw new ArgumentException($"{name} holds {span.Length} elements, {needed} are needed.", name);
    }
}
