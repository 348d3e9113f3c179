namespace Unroll.Kernels.Random;

/// <summary>
/// A word of several Philox blocks at once: 64-bit elements whose lower halves are the words. Upper halves may hold anything; a product reads the lower
/// ones only, so that they need no clearing between rounds.
/// </summary>
unsafe interface IWordLane<TSelf> where TSelf : struct, IWordLane<TSelf>
{
    /// <summary>Blocks per lane: 8, 4 or 2.</summary>
    static abstract int Width { get; }

    static abstract TSelf Create(uint word);

    /// <summary>The numbers of consecutive blocks, in the order 0, W/2, 1, W/2 + 1 … that <see cref="Store"/> undoes.</summary>
    static abstract TSelf Blocks(uint first);

    /// <summary>The 64-bit product of the lower halves.</summary>
    static abstract TSelf Product(TSelf left, TSelf right);

    /// <summary>The upper half of each element.</summary>
    static abstract TSelf High(TSelf value);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    /// <summary>Writes the four words of every block, block after block.</summary>
    static abstract void Store(TSelf r0, TSelf r1, TSelf r2, TSelf r3, uint* words);
}
