using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Unroll.Kernels.Random;

/// <summary>Many consecutive blocks of <see cref="Philox"/> at once: the same words, several blocks to an instruction.</summary>
static unsafe class PhiloxWords
{
    const int Rounds = 10;
    const uint FirstMultiplier = 0xD2511F53;
    const uint SecondMultiplier = 0xCD9E8D57;
    const uint FirstKeyStep = 0x9E3779B9;
    const uint SecondKeyStep = 0xBB67AE85;

    /// <summary>The words of blocks first … first + blocks − 1 of a key, four a block.</summary>
    public static void Fill(ulong key, uint first, uint* words, int blocks)
    {
        if (Vector512.IsHardwareAccelerated)
            Fill<WordLane512>(key, first, words, blocks);
        else if (Vector256.IsHardwareAccelerated)
            Fill<WordLane256>(key, first, words, blocks);
        else
            Fill<WordLane128>(key, first, words, blocks);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<TLane>(ulong key, uint first, uint* words, int blocks) where TLane : struct, IWordLane<TLane>
    {
        int block = 0;
        for (; block + TLane.Width <= blocks; block += TLane.Width)
        {
            uint k0 = (uint)key, k1 = (uint)(key >> 32);
            TLane c0 = TLane.Blocks(first + (uint)block), c1 = TLane.Create(0), c2 = TLane.Create(0), c3 = TLane.Create(0);
            for (int round = 0; round < Rounds; round++)
            {
                TLane left = TLane.Product(c0, TLane.Create(FirstMultiplier)), right = TLane.Product(c2, TLane.Create(SecondMultiplier));
                c0 = TLane.High(right) ^ c1 ^ TLane.Create(k0);
                c1 = right;
                c2 = TLane.High(left) ^ c3 ^ TLane.Create(k1);
                c3 = left;
                k0 += FirstKeyStep;
                k1 += SecondKeyStep;
            }

            TLane.Store(c0, c1, c2, c3, words + (4 * block));
        }

        for (; block < blocks; block++)
        {
            uint* at = words + (4 * block);
            Philox.Block(key, first + (uint)block, 0, out at[0], out at[1], out at[2], out at[3]);
        }
    }
}
