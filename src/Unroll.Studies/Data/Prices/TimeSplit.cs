namespace Unroll.Studies.Data.Prices;

/// <summary>
/// Days to train on, and the days behind them to test on; numbers of days, the end excluded. Nothing of the test part is known in the training part.
/// </summary>
/// <param name="TrainingStart">The first day of the training part.</param>
/// <param name="TestStart">The first day that is predicted, and the end of the training part.</param>
/// <param name="TestEnd">The end of the test part.</param>
public readonly record struct TimeSplit(int TrainingStart, int TestStart, int TestEnd)
{
    /// <summary>The first share of the days for training, all others for the test.</summary>
    /// <param name="days">How many days there are.</param>
    /// <param name="trainingShare">Between 0 and 1; study B's is 0.8.</param>
    public static TimeSplit ByShare(int days, double trainingShare)
    {
        if (trainingShare is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(trainingShare), trainingShare, "A share for training lies between 0 and 1.");
        return new TimeSplit(0, (int)(days * trainingShare), days);
    }

    /// <summary>
    /// Walk-forward evaluation: the last days in equal parts, one behind another; each is predicted by a model trained on what lies before it.
    /// </summary>
    /// <param name="days">How many days there are.</param>
    /// <param name="folds">How many parts.</param>
    /// <param name="testDays">Days of a part.</param>
    /// <param name="trainingDays">Days of each training part, that move along; null to train on all days before.</param>
    /// <exception cref="InputException">There are too few days.</exception>
    public static IReadOnlyList<TimeSplit> WalkForward(int days, int folds, int testDays, int? trainingDays = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(testDays, 1);
        if (trainingDays is { } given)
            ArgumentOutOfRangeException.ThrowIfLessThan(given, 1, nameof(trainingDays));
        long needed = ((long)folds * testDays) + (trainingDays ?? 1);
        if (days < needed)
            throw new InputException(
                $"{days} days are too few for {folds} times {testDays} days of test with {trainingDays ?? 1} days of training before them: "
                + $"{needed} are needed");
        int first = days - (folds * testDays);
        return
        [
            .. from fold in Enumerable.Range(0, folds)
               let start = first + (fold * testDays)
               select new TimeSplit(trainingDays is { } length ? start - length : 0, start, start + testDays),
        ];
    }
}
