using Unroll.Kernels.Random;

namespace Unroll.Randomness;

/// <summary>
/// Names one independent source of random numbers. Keys form a tree: a run has one from its seed, and every layer, epoch or step derives its own, so what one
/// part draws never moves the numbers of another.
/// </summary>
/// <param name="Value">All there is to a key: 64 bits, to be stored in a checkpoint.</param>
public readonly record struct RandomKey(ulong Value)
{
    // The upper half of the counter keeps the children and the seeds apart from the numbers that a stream of the same key draws.
    const ulong ChildDomain = 1UL << 63;
    const ulong SeedDomain = 1UL << 62;

    /// <summary>The root of a tree. Every seed is as good as any other; adjacent seeds give unrelated keys.</summary>
    /// <param name="seed">Any number.</param>
    public static RandomKey FromSeed(long seed) => Mix(0, (ulong)seed, SeedDomain);

    /// <summary>The child that belongs to a number or to the bits of a name; the same part always gives the same child.</summary>
    /// <param name="part">For example the index of a layer, a step or an epoch.</param>
    public RandomKey Derive(ulong part) => Mix(Value, part, ChildDomain);

    static RandomKey Mix(ulong key, ulong part, ulong domain)
    {
        Philox.Block(key, part, domain, out uint low, out uint high, out _, out _);
        return new RandomKey(((ulong)high << 32) | low);
    }
}
