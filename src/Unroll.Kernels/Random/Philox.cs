using System.Runtime.CompilerServices;

namespace Unroll.Kernels.Random;

/// <summary>
/// Philox 4×32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011): a keyed bijection of 128-bit counters whose outputs pass every
/// published test. Any block is computed without the ones before it, so the numbers do not depend on how the work is split.
/// </summary>
static class Philox
{
    const int Rounds = 10;
    const uint FirstMultiplier = 0xD2511F53;
    const uint SecondMultiplier = 0xCD9E8D57;
    const uint FirstKeyStep = 0x9E3779B9;
    const uint SecondKeyStep = 0xBB67AE85;

    /// <summary>The four 32-bit words of the block that a key and a 128-bit counter name; the low halves are the first words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Block(ulong key, ulong counterLow, ulong counterHigh, out uint r0, out uint r1, out uint r2, out uint r3)
    {
        uint k0 = (uint)key;
        uint k1 = (uint)(key >> 32);
        uint c0 = (uint)counterLow;
        uint c1 = (uint)(counterLow >> 32);
        uint c2 = (uint)counterHigh;
        uint c3 = (uint)(counterHigh >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong first = (ulong)FirstMultiplier * c0;
            ulong second = (ulong)SecondMultiplier * c2;
            c0 = (uint)(second >> 32) ^ c1 ^ k0;
            c1 = (uint)second;
            c2 = (uint)(first >> 32) ^ c3 ^ k1;
            c3 = (uint)first;
            k0 += FirstKeyStep;
            k1 += SecondKeyStep;
        }

        r0 = c0;
        r1 = c1;
        r2 = c2;
        r3 = c3;
    }
}
