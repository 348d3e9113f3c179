using Unroll.Data;
using Unroll.Kernels;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Forecasting.Hybrid;

/// <summary>
/// Series as the networks of a <see cref="SmoothingForecaster"/> read them: a batch holds as many series for each network, of about one length, and the
/// networks forecast from some neighbouring positions of their past; which ones differ from step to step.
/// </summary>
/// <remarks>
/// Inputs are the numbers of the series, [networks, batch]; side inputs the logarithms of their values, [networks, batch, columns], their scales,
/// [networks, batch, 1], and the columns of their first values, [networks, batch]. Targets are [networks · positions, batch, horizon].
/// </remarks>
sealed class SmoothingSamples : DataSet
{
    const ulong PositionDomain = 1UL << 32;

    readonly SmoothingForecaster _options;
    readonly float[] _meanScales;
    readonly bool _isAtEnd;
    SmoothingCut[] _cut = [];

    /// <param name="options">Horizon, seasons, window, and how many networks there are.</param>
    /// <param name="series">The values of each series.</param>
    /// <param name="learned">How many of them are learned; those after them only tell how good the forecasts are.</param>
    public SmoothingSamples(SmoothingForecaster options, IReadOnlyList<double[]> series, IReadOnlyList<int> learned)
        : this(options, [.. Enumerable.Range(0, options.Networks).Select(network => options.HeldOut(network)).Select(heldOut =>
            series.Select((values, row) => new SmoothingSeries(values, learned[row] - heldOut, options.SeasonLengths)).ToArray())], isAtEnd: false)
    {
    }

    SmoothingSamples(SmoothingForecaster options, SmoothingSeries[][] series, bool isAtEnd)
    {
        (_options, Series, _isAtEnd) = (options, series, isAtEnd);
        _meanScales = [.. series.Select(network => network.Average(one => one.Scale))];
    }

    /// <summary>The series as each network learns them: [network][series].</summary>
    public SmoothingSeries[][] Series { get; }

    /// <summary>The same for one forecast of each series, after what was learned; the values that came, as far as they are known, are the targets.</summary>
    public SmoothingSamples AtEnd => new(_options, Series, isAtEnd: true);

    /// <summary>The same for one forecast of each series, after its last value.</summary>
    public SmoothingSamples AfterAll => new(_options, [.. Series.Select(network => network.Select(one => one.ToTheEnd()).ToArray())], isAtEnd: true);

    /// <inheritdoc/>
    public override Shape SampleShape => [Series.Length];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> SideShapes => [[Series.Length, Series[0].Max(one => one.Learned)], [Series.Length, 1], [Series.Length]];

    /// <inheritdoc/>
    public override int BatchCount(int batchSize) => Rounding.CeilDiv(Series[0].Length, batchSize);

    /// <inheritdoc/>
    public override Batch Cut(Arena arena, int batchSize, int index, RandomKey? order)
    {
        int[][] rows = Rows(batchSize, index, order);
        int positions = _options.Positions, count = rows[0].Length, horizon = _options.Horizon;
        int longest = rows.Select((own, network) => own.Max(row => Series[network][row].Learned)).Max(), later = 0;
        if (!_isAtEnd)
        {
            // Without an order, as in a measurement, the last values are forecast.
            int choices = Math.Max(1, longest - horizon - positions);
            later = horizon + (order is { } key ? new RandomStream(key.Derive(PositionDomain + (ulong)index)).NextInt32(choices) : 0);
        }

        int columns = Math.Max(positions, longest - later);
        _cut = [.. rows.Select((own, network) => new SmoothingCut([.. own.Select(row => Series[network][row])], columns, later, positions))];
        Tensor ids = arena.AllocateIds([rows.Length, count]), targets = arena.Allocate([rows.Length * positions, count, horizon]),
            weights = arena.Allocate([rows.Length * positions, count]);
        for (int network = 0; network < rows.Length; network++)
        {
            rows[network].CopyTo(ids.Ids[(network * count)..]);
            _cut[network].WriteTargets(Part(targets, network), Part(weights, network), _options.Window, _meanScales[network], _isAtEnd ? positions - 1 : 0);
        }

        // One position of all is forecast: its loss is to be like that of a training.
        foreach (ref float weight in weights.Values)
            weight *= _isAtEnd ? positions : 1;
        return new Batch(ids, targets, count, StartsSequences: true, weights);
    }

    /// <inheritdoc/>
    public override Tensor CutSide(Arena arena, int batchSize, int index, RandomKey? order, int input)
    {
        int count = _cut[0].Series.Length;
        Tensor side = input switch
        {
            0 => arena.Allocate([_cut.Length, count, _cut[0].Columns]),
            1 => arena.Allocate([_cut.Length, count, 1]),
            _ => arena.AllocateIds([_cut.Length, count]),
        };
        for (int network = 0; network < _cut.Length; network++)
            if (input == 0)
                _cut[network].WriteLogarithms(Part(side, network));
            else if (input == 1)
                _cut[network].WriteScales(Part(side, network));
            else
                _cut[network].WriteStarts(side.Ids.Slice(network * count, count));
        return side;
    }

    /// <summary>The series of a batch, for each network: each has an order of its own, but all take series of about one length at a time.</summary>
    int[][] Rows(int batchSize, int index, RandomKey? order)
    {
        int chunk = order is { } key ? new Permutation(key, BatchCount(batchSize))[index] : index;
        return [.. Series.Select((series, network) => Sorted(series, order?.Derive((ulong)network)).Skip(chunk * batchSize).Take(batchSize).ToArray())];
    }

    /// <summary>All series by their length; those of one length in a random order, or in their own.</summary>
    static IEnumerable<int> Sorted(SmoothingSeries[] series, RandomKey? order)
    {
        IEnumerable<int> rows = Enumerable.Range(0, series.Length);
        if (order is { } key)
        {
            var permutation = new Permutation(key, series.Length);
            rows = rows.Select(row => permutation[row]).ToArray();
        }

        return rows.OrderBy(row => series[row].Learned);
    }

    /// <summary>The part of a network, which is the outermost axis.</summary>
    Span<float> Part(Tensor all, int network) =>
        all.Values.Slice(all.Shape.Length / Series.Length * network, all.Shape.Length / Series.Length);
}
