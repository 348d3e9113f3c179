namespace Unroll.Reports.Charts;

/// <summary>Places the values of an axis between 0 and 1.</summary>
sealed class Scale
{
    /// <summary>Of a logarithmic axis: values that are nearer to each other have room around them.</summary>
    const double LeastFactor = 1.05;

    readonly AxisKind _kind;
    readonly double _least, _most;

    Scale(AxisKind kind, double least, double most, IReadOnlyList<Tick> ticks) => (_kind, _least, _most, Ticks) = (kind, least, most, ticks);

    /// <summary>The marks on the axis.</summary>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>A scale that holds all values.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">The values; NaN, infinities and what a logarithm does not know are passed over.</param>
    /// <param name="count">About how many ticks there is room for.</param>
    /// <param name="isTight">Whether the axis ends at the values; otherwise at a tick.</param>
    public static Scale Fit(Axis axis, IEnumerable<double> values, int count, bool isTight)
    {
        if (axis.Kind == AxisKind.Category)
            return new Scale(axis.Kind, -0.5, Math.Max(1, axis.Categories.Count) - 0.5, [.. axis.Categories.Select((name, place) => new Tick(place, name))]);
        bool isLogarithmic = axis.Kind == AxisKind.Logarithmic;
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (double value in axis.HasZero ? values.Append(0) : values)
            if (double.IsFinite(value) && (!isLogarithmic || value > 0))
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
        if (least > most)
            (least, most) = isLogarithmic ? (0.1, 1) : (0, 1);
        return axis.Kind switch
        {
            AxisKind.Logarithmic => Logarithmic(least, most, count),
            AxisKind.Date => Dates(least, most, count),
            _ => Linear(least, most, count, isTight, axis.IsWhole),
        };
    }

    /// <summary>Where a value is; NaN where it has no place.</summary>
    public double Position(double value) => _kind == AxisKind.Logarithmic
        ? value > 0 ? Math.Log(value / _least) / Math.Log(_most / _least) : double.NaN
        : (value - _least) / (_most - _least);

    static Scale Linear(double least, double most, int count, bool isTight, bool isWhole)
    {
        if (most - least <= Math.Abs(most) * 1e-12)
        {
            double room = least == 0 ? 1 : Math.Abs(least) / 2;
            (least, most) = (least - room, most + room);
        }

        double step = Math.Max(isWhole ? 1 : 0, LinearTicks.Step(least, most, count));
        if (!isTight)
            (least, most) = (Math.Floor((least / step) + 1e-9) * step, Math.Ceiling((most / step) - 1e-9) * step);
        return new Scale(AxisKind.Linear, least, most, LinearTicks.Every(step, least, most));
    }

    static Scale Logarithmic(double least, double most, int count)
    {
        if (most / least < LeastFactor)
            (least, most) = (least / LeastFactor, most * LeastFactor);
        return new Scale(AxisKind.Logarithmic, least, most, LogarithmicTicks.Between(least, most, count));
    }

    static Scale Dates(double least, double most, int count)
    {
        if (most == least)
            (least, most) = (least - 1, most + 1);
        return new Scale(AxisKind.Date, least, most, DateTicks.Between(least, most, count));
    }
}
