using Unroll.Kernels.Random;

namespace Unroll.Kernels.Tests.Random;

public sealed class PhiloxTests
{
    // The known answers that the authors publish with Random123.
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0x6627E8D5u, 0xE169C58Du, 0xBC57AC4Cu, 0x9B00DBD8u)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408F276Du, 0x41C83B0Eu, 0xA20BC7C6u, 0x6D5451FDu)]
    [InlineData(0x299F31D0A4093822UL, 0x85A308D3243F6A88UL, 0x0370734413198A2EUL, 0xD16CFE09u, 0x94FDCCEBu, 0x5001E420u, 0x24126EA1u)]
    public void Block_GivesPublishedAnswers(ulong key, ulong counterLow, ulong counterHigh, uint e0, uint e1, uint e2, uint e3)
    {
        Philox.Block(key, counterLow, counterHigh, out uint r0, out uint r1, out uint r2, out uint r3);
        Assert.Equal((e0, e1, e2, e3), (r0, r1, r2, r3));
    }

    [Fact]
    public void Block_ChangesHalfTheBits_WhenOneBitOfTheInputChanges()
    {
        Philox.Block(7, 11, 13, out uint a0, out uint a1, out uint a2, out uint a3);
        long changed = 0;
        for (int bit = 0; bit < 192; bit++)
        {
            ulong mask = 1UL << (bit % 64);
            ulong key = 7 ^ (bit < 64 ? mask : 0);
            ulong low = 11 ^ (bit is >= 64 and < 128 ? mask : 0);
            ulong high = 13 ^ (bit >= 128 ? mask : 0);
            Philox.Block(key, low, high, out uint b0, out uint b1, out uint b2, out uint b3);
            int distance = Distance(a0, b0) + Distance(a1, b1) + Distance(a2, b2) + Distance(a3, b3);
            Assert.InRange(distance, 36, 92);
            changed += distance;
        }

        Assert.InRange(changed / 192.0, 62, 66);
    }

    static int Distance(uint a, uint b) => System.Numerics.BitOperations.PopCount(a ^ b);
}
