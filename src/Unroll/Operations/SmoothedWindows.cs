using Unroll.Autograd;
using Unroll.Kernels;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>What a network reads of smoothed series: windows of the past without level and season.</summary>
static class SmoothedWindowsOperation
{
    /// <summary>
    /// x[p, b, i] = (ln y − Σ ln s at the value t − window + 1 + i, minus ln l at t = first + p) / scale of b: the last values as they differ from level and
    /// season, 0 for those before the first one.
    /// </summary>
    /// <param name="tape">The step.</param>
    /// <param name="smoothed">Series with level and seasons.</param>
    /// <param name="scales">What the differences of each series are divided by, above 0: [batch]; data.</param>
    /// <param name="first">The column at which the first window ends.</param>
    /// <param name="positions">At how many values, from that one on, a window ends.</param>
    /// <param name="window">Values of a window.</param>
    /// <returns>[positions, batch, window].</returns>
    public static Tensor SmoothedWindows(this Tape tape, SmoothedSeries smoothed, Tensor scales, int first, int positions, int window)
    {
        Tensor adjusted = tape.Arena.Allocate(smoothed.Level.Shape);
        Tensor x = tape.Allocate(new Shape(positions, smoothed.Batch, window), smoothed.Level.RequiresGradient);
        var job = new ForwardJob { Smoothed = smoothed, Scales = scales, Adjusted = adjusted, X = x, First = first };
        tape.Workers.Run(ref job, smoothed.Batch);
        if (x.RequiresGradient)
            tape.Record<SmoothedWindowsEntry>().Save(smoothed, scales, adjusted, first, x);
        return x;
    }

    struct ForwardJob : IJob
    {
        public SmoothedSeries Smoothed;
        public Tensor Scales, Adjusted, X;
        public int First;

        public readonly void Execute(int part, int worker)
        {
            int time = Smoothed.Time, start = Smoothed.Starts.Ids[part], window = X.Shape.Last, batch = Smoothed.Batch;
            ReadOnlySpan<float> y = Smoothed.Logarithms.Values.Slice(part * time, time), level = Smoothed.Level.Values.Slice(part * time, time);
            Span<float> adjusted = Adjusted.Values.Slice(part * time, time), x = X.Values;
            for (int t = start; t < time; t++)
            {
                adjusted[t] = y[t];
                for (int k = 0; k < Smoothed.Seasons.Length; k++)
                    adjusted[t] -= Smoothed.Factors(Smoothed.Season.Values, k, part)[t];
            }

            float factor = 1 / Scales.Values[part];
            for (int position = 0; position < X.Shape[0]; position++)
            {
                int t = First + position;
                Span<float> row = x.Slice(((position * batch) + part) * window, window);
                int missing = Math.Clamp(start - (t - window + 1), 0, window);
                row[..missing].Clear();
                float centre = level[t];
                ReadOnlySpan<float> past = adjusted[(t - window + 1 + missing)..(t + 1)];
                row = row[missing..];
                for (int i = 0; i < row.Length; i++)
                    row[i] = (past[i] - centre) * factor;
            }
        }
    }

    struct BackwardJob : IJob
    {
        public SmoothedSeries Smoothed;
        public Tensor Scales, Adjusted, X;
        public int First;
        public bool AccumulatesLevel, AccumulatesSeason;

        public readonly void Execute(int part, int worker)
        {
            int time = Smoothed.Time, start = Smoothed.Starts.Ids[part], window = X.Shape.Last, batch = Smoothed.Batch;
            Span<float> level = Smoothed.Level.Gradients.Slice(part * time, time), adjusted = Adjusted.Values.Slice(part * time, time);
            ReadOnlySpan<float> x = X.Gradients;
            if (!AccumulatesLevel)
                level.Clear();

            // The adjusted values are not needed any more: their gradients take their place.
            adjusted.Clear();
            float factor = 1 / Scales.Values[part];
            for (int position = 0; position < X.Shape[0]; position++)
            {
                int t = First + position, missing = Math.Clamp(start - (t - window + 1), 0, window);
                ReadOnlySpan<float> row = x.Slice((((position * batch) + part) * window) + missing, window - missing);
                Span<float> past = adjusted[(t - window + 1 + missing)..(t + 1)];
                float sum = 0;
                for (int i = 0; i < row.Length; i++)
                {
                    float gradient = row[i] * factor;
                    past[i] += gradient;
                    sum += gradient;
                }

                level[t] -= sum;
            }

            for (int k = 0; k < Smoothed.Seasons.Length; k++)
            {
                Span<float> factors = Smoothed.Factors(Smoothed.Season.Gradients, k, part);
                if (!AccumulatesSeason)
                    factors.Clear();
                for (int t = start; t < time; t++)
                    factors[t] -= adjusted[t];
            }
        }
    }

    sealed class SmoothedWindowsEntry : TapeEntry
    {
        SmoothedSeries _smoothed;
        Tensor _scales, _adjusted, _x;
        int _first;

        public void Save(SmoothedSeries smoothed, Tensor scales, Tensor adjusted, int first, Tensor x) =>
            (_smoothed, _scales, _adjusted, _first, _x) = (smoothed, scales, adjusted, first, x);

        public override void Backward(Tape tape)
        {
            if (!_x.HasGradient)
                return;
            var job = new BackwardJob
            {
                Smoothed = _smoothed, Scales = _scales, Adjusted = _adjusted, X = _x, First = _first,
                AccumulatesLevel = _smoothed.Level.AccumulatesGradient(), AccumulatesSeason = _smoothed.Season.AccumulatesGradient(),
            };
            tape.Workers.Run(ref job, _smoothed.Batch);
        }
    }
}
