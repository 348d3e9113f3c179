using Unroll.Autograd;
using Unroll.Kernels;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Forecasts from what a network makes of smoothed series: level and season come back.</summary>
static class SmoothedForecastsOperation
{
    /// <summary>
    /// ln ŷ[p, b, q·horizon + j] = ln l at t = first + p, plus Σ ln s known at t for the value j + 1 later, plus scale of b · output. A season shorter than the
    /// horizon repeats.
    /// </summary>
    /// <param name="tape">The step.</param>
    /// <param name="smoothed">Series with level and seasons.</param>
    /// <param name="scales">What the outputs of each series are multiplied by: [batch]; data.</param>
    /// <param name="outputs">[positions, batch, quantiles · horizon]: a forecast after each of some columns.</param>
    /// <param name="first">The first of these columns.</param>
    /// <param name="horizon">Values of a forecast.</param>
    /// <returns>The logarithms of the forecasts, in the shape of the outputs.</returns>
    public static Tensor SmoothedForecasts(this Tape tape, SmoothedSeries smoothed, Tensor scales, Tensor outputs, int first, int horizon)
    {
        Tensor y = tape.Allocate(outputs.Shape, outputs.RequiresGradient || smoothed.Level.RequiresGradient);
        var job = new ForwardJob { Smoothed = smoothed, Scales = scales, Outputs = outputs, First = first, Horizon = horizon, Y = y };
        tape.Workers.Run(ref job, smoothed.Batch);
        if (y.RequiresGradient)
            tape.Record<SmoothedForecastsEntry>().Save(smoothed, scales, outputs, first, horizon, y);
        return y;
    }

    /// <summary>Adds as many elements as both have.</summary>
    static void Add(ReadOnlySpan<float> from, Span<float> into)
    {
        int count = Math.Min(from.Length, into.Length);
        for (int i = 0; i < count; i++)
            into[i] += from[i];
    }

    struct ForwardJob : IJob
    {
        public SmoothedSeries Smoothed;
        public Tensor Scales, Outputs, Y;
        public int First, Horizon;

        public readonly void Execute(int part, int worker)
        {
            int width = Outputs.Shape.Last, batch = Smoothed.Batch;
            ReadOnlySpan<float> level = Smoothed.Level.Values.Slice(part * Smoothed.Time, Smoothed.Time), outputs = Outputs.Values;
            Span<float> y = Y.Values;
            float scale = Scales.Values[part];
            for (int position = 0; position < Outputs.Shape[0]; position++)
            {
                int t = First + position, place = ((position * batch) + part) * width;
                ReadOnlySpan<float> from = outputs.Slice(place, width);
                Span<float> into = y.Slice(place, width), first = into[..Horizon];
                first.Fill(level[t]);
                for (int k = 0; k < Smoothed.Seasons.Length; k++)
                {
                    ReadOnlySpan<float> factors = Smoothed.Factors(Smoothed.Season.Values, k, part).Slice(t + 1, Smoothed.Seasons[k]);
                    for (int j = 0; j < first.Length; j += factors.Length)
                        Add(factors, first[j..]);
                }

                for (int other = Horizon; other < width; other += Horizon)
                    first.CopyTo(into[other..]);
                for (int i = 0; i < into.Length; i++)
                    into[i] += scale * from[i];
            }
        }
    }

    struct BackwardJob : IJob
    {
        public SmoothedSeries Smoothed;
        public Tensor Scales, Outputs, Y;
        public int First, Horizon;
        public bool AccumulatesLevel, AccumulatesSeason, AccumulatesOutputs;

        public readonly void Execute(int part, int worker)
        {
            if (Outputs.RequiresGradient)
                PassToOutputs(part);
            if (Smoothed.Level.RequiresGradient)
                PassToSmoothed(part);
        }

        readonly void PassToOutputs(int part)
        {
            int width = Outputs.Shape.Last, batch = Smoothed.Batch;
            float scale = Scales.Values[part];
            ReadOnlySpan<float> y = Y.Gradients;
            Span<float> outputs = Outputs.Gradients;
            for (int position = 0; position < Outputs.Shape[0]; position++)
            {
                int place = ((position * batch) + part) * width;
                ReadOnlySpan<float> from = y.Slice(place, width);
                Span<float> into = outputs.Slice(place, width);
                for (int i = 0; i < into.Length; i++)
                    into[i] = AccumulatesOutputs ? into[i] + (scale * from[i]) : scale * from[i];
            }
        }

        readonly void PassToSmoothed(int part)
        {
            int width = Outputs.Shape.Last, batch = Smoothed.Batch;
            ReadOnlySpan<float> y = Y.Gradients;
            Span<float> level = Smoothed.Level.Gradients.Slice(part * Smoothed.Time, Smoothed.Time);
            if (!AccumulatesLevel)
                level.Clear();
            for (int k = 0; k < Smoothed.Seasons.Length && !AccumulatesSeason; k++)
                Smoothed.Factors(Smoothed.Season.Gradients, k, part).Clear();
            for (int position = 0; position < Outputs.Shape[0]; position++)
            {
                int t = First + position;
                ReadOnlySpan<float> from = y.Slice(((position * batch) + part) * width, width);
                float sum = 0;
                foreach (float gradient in from)
                    sum += gradient;
                level[t] += sum;
                for (int k = 0; k < Smoothed.Seasons.Length; k++)
                {
                    Span<float> factors = Smoothed.Factors(Smoothed.Season.Gradients, k, part).Slice(t + 1, Smoothed.Seasons[k]);
                    for (int quantile = 0; quantile < width; quantile += Horizon)
                        for (int j = 0; j < Horizon; j += factors.Length)
                            Add(from[(quantile + j)..(quantile + Horizon)], factors);
                }
            }
        }
    }

    sealed class SmoothedForecastsEntry : TapeEntry
    {
        SmoothedSeries _smoothed;
        Tensor _scales, _outputs, _y;
        int _first, _horizon;

        public void Save(SmoothedSeries smoothed, Tensor scales, Tensor outputs, int first, int horizon, Tensor y) =>
            (_smoothed, _scales, _outputs, _first, _horizon, _y) = (smoothed, scales, outputs, first, horizon, y);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;
            bool isLearned = _smoothed.Level.RequiresGradient;
            var job = new BackwardJob
            {
                Smoothed = _smoothed, Scales = _scales, Outputs = _outputs, First = _first, Horizon = _horizon, Y = _y,
                AccumulatesLevel = isLearned && _smoothed.Level.AccumulatesGradient(), AccumulatesSeason = isLearned && _smoothed.Season.AccumulatesGradient(),
                AccumulatesOutputs = _outputs.RequiresGradient && _outputs.AccumulatesGradient(),
            };
            tape.Workers.Run(ref job, _smoothed.Batch);
        }
    }
}
