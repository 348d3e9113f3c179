using Unroll.Autograd;
using Unroll.Data;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Forecasting.Hybrid;

/// <summary>
/// The networks of a <see cref="SmoothingForecaster"/> as one model, which learns them side by side: those whose mean is the forecast, and those by which
/// intervals are calibrated. They share no weight, so that each learns as if it were alone.
/// </summary>
sealed class SmoothingEnsemble : Model
{
    readonly SmoothingForecaster _options;
    readonly SmoothingNetwork[] _networks;

    /// <param name="options">Sizes, and how many networks there are.</param>
    /// <param name="series">How many series they learn.</param>
    public SmoothingEnsemble(SmoothingForecaster options, int series)
    {
        Seed = options.Seed;
        _options = options;
        _networks = [.. Enumerable.Range(0, options.Networks).Select(_ => new SmoothingNetwork(options, series))];
        float tail = (float)((1 - options.Coverage) / 2);
        PinballLoss = new QuantileLoss(tail, 0.5f, 1 - tail);
    }

    /// <summary>The pinball loss of the lower ends, the medians and the upper ends.</summary>
    public QuantileLoss PinballLoss { get; }

    /// <summary>The networks.</summary>
    public IReadOnlyList<SmoothingNetwork> Networks => _networks;

    /// <summary>Builds the networks.</summary>
    public void Build() => Build([_networks.Length], [[_networks.Length, 1], [_networks.Length, 1], [_networks.Length]]);

    /// <summary>Builds the networks and gives them what they begin with: coefficients, and a map by regression.</summary>
    public void Begin(SmoothingSamples data, int workers)
    {
        Build();
        double[][] map = [];
        using var regression = new SmoothingRegression(_options, workers);
        for (int network = 0; network < _networks.Length; network++)
        {
            _networks[network].Begin(data.Series[network]);

            // Those that learn the same values begin with the same map.
            if (network == 0 || _options.HeldOut(network) > 0)
                map = regression.Map(_networks[network], data.Series[network]);
            _networks[network].SetMap(map);
        }
    }

    /// <summary>The logarithms of all forecasts: [networks · positions, batch, quantiles · horizon].</summary>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        Tape tape = context.Tape;
        (Tensor logarithms, Tensor scales, Tensor starts) = (context.SideInput(0), context.SideInput(1), context.SideInput(2));
        int rows = input.Shape[1];
        Tensor all = default;
        for (int network = 0; network < _networks.Length; network++)
        {
            var batch = new SmoothingBatch(tape.SliceTime(input, network, 1), tape.SliceTime(logarithms, network, 1).Reshape([rows, logarithms.Shape.Last]),
                tape.SliceTime(starts, network, 1).Reshape([rows]), tape.SliceTime(scales, network, 1).Reshape([rows]), _options.Positions);
            Tensor own = _networks[network].Forecast(context, batch);
            own = own.Reshape([1, own.Shape.Length]);
            all = network == 0 ? own : tape.Concatenate(all, own);
        }

        return all.Reshape([_networks.Length * _options.Positions, rows, SmoothingForecaster.Quantiles * _options.Horizon]);
    }

    /// <summary>The forecasts of all series.</summary>
    /// <param name="data">The data that were learned.</param>
    /// <param name="isAfterAll">Whether they are made after the last value of each series, not after what was learned of it.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="NotFiniteNumberException">A forecast is not finite.</exception>
    public SmoothingForecast[] Forecast(SmoothingSamples data, bool isAfterAll, int workers, CancellationToken cancellationToken)
    {
        float[][][] learned = Read(data.AtEnd, workers, cancellationToken), outputs = isAfterAll ? Read(data.AfterAll, workers, cancellationToken) : learned;
        double width = Width(data, learned);
        return [.. data.Series[0].Select((series, row) =>
        {
            double[] mean = new double[outputs[0][row].Length];
            for (int member = 0; member < _options.Members; member++)
                for (int i = 0; i < mean.Length; i++)
                    mean[i] += (outputs[member][row][i] + series.Offset) / _options.Members;
            var forecast = SmoothingForecast.Of(mean, width);
            return forecast.IsFinite ? forecast
                : throw new NotFiniteNumberException($"The forecast of series[{row}] is not a finite number: the training has diverged.");
        })];
    }

    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        foreach (SmoothingNetwork network in _networks)
            network.Build(builder);
        return [_networks.Length * _options.Positions, SmoothingForecaster.Quantiles * _options.Horizon];
    }

    /// <summary>The factor of the width: the wanted share of the held-out values lies no further from the median than so many half widths.</summary>
    double Width(SmoothingSamples data, float[][][] outputs)
    {
        List<double> distances = [];
        for (int network = _options.Members; network < _networks.Length; network++)
            for (int row = 0; row < outputs[network].Length; row++)
            {
                SmoothingSeries series = data.Series[network][row];
                distances.AddRange(SmoothingForecast.Distances([.. outputs[network][row].Select(value => value + series.Offset)],
                    series.Ahead[.._options.Horizon]));
            }

        distances.Sort();
        return distances.Count == 0 ? 1 : distances[Math.Min(distances.Count - 1, (int)Math.Ceiling(_options.Coverage * distances.Count))];
    }

    /// <summary>The outputs of each network after the last value that it reads of each series: [network][series][quantiles · horizon].</summary>
    float[][][] Read(SmoothingSamples data, int workers, CancellationToken cancellationToken)
    {
        float[][][] outputs = [.. _networks.Select(_ => new float[data.Series[0].Length][])];
        using var threads = new Workers(workers == 0 ? Environment.ProcessorCount : workers);
        var context = new LayerContext(new Tape(threads)) { SideInputs = new Tensor[data.SideShapes.Count] };
        for (int index = 0; index < data.BatchCount(_options.BatchSize); index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            context.Tape.Reset();
            Batch batch = data.CutFor(context, _options.BatchSize, index, order: null);
            Tensor forecasts = Forward(context, batch.Inputs);
            int rows = forecasts.Shape[1], width = forecasts.Shape.Last;
            for (int network = 0; network < _networks.Length; network++)
                for (int row = 0; row < rows; row++)
                {
                    int place = ((((network + 1) * _options.Positions) - 1) * rows) + row;
                    outputs[network][batch.Inputs.Ids[(network * rows) + row]] = forecasts.Values.Slice(place * width, width).ToArray();
                }
        }

        return outputs;
    }
}
