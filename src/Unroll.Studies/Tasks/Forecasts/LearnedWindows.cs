using System.Globalization;
using Unroll.Forecasting;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>The windows that a run was trained on, each with the value after it, beside other series that its model is measured on.</summary>
static class LearnedWindows
{
    /// <summary>What a reader should know of a test of other series: how many of its values the model has learned.</summary>
    /// <param name="run">What the model was made from.</param>
    /// <param name="frame">What it reads.</param>
    /// <param name="other">The other series.</param>
    /// <returns>A remark; null where it has learned none.</returns>
    /// <exception cref="InputException">The model has learned all of them.</exception>
    public static string? Remark(ForecastConfiguration run, ForecastFrame frame, SeriesParts other)
    {
        if (Of(run, frame) is not { } learned)
            return $"the values that the model has learned are not known, as its own data are not what they were; those that are among the test of "
                + $"{other.Name} count and flatter";
        int known = 0, all = 0;
        foreach (Series series in other.Series)
        {
            ReadOnlySpan<double> values = series[frame.Targets[0]];
            for (int place = Math.Max(frame.Window, values.Length - other.Test); place < values.Length; place++, all++)
                known += learned.Contains(Hash(values.Slice(place - frame.Window, frame.Window + 1))) ? 1 : 0;
        }

        return known == 0 ? null : known < all
            ? string.Create(CultureInfo.InvariantCulture,
                $"{other.Name}: the model has learned {known:N0} of the {all:N0} values of the test; the metrics count them and flatter")
            : throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{other.Name}: the model has learned all {all:N0} values of the test; a file with others, such as later ones, is needed"));
    }

    /// <summary>Those of a run; null where its data are not there any more, or have changed.</summary>
    static HashSet<ulong>? Of(ForecastConfiguration run, ForecastFrame frame)
    {
        try
        {
            if (FileChange.Describe(run.DataFiles, run.IdentifyData()) is not null)
                return null;
            var parts = SeriesParts.Read(run);
            var learned = new HashSet<ulong>();
            foreach (Series series in parts.Series)
            {
                ReadOnlySpan<double> values = parts.Learned(series)[frame.Targets[0]];
                for (int place = frame.Window; place < values.Length; place++)
                    learned.Add(Hash(values.Slice(place - frame.Window, frame.Window + 1)));
            }

            return learned;
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>FNV-1a over the bits: of a million windows two have the same hash by chance once in ten million times.</summary>
    static ulong Hash(ReadOnlySpan<double> values)
    {
        ulong hash = 14695981039346656037;
        foreach (double value in values)
            hash = (hash ^ BitConverter.DoubleToUInt64Bits(value)) * 1099511628211;
        return hash;
    }
}
