using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.NextValue;

/// <summary>The values that a run was trained on, beside another series that its model is measured on.</summary>
/// <param name="values">The run's training part.</param>
/// <param name="window">How many values the model reads.</param>
sealed class LearnedValues(double[] values, int window)
{
    /// <summary>Places in the training part, by the hash of the window and of the value after it.</summary>
    readonly ILookup<int, int> _places = Enumerable.Range(0, Math.Max(0, values.Length - window)).ToLookup(place => Hash(values.AsSpan(place, window + 1)));

    /// <summary>Those of a run; null where its file is not there any more, or has changed.</summary>
    public static LearnedValues? Of(SeriesConfiguration run)
    {
        try
        {
            if (FileChange.Describe(run.DataFiles, run.IdentifyData()) is not null)
                return null;
            double[] own = SeriesFile.Read(run.Data, run.Column, run.Format).Values;
            return new LearnedValues(own[..SeriesData.TestStart(run, own.Length)], run.Window);
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>Whether the model was trained to predict a value of a series from the window before it, value for value.</summary>
    /// <param name="series">The series.</param>
    /// <param name="place">The place of the value.</param>
    public bool Holds(double[] series, int place)
    {
        double[] sample = series[(place - window)..(place + 1)];
        return _places[Hash(sample)].Any(start => values.AsSpan(start, window + 1).SequenceEqual(sample));
    }

    static int Hash(ReadOnlySpan<double> sample)
    {
        var hash = new HashCode();
        foreach (double value in sample)
            hash.Add(value);
        return hash.ToHashCode();
    }
}
