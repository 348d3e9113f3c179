namespace Unroll.Forecasting.Hybrid;

/// <summary>
/// The linear map from windows to horizons with the least squared error and a small penalty (ridge regression), from sums over the windows. Gradient descent
/// is slow to find it, as neighbouring values are nearly alike, and goes on from it.
/// </summary>
/// <param name="window">Values of a window.</param>
/// <param name="horizon">Values of a horizon.</param>
sealed class WindowRegression(int window, int horizon)
{
    /// <summary>The penalty on squared weights, as a part of the mean square of the inputs.</summary>
    const double Ridge = 1e-3;

    readonly double[][] _squares = [.. Enumerable.Range(0, window).Select(_ => new double[window])];
    readonly double[][] _products = [.. Enumerable.Range(0, window).Select(_ => new double[horizon])];

    /// <summary>Adds a window and what came after it.</summary>
    public void Add(ReadOnlySpan<float> past, ReadOnlySpan<double> future)
    {
        for (int row = 0; row < past.Length; row++)
        {
            double value = past[row];
            double[] squares = _squares[row], products = _products[row];
            for (int column = 0; column <= row; column++)
                squares[column] += value * past[column];
            for (int column = 0; column < future.Length; column++)
                products[column] += value * future[column];
        }
    }

    /// <summary>The map, [window, horizon]; all zeros where every window was.</summary>
    public double[][] Solve()
    {
        double square = _squares.Select((row, i) => row[i]).Average();
        for (int i = 0; i < _squares.Length; i++)
            _squares[i][i] += square > 0 ? Ridge * square : 1;
        Cholesky.Solve(_squares, _products);
        return _products;
    }
}
