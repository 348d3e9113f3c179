using Unroll.Arguments;
using Unroll.Randomness;

namespace Unroll.Studies.Data.Tweets;

/// <summary>Parts samples at random into two, of which each has the same share of every class.</summary>
public static class StratifiedSplit
{
    /// <summary>Chooses the test samples.</summary>
    /// <param name="labels">The class of each sample, from 0.</param>
    /// <param name="share">The part that is held out, from 0 to 1.</param>
    /// <param name="key">Decides which ones.</param>
    /// <returns>
    /// The samples of the training part and of the test part, each in their order. The test part has round(share · samples); what a class gives is its share
    /// rounded down, and one more for those with the largest remainders.
    /// </returns>
    public static (int[] Training, int[] Test) Choose(IReadOnlyList<int> labels, double share, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Argument.Fraction(share);
        int[][] members = [.. labels.Select((label, sample) => (label, sample)).GroupBy(one => one.label).OrderBy(group => group.Key)
            .Select(group => group.Select(one => one.sample).ToArray())];
        int[] counts = Counts([.. members.Select(member => member.Length)], share);

        bool[] isTest = new bool[labels.Count];
        for (int group = 0; group < members.Length; group++)
        {
            var random = new RandomStream(key.Derive((ulong)group));
            int[] shuffled = members[group];

            // The first steps of a Fisher–Yates shuffle.
            for (int i = 0; i < counts[group]; i++)
            {
                int other = i + random.NextInt32(shuffled.Length - i);
                (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
                isTest[shuffled[i]] = true;
            }
        }

        int[] all = [.. Enumerable.Range(0, labels.Count)];
        return ([.. all.Where(sample => !isTest[sample])], [.. all.Where(sample => isTest[sample])]);
    }

    static int[] Counts(int[] sizes, double share)
    {
        int[] counts = [.. sizes.Select(size => (int)Math.Floor(size * share))];
        int left = (int)Math.Round(sizes.Sum() * share, MidpointRounding.AwayFromZero) - counts.Sum();
        foreach (int group in Enumerable.Range(0, sizes.Length).OrderByDescending(group => (sizes[group] * share) - counts[group]).Take(left))
            counts[group]++;
        return counts;
    }
}
