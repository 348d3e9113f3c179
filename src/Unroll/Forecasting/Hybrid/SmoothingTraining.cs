using Unroll.Autograd;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Optimizers;
using Unroll.Randomness;
using Unroll.Schedules;
using Unroll.Tensors;
using Unroll.Training;

namespace Unroll.Forecasting.Hybrid;

/// <summary>Trains one network on all series and forecasts with it.</summary>
sealed class SmoothingTraining
{
    const ulong OrderDomain = 3, StepDomain = 4;

    /// <summary>Neighbouring windows differ by one value: the linear map is as good from every seventh.</summary>
    const int MapStride = 7;

    /// <summary>The last learning rate as a part of the first.</summary>
    const double LastRate = 0.02;

    readonly SmoothingForecaster _options;
    readonly SmoothingSeries[] _series;
    readonly float _meanScale;
    readonly RandomKey _key;

    public SmoothingTraining(SmoothingForecaster options, SmoothingSeries[] series, long seed)
    {
        (_options, _series, _key) = (options, series, RandomKey.FromSeed(seed));
        Network = new SmoothingNetwork(options, series, seed);
        _meanScale = series.Average(one => one.Scale);
    }

    /// <summary>The network.</summary>
    public SmoothingNetwork Network { get; }

    /// <summary>
    /// All epochs. A batch holds series of about one length and forecasts from some neighbouring positions of their past; which ones differ from step to step.
    /// The smoothing before them reads each series from its first value.
    /// </summary>
    /// <exception cref="ArithmeticException">A loss or a gradient is not finite.</exception>
    public void Run(CancellationToken cancellationToken)
    {
        Network.SetMap(Regress());
        float tail = (float)((1 - _options.Coverage) / 2);
        var loss = new QuantileLoss(tail, 0.5f, 1 - tail);
        long steps = (long)Rounding.CeilDiv(_series.Length, _options.BatchSize) * _options.Epochs;
        Network.Compile(new Adam { LearningRate = new CosineDecay(_options.LearningRate, steps) { Alpha = LastRate }, GlobalClipNorm = 1 }, loss);
        using var step = new TrainingStep(Network, _options.Workers);
        for (int epoch = 0; epoch < _options.Epochs; epoch++)
        {
            RandomKey key = _key.Derive(OrderDomain).Derive((ulong)epoch);
            int[][] batches = Batches(key);
            var order = new Permutation(key, batches.Length);
            for (int batch = 0; batch < batches.Length; batch++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int[] rows = batches[order[batch]];
                int choices = Math.Max(1, Longest(rows) - _options.Horizon - _options.Positions);
                int later = _options.Horizon + new RandomStream(_key.Derive(StepDomain).Derive((ulong)step.Number)).NextInt32(choices);
                step.Accumulate(context => Loss(context, loss, rows, later));
                if (!step.Apply())
                    throw new ArithmeticException(
                        $"Training failed in epoch {epoch + 1}: a loss or a gradient is not finite. Lower {nameof(SmoothingForecaster.LearningRate)}.");
            }
        }
    }

    /// <summary>The logarithms of the forecasts after the last value of each series: [quantiles · horizon] a series.</summary>
    public float[][] Forecast()
    {
        float[][] forecasts = new float[_series.Length][];
        Read((context, rows) =>
        {
            SmoothingBatch batch = SmoothingBatch.Cut(context.Tape.Arena, _series, rows, _options.Positions, later: 0);
            Tensor output = Network.Forecast(context, batch, Network.Smooth(context, batch));
            int width = output.Shape.Last;
            ReadOnlySpan<float> last = output.Values[^(rows.Length * width)..];
            for (int i = 0; i < rows.Length; i++)
                forecasts[rows[i]] = last.Slice(i * width, width).ToArray();
        });
        return forecasts;
    }

    /// <summary>The linear map from windows to what level and seasons leave of the values after them.</summary>
    double[][] Regress()
    {
        var regression = new WindowRegression(_options.Window, _options.Horizon);
        double[] rest = new double[_options.Horizon];
        Read((context, rows) =>
        {
            Tape tape = context.Tape;
            SmoothingBatch batch = SmoothingBatch.Cut(tape.Arena, _series, rows, Longest(rows) - rest.Length, rest.Length);
            SmoothedSeries smoothed = Network.Smooth(context, batch);
            Tensor windows = Network.Windows(context, batch, smoothed), zeros = tape.Arena.Allocate([batch.Positions, rows.Length, rest.Length]);
            zeros.Values.Clear();
            Tensor known = tape.SmoothedForecasts(smoothed, batch.Scales, zeros, batch.First, rest.Length);
            (Tensor targets, Tensor weights) = batch.Targets(tape.Arena, _options.Window, rest.Length, _meanScale);
            for (int place = 0; place < weights.Shape.Length; place++)
                if (weights.Values[place] > 0 && place / rows.Length % MapStride == 0)
                {
                    int first = place * rest.Length;
                    for (int j = 0; j < rest.Length; j++)
                        rest[j] = (targets.Values[first + j] - known.Values[first + j]) / batch.Scales.Values[place % rows.Length];
                    regression.Add(windows.Values.Slice(place * _options.Window, _options.Window), rest);
                }
        });
        return regression.Solve();
    }

    /// <summary>Hands all series, batch by batch, to what only reads the network.</summary>
    void Read(Action<LayerContext, int[]> read)
    {
        using var workers = new Workers(_options.Workers == 0 ? Environment.ProcessorCount : _options.Workers);
        var tape = new Tape(workers);
        var context = new LayerContext(tape);
        foreach (int[] rows in Batches(_key))
        {
            tape.Reset();
            read(context, rows);
        }
    }

    int[][] Batches(RandomKey key)
    {
        var order = new Permutation(key, _series.Length);
        return [.. Enumerable.Range(0, _series.Length).Select(i => order[i]).OrderBy(row => _series[row].Logarithms.Length).Chunk(_options.BatchSize)];
    }

    int Longest(int[] rows) => rows.Max(row => _series[row].Logarithms.Length);

    /// <summary>The pinball loss of the forecasts, and the penalty on levels whose slope changes.</summary>
    Tensor Loss(LayerContext context, QuantileLoss loss, int[] rows, int later)
    {
        Tape tape = context.Tape;
        SmoothingBatch batch = SmoothingBatch.Cut(tape.Arena, _series, rows, _options.Positions, later);
        SmoothedSeries smoothed = Network.Smooth(context, batch);
        Tensor forecasts = Network.Forecast(context, batch, smoothed);
        (Tensor targets, Tensor weights) = batch.Targets(tape.Arena, _options.Window, _options.Horizon, _meanScale);
        Tensor mean = tape.WeightedMean(loss.Forward(tape, forecasts, targets), weights.Values);
        if (_options.LevelPenalty == 0)
            return mean;
        Tensor bend = Change(tape, Change(tape, smoothed.Level));
        return tape.Add(mean, tape.Scale(tape.Mean(tape.Multiply(bend, bend)), (float)_options.LevelPenalty));
    }

    /// <summary>From column to column.</summary>
    static Tensor Change(Tape tape, Tensor x) => tape.Subtract(tape.Slice(x, 1, x.Shape.Last - 1), tape.Slice(x, 0, x.Shape.Last - 1));
}
