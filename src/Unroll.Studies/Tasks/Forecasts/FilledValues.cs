using System.Globalization;
using Unroll.Forecasting;

namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>Values with each gap filled by the last value before it, as networks and baselines read them.</summary>
static class FilledValues
{
    /// <summary>Fills the gaps; those at the beginning take the first value.</summary>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        double[] filled = values.ToArray();
        double last = filled.FirstOrDefault(value => !double.IsNaN(value));
        for (int i = 0; i < filled.Length; i++)
            last = filled[i] = double.IsNaN(filled[i]) ? last : filled[i];
        return filled;
    }

    /// <summary>Says of each column how many values some forecasts were made without.</summary>
    public static IEnumerable<string> Remarks(ForecastFrame frame, IReadOnlyList<Forecast> forecasts)
    {
        foreach (string column in frame.Columns)
        {
            Forecast[] filled = [.. forecasts.Where(forecast => forecast.Filled.ContainsKey(column))];
            if (filled.Length == 0)
                continue;
            int count = filled[0].Filled[column], all = frame.Window + (frame.Known.Contains(column) ? filled[0].Horizon : 0);
            yield return string.Create(CultureInfo.InvariantCulture, $"{count:N0} of the {all:N0} values of {column} that the forecast of ")
                + $"'{filled[0].Series}' is made from {(count == 1 ? "is" : "are")} missing and filled with the last one before"
                + (filled.Length > 1 ? $"; others are missing in {filled.Length - 1} more series" : "");
        }
    }
}
