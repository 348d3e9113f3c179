using Unroll.Arguments;

namespace Unroll.Forecasting;

/// <summary>
/// DLinear (Zeng, Chen, Zhang and Xu, 2023): the last values are split into a trend, their moving average, and what remains; each has a linear map to the
/// horizon, and the forecast is the sum of both. The maps are those with the least squared error over all windows of the series plus a small penalty (ridge
/// regression), in closed form; the paper trained them by gradient descent.
/// </summary>
/// <param name="window">The values that a forecast is made from, at least 2.</param>
public sealed class DLinear(int window) : Baseline("DLinear")
{
    readonly int _window = Argument.AtLeast(2, window);

    /// <summary>The values of the moving average, an odd number; 25 as in the paper. At the ends of a window its first and last value are repeated.</summary>
    public int Average
    {
        get;
        init => field = Argument.AtLeast(1, value) % 2 == 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "An odd number is expected.");
    } = 25;

    /// <summary>The penalty on squared weights, as a part of the mean variance of the inputs, above 0.</summary>
    public double Ridge { get; init => field = Argument.AboveZero(value); } = 1e-4;

    /// <inheritdoc/>
    public override int MinimumLength => _window + 1;

    /// <summary>Fits one pair of maps on all windows of some series. Values far apart in size are to be scaled before.</summary>
    /// <param name="series">Finite values, each series at least a window and a horizon long.</param>
    /// <param name="horizon">How many values are forecast, at least 1.</param>
    /// <exception cref="ArgumentException">There is no series, one is too short, or a value is not finite.</exception>
    public DLinearFit Fit(IReadOnlyList<double[]> series, int horizon)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0)
            throw new ArgumentException("series is empty; at least one is expected.", nameof(series));
        var moments = new WindowMoments(_window + Argument.AtLeast(1, horizon));
        double centre = series.Average(one => Mean(one, horizon));
        foreach (double[] one in series)
            moments.Add([.. one.Select(value => value - centre)]);

        double[][] split = Split();
        double[][] map = Solve(moments, split, horizon);
        double[] bias = [.. Enumerable.Range(0, horizon).Select(step => moments.Mean(_window + step))];
        double[][] weights = [.. Enumerable.Range(0, horizon).Select(_ => new double[_window])];
        for (int step = 0; step < horizon; step++)
            for (int place = 0; place < _window; place++)
            {
                for (int part = 0; part < split.Length; part++)
                    weights[step][place] += map[part][step] * split[part][place];
                bias[step] -= weights[step][place] * moments.Mean(place);
            }

        return new DLinearFit(weights, bias, centre);
    }

    /// <inheritdoc/>
    protected override void Continue(ReadOnlySpan<double> history, Span<double> forecast) =>
        Fit([[.. history]], forecast.Length).Forecast(history, forecast.Length).CopyTo(forecast);

    /// <summary>The linear map from a window to its parts, [parts, window]: what remains, then the trend.</summary>
    double[][] Split()
    {
        double[][] split = [.. Enumerable.Range(0, 2 * _window).Select(_ => new double[_window])];
        for (int place = 0; place < _window; place++)
        {
            for (int offset = -(Average / 2); offset <= Average / 2; offset++)
            {
                int from = Math.Clamp(place + offset, 0, _window - 1);
                split[place][from] -= 1.0 / Average;
                split[_window + place][from] += 1.0 / Average;
            }

            split[place][place]++;
        }

        return split;
    }

    /// <summary>
    /// The weights of the parts, [parts, horizon]: (S·C·Sᵀ + penalty)⁻¹ S·D, with the covariances C within windows and D with the values after them.
    /// </summary>
    double[][] Solve(WindowMoments moments, double[][] split, int horizon)
    {
        double[][] products = Product(split, _window, moments.Covariance);
        double[][] right = Product(split, horizon, (place, step) => moments.Covariance(place, _window + step));
        double[][] matrix = [.. split.Select(_ => new double[split.Length])];
        double variance = 0;
        for (int part = 0; part < split.Length; part++)
        {
            for (int other = 0; other <= part; other++)
                for (int place = 0; place < _window; place++)
                    matrix[part][other] += products[part][place] * split[other][place];
            variance += matrix[part][part] / split.Length;
        }

        // Values that never change have no variance, and every penalty leaves their weights at 0.
        for (int part = 0; part < split.Length; part++)
            matrix[part][part] += variance > 0 ? Ridge * variance : 1;
        Cholesky.Solve(matrix, right);
        return right;
    }

    double[][] Product(double[][] split, int columns, Func<int, int, double> covariance)
    {
        double[][] product = [.. split.Select(_ => new double[columns])];
        double[] row = new double[columns];
        for (int place = 0; place < _window; place++)
        {
            for (int column = 0; column < columns; column++)
                row[column] = covariance(place, column);
            for (int part = 0; part < split.Length; part++)
                for (int column = 0; column < columns && split[part][place] != 0; column++)
                    product[part][column] += split[part][place] * row[column];
        }

        return product;
    }

    double Mean(double[] series, int horizon)
    {
        ArgumentNullException.ThrowIfNull(series);
        SeriesCheck.Finite(series, nameof(series));
        if (series.Length < _window + horizon)
            throw new ArgumentException($"A series has {series.Length} values; a window of {_window} and a horizon of {horizon} are expected.", nameof(series));
        return series.Average();
    }
}
