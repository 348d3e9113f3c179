using Unroll.Kernels.Random;
using Unroll.Kernels.Tests.References;

namespace Unroll.Kernels.Tests.Random;

public sealed unsafe class PhiloxWordsTests
{
    const ulong Key = 0x1234_5678_9ABC_DEF0;

    [Fact]
    public void Fill_GivesTheWordsOfPhilox_InEveryLane()
    {
        foreach (int blocks in new[] { 0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 31 })
            foreach (uint first in new[] { 0u, 5u, (1u << 29) - 40 })
            {
                Check<WordLane512>(first, blocks);
                Check<WordLane256>(first, blocks);
                Check<WordLane128>(first, blocks);
            }
    }

    static void Check<TLane>(uint first, int blocks) where TLane : struct, IWordLane<TLane>
    {
        uint[] words = new uint[(4 * blocks) + 1];
        words[^1] = 77;
        fixed (uint* at = words)
            PhiloxWords.Fill<TLane>(Key, first, at, blocks);
        for (int i = 0; i < 4 * blocks; i++)
            Assert.Equal(RandomReference.Word(Key, (int)(4 * first) + i), words[i]);
        Assert.Equal(77u, words[^1]);
    }
}
