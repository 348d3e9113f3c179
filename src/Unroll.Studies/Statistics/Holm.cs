namespace Unroll.Studies.Statistics;

/// <summary>The correction of S. Holm (1979) for several tests at once: of all that hold, one is rejected with a probability of 5 % at most.</summary>
public static class Holm
{
    /// <summary>Corrects the probabilities of tests, in their order: the smallest is multiplied by their number, the next by one less, and so on.</summary>
    /// <param name="probabilities">One of each test; NaN of what is not tested, which stays NaN and does not count.</param>
    public static double[] Correct(IReadOnlyList<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        int[] order = [.. Enumerable.Range(0, probabilities.Count).Where(test => !double.IsNaN(probabilities[test])).OrderBy(test => probabilities[test])];
        double[] corrected = [.. Enumerable.Repeat(double.NaN, probabilities.Count)];
        double largest = 0;
        for (int place = 0; place < order.Length; place++)
        {
            largest = Math.Max(largest, Math.Min(1, probabilities[order[place]] * (order.Length - place)));
            corrected[order[place]] = largest;
        }

        return corrected;
    }
}
