using Unroll.Randomness;

namespace Unroll.Data;

/// <summary>Which samples a shuffled epoch draws where every class is to come equally often, whatever its size.</summary>
sealed class ClassBalance
{
    readonly int[][] _members;

    /// <param name="classes">The class of each sample.</param>
    public ClassBalance(IReadOnlyList<int> classes) => _members =
        [.. Enumerable.Range(0, classes.Count).GroupBy(sample => classes[sample]).OrderBy(group => group.Key).Select(group => group.ToArray())];

    /// <summary>
    /// Turns numbers of draws into samples. The draws of a class go through its samples in the epoch's own order and begin again where these are too few; so
    /// each of a large class comes once at most, and those of a small one as often as each other, or once more.
    /// </summary>
    /// <param name="order">The key of the epoch's order.</param>
    /// <param name="draws">Numbers of draws, from 0.</param>
    public void Choose(RandomKey order, Span<int> draws)
    {
        foreach (ref int draw in draws)
        {
            (int round, int number) = Math.DivRem(draw, _members.Length);
            int[] members = _members[number];
            draw = members[new Permutation(order.Derive((ulong)number), members.Length)[round % members.Length]];
        }
    }
}
