using Unroll.Autograd;
using Unroll.Kernels;
using Unroll.Kernels.Numerics;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Exponential smoothing of a batch of series whose coefficients are learned (Smyl, 2020; Holt and Winters before him).</summary>
static class SeasonalSmoothingOperation
{
    /// <summary>
    /// l = a·y / Πs + (1 − a)·l of the value before, and for each season of m values s of m values later = g·(y / (l·Π of the other seasons)) + (1 − g)·s. The
    /// first level is y / Πs.
    /// </summary>
    /// <remarks>
    /// In logarithms both are one function of the error: with q = ln y − Σ ln s, ln l = ln l₋₁ + f(a, q − ln l₋₁) and ln s₊ₘ = ln s + f(g, q − ln l), where
    /// f(r, x) = ln(1 + r·(eˣ − 1)). Each series is computed by one worker from its first value to its last.
    /// </remarks>
    /// <param name="tape">The step.</param>
    /// <param name="logarithms">ln y: [batch, time]; data, which get no gradient. What lies before the first value of a series is not looked at.</param>
    /// <param name="starts">The column of the first value of each series: [batch], ids.</param>
    /// <param name="coefficients">
    /// For each series, [batch, 1 + seasons + Σ m]: a before the sigmoid, g of each season before the sigmoid, then ln s at the first m values of each season.
    /// </param>
    /// <param name="seasons">m of each season, in the order of the coefficients; none for a level alone.</param>
    /// <exception cref="ShapeMismatchException">The coefficients are not as many.</exception>
    public static SmoothedSeries SeasonalSmoothing(this Tape tape, Tensor logarithms, Tensor starts, Tensor coefficients, int[] seasons)
    {
        int batch = logarithms.Shape[0], time = logarithms.Shape[1], count = 1 + seasons.Length + seasons.Sum();
        if (coefficients.Shape != new Shape(batch, count))
            throw new ShapeMismatchException(nameof(SeasonalSmoothing), $"[{batch}, {count}] for {seasons.Length} seasons", coefficients.Shape,
                nameof(coefficients));
        bool gradient = coefficients.RequiresGradient;
        int longest = seasons.DefaultIfEmpty(0).Max();
        var smoothed = new SmoothedSeries(logarithms, starts, seasons, tape.Allocate(new Shape(batch, time), gradient),
            tape.Allocate(new Shape(seasons.Length, batch, time + longest), gradient));
        var job = new ForwardJob { Coefficients = coefficients, Smoothed = smoothed };
        tape.Workers.Run(ref job, batch);
        if (smoothed.Level.RequiresGradient)
            tape.Record<SeasonalSmoothingEntry>().Save(coefficients, smoothed);
        return smoothed;
    }

    /// <summary>f(r, x).</summary>
    static double Blend(double rate, double x) => PortableMath.Log(1 + (rate * (PortableMath.Exp(x) - 1)));

    static double Sigmoid(double x) => 1 / (1 + PortableMath.Exp(-x));

    struct ForwardJob : IJob
    {
        public Tensor Coefficients;
        public SmoothedSeries Smoothed;

        public readonly void Execute(int part, int worker)
        {
            int time = Smoothed.Time, start = Smoothed.Starts.Ids[part];
            int[] seasons = Smoothed.Seasons;
            ReadOnlySpan<float> y = Smoothed.Logarithms.Values.Slice(part * time, time),
                own = Coefficients.Values.Slice(part * Coefficients.Shape.Last, Coefficients.Shape.Last);
            Span<float> level = Smoothed.Level.Values.Slice(part * time, time), season = Smoothed.Season.Values;
            for (int k = 0, first = 1 + seasons.Length; k < seasons.Length; first += seasons[k++])
            {
                Span<float> factors = Smoothed.Factors(season, k, part);
                factors.Clear();
                own.Slice(first, seasons[k]).CopyTo(factors[start..]);
            }

            double rate = Sigmoid(own[0]);
            for (int t = start; t < time; t++)
            {
                double adjusted = y[t];
                for (int k = 0; k < seasons.Length; k++)
                    adjusted -= Smoothed.Factors(season, k, part)[t];
                level[t] = (float)(t == start ? adjusted : level[t - 1] + Blend(rate, adjusted - level[t - 1]));
                for (int k = 0; k < seasons.Length; k++)
                {
                    Span<float> factors = Smoothed.Factors(season, k, part);
                    factors[t + seasons[k]] = (float)(factors[t] + Blend(Sigmoid(own[1 + k]), adjusted - level[t]));
                }
            }

            level[..start].Fill(level[start]);
        }
    }

