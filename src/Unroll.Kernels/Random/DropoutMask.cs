using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Random;

/// <summary>
/// What dropout multiplies with. An element is kept with probability 1 − rate and scaled by 1 / (1 − rate). Element i takes word i mod 4 of Philox block
/// ⌊i / 4⌋, so the mask is a function of the key alone and backward draws it again instead of keeping it.
/// </summary>
readonly unsafe struct DropoutMask
{
    const int ChunkLength = 512;

    readonly ulong _key;
    readonly uint _threshold;
    readonly float _scale;
    readonly bool _keepsNone;

    /// <summary>A mask; unscaled, it is 0 or 1.</summary>
    public DropoutMask(ulong key, float rate, bool scales = true)
    {
        // Kept when a 32-bit word reaches the threshold: rate · 2³², exact for every float rate. At rate 1 no word does.
        (_key, _keepsNone) = (key, rate >= 1);
        _threshold = _keepsNone ? uint.MaxValue : (uint)(rate * 4294967296.0);
        _scale = _keepsNone ? 0 : scales ? 1 / (1 - rate) : 1;
    }

    /// <summary>y = x · mask, or added to y.</summary>
    /// <param name="first">The number of the first element, a multiple of 4.</param>
    /// <param name="x">The elements from there on.</param>
    /// <param name="y">The result; perhaps x.</param>
    /// <param name="count">How many.</param>
    /// <param name="accumulate">Whether they are added.</param>
    public void Apply<TLane>(int first, float* x, float* y, int count, bool accumulate) where TLane : struct, ILane<TLane>
    {
        if (!_keepsNone)
            Draw<TLane>(first, x, y, count, accumulate);
        else if (!accumulate)
            new Span<float>(y, count).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Draw<TLane>(int first, float* x, float* y, int count, bool accumulate) where TLane : struct, ILane<TLane>
    {
        uint* words = stackalloc uint[ChunkLength];
        for (int start = 0; start < count; start += ChunkLength)
        {
            int some = Math.Min(ChunkLength, count - start), i = 0;
            PhiloxWords.Fill(_key, (uint)(first + start) / 4, words, Rounding.CeilDiv(some, 4));
            for (; i + TLane.Width <= some; i += TLane.Width)
                One<TLane>(words + i, x + start + i, y + start + i, accumulate);
            for (; i < some; i++)
                One<LaneScalar>(words + i, x + start + i, y + start + i, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void One<TLane>(uint* words, float* x, float* y, bool accumulate) where TLane : struct, ILane<TLane>
    {
        TLane value = TLane.Select(TLane.WordsAtLeast(words, _threshold), TLane.Load(x) * TLane.Create(_scale), TLane.Zero);
        TLane.Store(accumulate ? TLane.Load(y) + value : value, y);
    }
}
