namespace Unroll.Forecasting;

/// <summary>
/// Exponential smoothing with additive errors (Hyndman, Koehler, Ord and Snyder, 2008): a forecast of one step errs by e = y − l − φb; the level becomes
/// l + φb + αe, the slope φb + βe; the forecast of h steps is l + (φ + φ² + … + φʰ)b. Parameters and first states are those with the least squared error of one
/// step, within the bounds of R's <c>forecast</c>: 0.0001 ≤ α ≤ 0.9999, 0.0001 ≤ β ≤ α and, damped, 0.8 ≤ φ ≤ 0.98.
/// </summary>
/// <param name="trend">What it assumes of the trend.</param>
public sealed class ExponentialSmoothing(SmoothingTrend trend) : Baseline(NameOf(trend))
{
    const double Least = 1e-4, Most = 0.9999, LeastPhi = 0.8, MostPhi = 0.98;

    /// <summary>States that have faded to this have no say in the errors any more.</summary>
    const double Faded = 1e-12;

    /// <summary>More values than what is fitted: α and the first level; β and the first slope; φ.</summary>
    public override int MinimumLength => trend switch { SmoothingTrend.None => 3, SmoothingTrend.Additive => 5, _ => 6 };

    /// <summary>Fits parameters and first states on a series.</summary>
    /// <param name="series">Finite values, at least <see cref="Baseline.MinimumLength"/>.</param>
    /// <exception cref="ArgumentException">There are too few values, or one is not finite.</exception>
    public SmoothingFit Fit(ReadOnlySpan<double> series)
    {
        SeriesCheck.Finite(series, nameof(series));
        if (series.Length < MinimumLength)
            throw new ArgumentException($"series has {series.Length} values; {Name} needs at least {MinimumLength}.", nameof(series));
        double[] values = [.. series];
        int parameters = trend switch { SmoothingTrend.None => 1, SmoothingTrend.Additive => 2, _ => 3 };
        double[] best = PatternSearch.Minimize(point => Run(values, Gains(point)).MeanSquaredError, parameters);
        return Run(values, Gains(best));
    }

    /// <inheritdoc/>
    protected override void Continue(ReadOnlySpan<double> history, Span<double> forecast)
    {
        SmoothingFit fit = Fit(history);
        double value = fit.Level, slope = fit.Slope;
        for (int step = 0; step < forecast.Length; step++)
        {
            slope *= fit.Phi;
            value += slope;
            forecast[step] = value;
        }
    }

    /// <summary>The parameters at a point of the unit cube.</summary>
    (double Alpha, double Beta, double Phi) Gains(ReadOnlySpan<double> point)
    {
        double alpha = Least + (point[0] * (Most - Least));
        return (
            alpha,
            trend == SmoothingTrend.None ? 0 : Least + (point[1] * (alpha - Least)),
            trend == SmoothingTrend.Damped ? LeastPhi + (point[2] * (MostPhi - LeastPhi)) : 1);
    }

    /// <summary>Goes through a series with given parameters, from the first states that are best for them.</summary>
    SmoothingFit Run(double[] series, (double Alpha, double Beta, double Phi) gains)
    {
        (double alpha, double beta, double phi) = gains;
        (double level, double slope) = FirstStates(series, gains);
        double squares = 0;
        foreach (double value in series)
        {
            double drift = phi * slope, error = value - level - drift;
            squares += error * error;
            level += drift + (alpha * error);
            slope = drift + (beta * error);
        }

        return new SmoothingFit(alpha, beta, phi, level, slope, squares / series.Length);
    }

    /// <summary>
    /// The first level and slope with the least squared error. Every error is linear in both, e = c + l·r + b·s, so that they solve two linear equations: c are
    /// the errors from states of 0, r and s what a first level and a first slope of 1 add to them.
    /// </summary>
    (double Level, double Slope) FirstStates(double[] series, (double Alpha, double Beta, double Phi) gains)
    {
        (double alpha, double beta, double phi) = gains;
        double level = 0, slope = 0, levelOfLevel = 1, slopeOfLevel = 0, levelOfSlope = 0, slopeOfSlope = trend == SmoothingTrend.None ? 0 : 1;
        double rr = 0, rs = 0, ss = 0, rc = 0, sc = 0;
        foreach (double value in series)
        {
            double c = Step(value, ref level, ref slope), r = Step(0, ref levelOfLevel, ref slopeOfLevel), s = Step(0, ref levelOfSlope, ref slopeOfSlope);
            (rr, rs, ss, rc, sc) = (rr + (r * r), rs + (r * s), ss + (s * s), rc + (r * c), sc + (s * c));
            if (Math.Abs(levelOfLevel) + Math.Abs(slopeOfLevel) + Math.Abs(levelOfSlope) + Math.Abs(slopeOfSlope) < Faded)
                break;
        }

        double determinant = (rr * ss) - (rs * rs);
        return determinant > Faded * rr * ss
            ? (((rs * sc) - (ss * rc)) / determinant, ((rs * rc) - (rr * sc)) / determinant)
            : (-rc / rr, 0);

        double Step(double value, ref double level, ref double slope)
        {
            double drift = phi * slope, error = value - level - drift;
            level += drift + (alpha * error);
            slope = drift + (beta * error);
            return error;
        }
    }

    static string NameOf(SmoothingTrend trend) => trend switch
    {
        SmoothingTrend.None => "SES",
        SmoothingTrend.Additive => "Holt",
        SmoothingTrend.Damped => "damped",
        _ => throw new ArgumentOutOfRangeException(nameof(trend), trend, "None, Additive or Damped is expected."),
    };
}