    struct BackwardJob : IJob
    {
        public Tensor Coefficients;
        public SmoothedSeries Smoothed;
        public bool Accumulates;

        /// <summary>Backwards in time; the gradients of level and factors are complete when their time comes, as all that reads them lies later.</summary>
        public readonly void Execute(int part, int worker)
        {
            int time = Smoothed.Time, start = Smoothed.Starts.Ids[part], count = Coefficients.Shape.Last;
            int[] seasons = Smoothed.Seasons;
            ReadOnlySpan<float> y = Smoothed.Logarithms.Values.Slice(part * time, time), own = Coefficients.Values.Slice(part * count, count),
                level = Smoothed.Level.Values.Slice(part * time, time), season = Smoothed.Season.Values;
            Span<float> levels = Smoothed.Level.Gradients.Slice(part * time, time), gradients = Smoothed.Season.Gradients,
                into = Coefficients.Gradients.Slice(part * count, count);
            if (!Accumulates)
                into.Clear();
            for (int t = 0; t < start; t++)
                levels[start] += levels[t];

            double rate = Sigmoid(own[0]), later = 0;
            for (int t = time - 1; t >= start; t--)
            {
                double adjusted = y[t], ofAdjusted = 0, ofLevel = levels[t] + later;
                for (int k = 0; k < seasons.Length; k++)
                    adjusted -= Smoothed.Factors(Smoothed.Season.Values, k, part)[t];
                for (int k = 0; k < seasons.Length; k++)
                {
                    Span<float> factors = Smoothed.Factors(gradients, k, part);
                    float next = factors[t + seasons[k]];
                    (double ofRate, double ofError) = Differentiate(Sigmoid(own[1 + k]), adjusted - level[t]);
                    factors[t] += next;
                    into[1 + k] += (float)(next * ofRate);
                    ofAdjusted += next * ofError;
                    ofLevel -= next * ofError;
                }

                if (t > start)
                {
                    (double ofRate, double ofError) = Differentiate(rate, adjusted - level[t - 1]);
                    into[0] += (float)(ofLevel * ofRate);
                    ofAdjusted += ofLevel * ofError;
                    later = ofLevel * (1 - ofError);
                }
                else
                {
                    ofAdjusted += ofLevel;
                }

                for (int k = 0; k < seasons.Length; k++)
                    Smoothed.Factors(gradients, k, part)[t] -= (float)ofAdjusted;
            }

            for (int k = 0, first = 1 + seasons.Length; k < seasons.Length; first += seasons[k++])
                for (int place = 0; place < seasons[k]; place++)
                    into[first + place] += Smoothed.Factors(gradients, k, part)[start + place];
        }

        /// <summary>∂f by what the sigmoid of the rate is taken of, and by x.</summary>
        static (double OfRate, double OfError) Differentiate(double rate, double x)
        {
            double ratio = PortableMath.Exp(x), sum = 1 + (rate * (ratio - 1));
            return ((ratio - 1) / sum * rate * (1 - rate), rate * ratio / sum);
        }
    }

    sealed class SeasonalSmoothingEntry : TapeEntry
    {
        Tensor _coefficients;
        SmoothedSeries _smoothed;

        public void Save(Tensor coefficients, SmoothedSeries smoothed) => (_coefficients, _smoothed) = (coefficients, smoothed);

        public override void Backward(Tape tape)
        {
            (Tensor level, Tensor season) = (_smoothed.Level, _smoothed.Season);
            if (!level.HasGradient && !season.HasGradient)
                return;
            if (!level.AccumulatesGradient())
                level.Gradients.Clear();
            if (!season.AccumulatesGradient())
                season.Gradients.Clear();
            var job = new BackwardJob { Coefficients = _coefficients, Smoothed = _smoothed, Accumulates = _coefficients.AccumulatesGradient() };
            tape.Workers.Run(ref job, _smoothed.Batch);
        }
    }
}
