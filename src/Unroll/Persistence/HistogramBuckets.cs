namespace Unroll.Persistence;

/// <summary>
/// How numbers are spread, as Keras' TensorBoard counts them: 30 buckets of one width from the least to the greatest, the last one closed; a single bucket when
/// all are equal. Numbers that are not finite have no bucket and are left out.
/// </summary>
sealed class HistogramBuckets
{
    const int Count = 30;

    readonly double[] _limits = new double[Count];
    readonly double[] _counts = new double[Count];
    int _used;

    /// <summary>The least number.</summary>
    public double Minimum { get; private set; }

    /// <summary>The greatest number.</summary>
    public double Maximum { get; private set; }

    /// <summary>How many numbers there are.</summary>
    public long Numbers { get; private set; }

    /// <summary>Their sum.</summary>
    public double Sum { get; private set; }

    /// <summary>The sum of their squares.</summary>
    public double SumOfSquares { get; private set; }

    /// <summary>The right edges.</summary>
    public ReadOnlySpan<double> Limits => _limits.AsSpan(0, _used);

    /// <summary>The numbers in each bucket.</summary>
    public ReadOnlySpan<double> Counts => _counts.AsSpan(0, _used);

    /// <summary>Counts anew.</summary>
    public void Fill(ReadOnlySpan<float> values)
    {
        (Minimum, Maximum, Numbers, Sum, SumOfSquares) = (double.PositiveInfinity, double.NegativeInfinity, 0, 0, 0);
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                continue;
            Minimum = Math.Min(Minimum, value);
            Maximum = Math.Max(Maximum, value);
            Numbers++;
            Sum += value;
            SumOfSquares += (double)value * value;
        }

        _used = Numbers == 0 ? 0 : Minimum == Maximum ? 1 : Count;
        if (_used == 0)
            return;
        double width = (Maximum - Minimum) / _used;
        for (int i = 0; i < _used; i++)
            _limits[i] = i == _used - 1 ? Maximum : Minimum + ((i + 1) * width);
        _counts.AsSpan().Clear();
        foreach (float value in values)
            if (float.IsFinite(value))
                _counts[width == 0 ? 0 : Math.Min((int)((value - Minimum) / width), _used - 1)]++;
    }
}
