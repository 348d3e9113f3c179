using Unroll.Autograd;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Forecasting.Hybrid;

/// <summary>Finds the linear map from windows to what level and seasons leave of the values after them, with which a network begins.</summary>
sealed class SmoothingRegression : IDisposable
{
    /// <summary>Neighbouring windows differ by one value: the map is as good from every seventh.</summary>
    const int Stride = 7;

    /// <summary>Series that are read together.</summary>
    const int Together = 16;

    readonly SmoothingForecaster _options;
    readonly Workers _workers;
    readonly Tape _tape;

    public SmoothingRegression(SmoothingForecaster options, int workers)
    {
        (_options, _workers) = (options, new Workers(workers == 0 ? Environment.ProcessorCount : workers));
        _tape = new Tape(_workers);
    }

    public void Dispose() => _workers.Dispose();

    /// <summary>The map, [window, horizon].</summary>
    /// <param name="network">The network with its first coefficients.</param>
    /// <param name="series">The series that it learns.</param>
    public double[][] Map(SmoothingNetwork network, SmoothingSeries[] series)
    {
        var regression = new WindowRegression(_options.Window, _options.Horizon);
        float meanScale = series.Average(one => one.Scale);
        foreach (int[] rows in Enumerable.Range(0, series.Length).OrderBy(row => series[row].Learned).Chunk(Together))
            Add(regression, network, [.. rows.Select(row => series[row])], rows, meanScale);
        return regression.Solve();
    }

    void Add(WindowRegression regression, SmoothingNetwork network, SmoothingSeries[] series, int[] rows, float meanScale)
    {
        _tape.Reset();
        var context = new LayerContext(_tape);
        int horizon = _options.Horizon, positions = series.Max(one => one.Learned) - horizon;
        var cut = new SmoothingCut(series, positions, horizon, positions);
        var batch = SmoothingBatch.Of(_tape.Arena, cut, rows);
        SmoothedSeries smoothed = network.Smooth(context, batch);
        Tensor windows = network.Windows(context, batch, smoothed), zeros = _tape.Arena.Allocate([positions, rows.Length, horizon]);
        zeros.Values.Clear();
        Tensor known = _tape.SmoothedForecasts(smoothed, batch.Scales, zeros, batch.First, horizon);
        Tensor targets = _tape.Arena.Allocate(zeros.Shape), weights = _tape.Arena.Allocate([positions * rows.Length]);
        cut.WriteTargets(targets.Values, weights.Values, _options.Window, meanScale);
        double[] rest = new double[horizon];
        for (int place = 0; place < weights.Shape.Length; place++)
            if (weights.Values[place] > 0 && place / rows.Length % Stride == 0)
            {
                int first = place * horizon;
                for (int step = 0; step < horizon; step++)
                    rest[step] = (targets.Values[first + step] - known.Values[first + step]) / batch.Scales.Values[place % rows.Length];
                regression.Add(windows.Values.Slice(place * _options.Window, _options.Window), rest);
            }
    }
}
