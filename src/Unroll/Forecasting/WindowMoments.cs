namespace Unroll.Forecasting;

/// <summary>
/// Means and covariances of the places of all windows of some series. A window is its neighbour moved by one value, so that a sum over all windows of the
/// products of two places is that of the places before them but for one product at each end: no window is laid out, and a series of n values takes n · size
/// steps.
/// </summary>
sealed class WindowMoments
{
    readonly double[][] _products;
    readonly double[] _sums;

    /// <summary>The moments of no window yet.</summary>
    /// <param name="size">The values of a window.</param>
    public WindowMoments(int size) => (_sums, _products) = (new double[size], [.. Enumerable.Range(1, size).Select(length => new double[length])]);

    /// <summary>How many windows.</summary>
    public long Count { get; private set; }

    /// <summary>Adds all windows of a series that has at least one.</summary>
    public void Add(ReadOnlySpan<double> series)
    {
        int size = _sums.Length, windows = series.Length - size + 1;
        for (int distance = 0; distance < size; distance++)
        {
            double product = 0;
            for (int window = 0; window < windows; window++)
                product += series[window] * series[window + distance];
            _products[distance][0] += product;
            for (int place = 1; place + distance < size; place++)
            {
                int left = place - 1, entering = left + windows;
                product += (series[entering] * series[entering + distance]) - (series[left] * series[left + distance]);
                _products[place + distance][place] += product;
            }
        }

        for (int place = 0; place < size; place++)
            foreach (double value in series.Slice(place, windows))
                _sums[place] += value;
        Count += windows;
    }

    /// <summary>The mean of a place over the windows.</summary>
    public double Mean(int place) => _sums[place] / Count;

    /// <summary>The covariance of two places over the windows.</summary>
    public double Covariance(int place, int other) =>
        (_products[Math.Max(place, other)][Math.Min(place, other)] / Count) - (Mean(place) * Mean(other));
}
