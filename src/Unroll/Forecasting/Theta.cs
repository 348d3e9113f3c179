namespace Unroll.Forecasting;

/// <summary>
/// The classical Theta method (Assimakopoulos and Nikolopoulos, 2000), the winner of the M3 competition and a benchmark of M4: the mean of two lines, the
/// regression on time (θ = 0), continued, and simple exponential smoothing of 2y − regression (θ = 2). It is simple smoothing with half of the regression's
/// slope as drift. On <see cref="Deseasonalized"/> series it is the competitions' benchmark.
/// </summary>
public sealed class Theta() : Baseline("Theta")
{
    readonly ExponentialSmoothing _smoothing = new(SmoothingTrend.None);

    /// <inheritdoc/>
    public override int MinimumLength => _smoothing.MinimumLength;

    /// <inheritdoc/>
    protected override void Continue(ReadOnlySpan<double> history, Span<double> forecast)
    {
        double middle = (history.Length - 1) / 2.0, sum = 0, products = 0, squares = 0;
        foreach (double value in history)
            sum += value;
        double mean = sum / history.Length;
        for (int time = 0; time < history.Length; time++)
        {
            products += (time - middle) * (history[time] - mean);
            squares += (time - middle) * (time - middle);
        }

        double slope = products / squares;
        double[] curved = new double[history.Length];
        for (int time = 0; time < curved.Length; time++)
            curved[time] = (2 * history[time]) - Line(time);
        double level = _smoothing.Fit(curved).Level;
        for (int step = 0; step < forecast.Length; step++)
            forecast[step] = (level + Line(history.Length + step)) / 2;

        double Line(double time) => mean + (slope * (time - middle));
    }
}
