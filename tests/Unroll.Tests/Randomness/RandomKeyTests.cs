using Unroll.Randomness;

namespace Unroll.Tests.Randomness;

public sealed class RandomKeyTests
{
    // A checkpoint of one version must go on in the next: these keys may not change.
    [Fact]
    public void FromSeed_AndDerive_GiveFixedKeys()
    {
        Assert.Equal(new RandomKey(0x9B1B8EF89DB5A951), RandomKey.FromSeed(0));
        Assert.Equal(new RandomKey(0xA5B914A9593A19E6), RandomKey.FromSeed(-1));
        Assert.Equal(new RandomKey(0x93192D15A152138B), RandomKey.FromSeed(42).Derive(3).Derive(7));
    }

    [Fact]
    public void Derive_GivesDifferentKeys_ForDifferentPartsParentsAndOrders()
    {
        var seen = new HashSet<RandomKey>();
        for (long seed = -20; seed < 20; seed++)
        {
            var root = RandomKey.FromSeed(seed);
            Assert.True(seen.Add(root));
            for (ulong part = 0; part < 30; part++)
            {
                Assert.True(seen.Add(root.Derive(part)));
                for (ulong next = 0; next < 30; next++) Assert.True(seen.Add(root.Derive(part).Derive(next)));
            }
        }
    }

    [Fact]
    public void Derive_DoesNotRepeatTheNumbersOfTheParentsStream()
    {
        var key = RandomKey.FromSeed(1);
        var stream = new RandomStream(key);
        ulong first = stream.NextUInt32() | ((ulong)stream.NextUInt32() << 32);
        Assert.NotEqual(first, key.Derive(0).Value);
    }
}
