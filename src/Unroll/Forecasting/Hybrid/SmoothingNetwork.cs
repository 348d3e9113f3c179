using Unroll.Layers;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Forecasting.Hybrid;

/// <summary>
/// Coefficients of smoothing for each series, and the network that all series share: blocks of dilated LSTMs with residual connections around all but the
/// first, then a hyperbolic tangent and a linear layer; besides, a linear map leads from the window straight to the outputs.
/// </summary>
sealed class SmoothingNetwork
{
    /// <summary>Each batch moves the coefficients of its own series alone, and the map begins where it is nearly right.</summary>
    const double CoefficientRate = 3, MapRate = 0.2;

    /// <summary>How far the ends of an interval lie from the median to begin with, in scales of the series.</summary>
    const float FirstHalf = 2;

    readonly SmoothingForecaster _options;
    readonly Embedding _coefficients;
    readonly Lstm[][] _blocks;
    readonly Dense _hidden, _output, _map;

    public SmoothingNetwork(SmoothingForecaster options, int series)
    {
        _options = options;
        _coefficients = new Embedding(series, 1 + options.SeasonLengths.Length + options.SeasonLengths.Sum());
        _blocks = [.. options.Dilations.Select(block => block.Select(_ => new Lstm(options.Units) { ReturnSequences = true }).ToArray())];
        int outputs = SmoothingForecaster.Quantiles * options.Horizon;
        _hidden = new Dense(options.Units, Activation.Tanh);
        _output = new Dense(outputs) { KernelInitializer = Initializer.Zeros };
        _map = new Dense(outputs) { UseBias = false, KernelInitializer = Initializer.Zeros };
    }

    /// <summary>Registers the layers.</summary>
    public void Build(ModelBuilder builder)
    {
        builder.Add(_coefficients, [1]);
        Shape window = [-1, _options.Window], shape = window;
        foreach (Lstm layer in _blocks.SelectMany(block => block))
            shape = builder.Add(layer, shape);
        builder.Add(_map, window);
        builder.Add(_output, builder.Add(_hidden, shape));
        (_coefficients.Parameters[0].LearningRateFactor, _map.Parameters[0].LearningRateFactor) = (CoefficientRate, MapRate);
    }

    /// <summary>The first coefficients, and the first ends of the intervals.</summary>
    public void Begin(IReadOnlyList<SmoothingSeries> series)
    {
        _coefficients.Parameters[0].Set([.. series.SelectMany(one => one.Coefficients)]);
        _output.Parameters[1].Set([.. new[] { -FirstHalf, 0, FirstHalf }.SelectMany(half => Enumerable.Repeat(half, _options.Horizon))]);
    }

    /// <summary>The linear map to begin with, [window, horizon], of each quantile.</summary>
    public void SetMap(double[][] map) =>
        _map.Parameters[0].Set([.. map.SelectMany(row => Enumerable.Repeat(row, SmoothingForecaster.Quantiles)).SelectMany(row => row).Select(w => (float)w)]);

    /// <summary>The level and the seasons of a batch.</summary>
    public SmoothedSeries Smooth(LayerContext context, SmoothingBatch batch)
    {
        Tensor rows = _coefficients.Forward(context, batch.Ids);
        return context.Tape.SeasonalSmoothing(batch.Logarithms, batch.Starts, rows.Reshape([rows.Shape[1], rows.Shape[2]]), _options.SeasonLengths);
    }

    /// <summary>The windows at the positions of a batch: [positions, batch, window].</summary>
    public Tensor Windows(LayerContext context, SmoothingBatch batch, SmoothedSeries smoothed) =>
        context.Tape.SmoothedWindows(smoothed, batch.Scales, batch.First, batch.Positions, _options.Window);

    /// <summary>The logarithms of the forecasts after the positions of a batch: [positions, batch, quantiles · horizon].</summary>
    public Tensor Forecast(LayerContext context, SmoothingBatch batch)
    {
        SmoothedSeries smoothed = Smooth(context, batch);
        Tensor outputs = Continue(context, Windows(context, batch, smoothed));
        return context.Tape.SmoothedForecasts(smoothed, batch.Scales, outputs, batch.First, _options.Horizon);
    }

    /// <summary>Windows [positions, batch, window] → outputs [positions, batch, quantiles · horizon]; positions are a multiple of every dilation.</summary>
    public Tensor Continue(LayerContext context, Tensor windows)
    {
        Tensor state = windows;
        for (int block = 0; block < _blocks.Length; block++)
        {
            Tensor before = state;
            for (int layer = 0; layer < _blocks[block].Length; layer++)
                state = Dilate(context, _blocks[block][layer], _options.Dilations[block][layer], state);
            if (block > 0)
                state = context.Tape.Add(before, state);
        }

        return context.Tape.Add(_output.Forward(context, _hidden.Forward(context, state)), _map.Forward(context, windows));
    }

    /// <summary>
    /// An LSTM whose state comes from some steps before (Chang et al., 2017). Steps that are one dilation apart are a sequence of their own, and as time is the
    /// outer axis, [time, batch, …] is [time / dilation, dilation · batch, …] as it lies.
    /// </summary>
    static Tensor Dilate(LayerContext context, Lstm layer, int dilation, Tensor x)
    {
        (int time, int batch) = (x.Shape[0], x.Shape[1]);
        Tensor y = layer.Forward(context, x.Reshape([time / dilation, dilation * batch, x.Shape[2]]));
        return y.Reshape([time, batch, layer.Units]);
    }
}
