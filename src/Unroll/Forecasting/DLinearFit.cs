namespace Unroll.Forecasting;

/// <summary>
/// <see cref="DLinear"/> fitted on series: it continues any series of at least a window with the same maps. Splitting a window is linear too, so that both maps
/// are kept as one.
/// </summary>
public sealed class DLinearFit : Baseline
{
    readonly double[][] _weights;
    readonly double[] _bias;
    readonly double _centre;

    internal DLinearFit(double[][] weights, double[] bias, double centre)
        : base("DLinear") => (_weights, _bias, _centre) = (weights, bias, centre);

    /// <summary>How many values it forecasts at most.</summary>
    public int Horizon => _weights.Length;

    /// <inheritdoc/>
    public override int MinimumLength => _weights[0].Length;

    /// <inheritdoc/>
    protected override void Continue(ReadOnlySpan<double> history, Span<double> forecast)
    {
        if (forecast.Length > Horizon)
            throw new ArgumentException($"It was fitted for a horizon of {Horizon}; {forecast.Length} values are too many.", nameof(forecast));
        ReadOnlySpan<double> window = history[^MinimumLength..];
        for (int step = 0; step < forecast.Length; step++)
        {
            double sum = 0;
            for (int place = 0; place < window.Length; place++)
                sum += _weights[step][place] * (window[place] - _centre);
            forecast[step] = _centre + _bias[step] + sum;
        }
    }
}
