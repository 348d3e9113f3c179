using Unroll.Arguments;
using Unroll.Forecasting.Heads;
using Unroll.Forecasting.Networks;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Randomness;
using Unroll.Tensors;
using Unroll.Training;

namespace Unroll.Forecasting;

/// <summary>
/// A network that forecasts series, with all that belongs to it: the columns that it reads, the numbers by which they are scaled, and the head that says what
/// it gives. It is fitted on one or many series, saved as one file, and predicts from any number of threads.
/// </summary>
/// <example>
/// <code>
/// Series load = Series.Of(values, "load", new TimeIndex(new DateTime(2024, 1, 1), TimeStep.Hour));
/// var forecaster = new Forecaster(new ForecastFrame(Window: 168, Horizon: 24), new RecurrentNetwork(64), QuantileHead.OfInterval(0.9));
/// forecaster.Fit(load, new FitOptions { Epochs = 20 });
/// Forecast tomorrow = forecaster.Predict(load);
/// (double[] lower, double[] upper) = tomorrow.Interval(0.9);
/// forecaster.Save("load.forecaster");
/// </code>
/// </example>
public sealed class Forecaster
{
    readonly Dictionary<string, int> _identities = [];

    /// <summary>A forecaster that is not fitted yet.</summary>
    /// <param name="frame">What it reads and forecasts.</param>
    /// <param name="network">The network, not yet part of another forecaster.</param>
    /// <param name="head">What it says of each value; null for the value alone, learned by the mean squared error.</param>
    /// <exception cref="ArgumentException">
    /// The frame has no target, names a column twice, or scales the windows of a head that learns values as they are.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network is part of another forecaster.</exception>
    public Forecaster(ForecastFrame frame, ForecastNetwork network, ForecastHead? head = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(network);
        frame.Check();
        (Frame, Head) = (frame, head ?? new ValueHead());
        if (Head.ReadsRawValues && frame.WindowScaling != WindowScaling.None)
            throw new ArgumentException($"The head '{Head.Name}' learns values as they are, and a window that is scaled by its own values says nothing of "
                + $"their level: the window scaling {nameof(WindowScaling.None)} is expected, not {frame.WindowScaling}.", nameof(frame));
        Network = network.Take();
    }

    internal Forecaster(
        ForecastFrame frame, ForecastNetwork network, ForecastHead head, SeriesScaler scaler, TimeStep? step, IEnumerable<string> series)
        : this(frame, network, head)
    {
        Build(scaler, series);
        Step = step;
    }

    /// <summary>What it reads and forecasts.</summary>
    public ForecastFrame Frame { get; }

    /// <summary>The network.</summary>
    public ForecastNetwork Network { get; }

    /// <summary>What it says of each value.</summary>
    public ForecastHead Head { get; private set; }

    /// <summary>The numbers by which columns are scaled; null before it is fitted.</summary>
    public SeriesScaler? Scaler { get; private set; }

    /// <summary>
    /// The distance between two values of the series that it was fitted on: a series of another one is refused. Null where their times are not known.
    /// </summary>
    public TimeStep? Step { get; private set; }

    /// <summary>The names of the series that it was first fitted on, in their order.</summary>
    public IReadOnlyCollection<string> Series => _identities.Keys;

    /// <summary>Fits one series.</summary>
    /// <inheritdoc cref="Fit(IReadOnlyList{Series}, FitOptions, Optimizer, int, CancellationToken)"/>
    public History Fit(Series series, FitOptions? options = null, Optimizer? optimizer = null, int heldOut = 0,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Fit([series], options, optimizer, heldOut, cancellationToken);
    }

    /// <summary>
    /// Fits the network on all windows of some series, but those that have a gap in what is forecast or nothing else in what is read. Fitted again, it goes on
    /// from its weights, with the scales of the first time. Nothing else may use the forecaster meanwhile.
    /// </summary>
    /// <param name="series">The series; all have the frame's columns, and at least as many values as window, horizon and held-out part together.</param>
    /// <param name="options">How; null for one epoch with batches of 32.</param>
    /// <param name="optimizer">What changes the weights; null for Adam.</param>
    /// <param name="heldOut">
    /// The last values of each series that are not learned: the loss over them is <c>val_loss</c>. 0, or at least the horizon. It takes the place of the
    /// options' validation, whose windows would reach into the training part.
    /// </param>
    /// <param name="cancellationToken">Stops it after a batch.</param>
    /// <exception cref="ArgumentException">
    /// A series lacks a column, is too short, has only windows with gaps in what is forecast, values that the head cannot learn, or another step than the
    /// others; or the options have a validation. A forecaster that was not fitted before is not fitted then.
    /// </exception>
    public History Fit(IReadOnlyList<Series> series, FitOptions? options = null, Optimizer? optimizer = null, int heldOut = 0,
        CancellationToken cancellationToken = default)
    {
        CheckSeries(series);
        if (series.Count == 0)
            throw new ArgumentException("At least one series is needed.", nameof(series));
        options ??= new FitOptions();
        if (options.Validation is not null || options.ValidationSplit > 0)
            throw new ArgumentException($"A forecaster is validated on the last values of each series: give {nameof(heldOut)} instead of "
                + $"{nameof(FitOptions.Validation)} and {nameof(FitOptions.ValidationSplit)}.", nameof(options));
        if (heldOut != 0 && heldOut < Frame.Horizon)
            throw new ArgumentOutOfRangeException(nameof(heldOut), heldOut, $"The held-out part is 0, or at least the horizon of {Frame.Horizon}.");
        TimeStep? step = Step ?? series.FirstOrDefault(one => one.Times is not null)?.Times!.Step;
        RequireStep(series, step);
        foreach (Series one in series)
            foreach (string target in Frame.Targets)
                Head.Check(one, target);
        SeriesScaler scaler = Scaler ?? Learn(series, heldOut);
        var windows = new WindowCutter(Frame, scaler, Head.ReadsRawValues, series, [.. series.Select((one, place) => Scaler is null ? place : Identity(one))]);
        SeriesWindows training = windows.Cut(0, heldOut), validation = heldOut == 0 ? training : windows.Cut(heldOut, 0);
        if (Scaler is null)
            Build(scaler, series.Select(one => one.Name));
        Step = step;
        if (Network.Optimizer is null || optimizer is not null)
            Network.Compile(optimizer ?? new Adam(), Head.Loss);
        return Network.Fit(training, heldOut == 0 ? options : options with { Validation = validation }, cancellationToken);
    }

    /// <summary>
    /// Forecasts the values after the end of a series: the frame's horizon at once, a longer one recursively, from the forecasts as if they had come.
    /// </summary>
    /// <param name="series">At least a window of values; known columns reach to the end of the horizon, in whole horizons of the frame.</param>
    /// <param name="horizon">How many values; null for the frame's horizon.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The horizon is below 1, or above the frame's and the frame has past columns, of which nothing is known ahead.
    /// </exception>
    /// <exception cref="InvalidOperationException">The forecaster is not fitted, or gives no finite number, as after a training that diverged.</exception>
    /// <exception cref="ArgumentException">
    /// The series is too short, lacks a column, has only gaps in the window, another step than those of the training, or is unknown to a forecaster that tells
    /// series apart.
    /// </exception>
    public Forecast Predict(Series series, int? horizon = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Predict([series], horizon)[0];
    }

    /// <summary>Forecasts the values after the end of each series; many at once are faster than one after another.</summary>
    /// <inheritdoc cref="Predict(Series, int?)"/>
    public Forecast[] Predict(IReadOnlyList<Series> series, int? horizon = null)
    {
        CheckSeries(series);
        return PredictFrom(series, [.. series.Select((one, place) => (place, one.Values(Frame.Targets[0]).Length))], horizon);
    }

    /// <summary>
    /// Draws courses that a series may take after its end, by ancestral sampling (Salinas et al., 2020): each value from its distribution, given those drawn
    /// before; the values that come at once, of the frame's horizon, independently of each other given the window. Means over many paths are what a
    /// recursive forecast of means only comes near to.
    /// </summary>
    /// <param name="series">At least a window of values; known columns reach to the end of the horizon, in whole horizons of the frame.</param>
    /// <param name="paths">How many.</param>
    /// <param name="horizon">How many values; null for the frame's horizon.</param>
    /// <param name="seed">The same seed draws the same paths of a series, alone or among others.</param>
    /// <exception cref="NotSupportedException">The head gives no distribution.</exception>
    /// <inheritdoc cref="Predict(Series, int?)" path="/exception"/>
    public ForecastPaths SamplePaths(Series series, int paths = 100, int? horizon = null, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(series);
        return SampleFrom([series], [(0, series.Values(Frame.Targets[0]).Length)], paths, horizon, seed)[0];
    }

    /// <summary>
    /// Forecasts a series from several points of its past, each time from the values before alone; the last one has exactly one horizon of values after it.
    /// </summary>
    /// <param name="series">The series, with what came.</param>
    /// <param name="origins">From how many points.</param>
    /// <param name="stride">Values between two of them.</param>
    /// <param name="horizon">How many values from each; null for the frame's horizon.</param>
    /// <inheritdoc cref="Predict(Series, int?)" path="/exception"/>
    public Forecast[] Backtest(Series series, int origins, int stride = 1, int? horizon = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(origins, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        int count = series.Values(Frame.Targets[0]).Length, length = Argument.AtLeast(1, horizon ?? Frame.Horizon, nameof(horizon));
        long first = count - length - ((origins - 1L) * stride);
        if (first < Frame.Window)
            throw new ArgumentException($"{series.Name} has {count} values; a window of {Frame.Window} and {origins} origins at a distance of {stride} with a "
                + $"horizon of {length} need {count + Frame.Window - first}.", nameof(series));
        return PredictFrom([series], [.. Enumerable.Range(0, origins).Select(origin => (0, (int)first + (origin * stride)))], length);
    }

    /// <summary>Writes the forecaster as one file: its frame, scales, head, network and weights.</summary>
    /// <param name="path">Where to; the file appears whole or not at all.</param>
    /// <exception cref="InvalidOperationException">The forecaster is not fitted.</exception>
    public void Save(string path) => ForecasterFile.Write(Fitted(), path);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">
    /// The network of the file, where it is one of your own, made with the options of the saved one; null for those of the library.
    /// </param>
    /// <param name="head">The head of the file, where it or its loss is one of your own; null for those of the library.</param>
    /// <exception cref="InvalidDataException">The file is damaged, holds no forecaster, or one with another network or head.</exception>
    public static Forecaster Load(string path, ForecastNetwork? network = null, ForecastHead? head = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return ForecasterFile.Read(path, network, head);
    }

    /// <summary>Forecasts some series from some steps.</summary>
    internal Forecast[] PredictFrom(IReadOnlyList<Series> series, (int Series, int Origin)[] origins, int? horizon = null)
    {
        int length = Length(series, horizon);
        List<ForecastChunk>[] chunks = [.. origins.Select(_ => new List<ForecastChunk>())];
        new ForecastRecursion(this, series, origins, length).Run(paths: 1, (origin, chunk) =>
        {
            chunks[origin].Add(chunk);
            return chunk.Read(Head.Value);
        });
        return [.. origins.Zip(chunks, (one, its) => new Forecast(series[one.Series], one.Origin, length, Frame, Head, [.. its]))];
    }

    /// <summary>Draws paths of some series from some steps.</summary>
    internal ForecastPaths[] SampleFrom(IReadOnlyList<Series> series, (int Series, int Origin)[] origins, int paths, int? horizon, long seed)
    {
        int length = Length(series, horizon);
        Argument.AtLeast(1, paths);
        if (!Head.HasDistribution)
            throw new NotSupportedException($"The head '{Head.Name}' gives no distribution to draw from; fit a forecaster with a {nameof(NormalHead)}, a "
                + $"{nameof(StudentTHead)} or a {nameof(NegativeBinomialHead)}.");
        RandomStream[] streams = [.. origins.SelectMany(one => Enumerable.Range(0, paths).Select(path => Stream(series[one.Series], one.Origin, path)))];
        List<double>[][] drawn = [.. streams.Select(_ => Frame.Targets.Select(_ => new List<double>()).ToArray())];
        new ForecastRecursion(this, series, origins, length).Run(paths, (path, chunk) =>
        {
            double[][] values = chunk.Read(outputs => Head.Quantile(outputs, Probability(streams[path])));
            foreach ((List<double> all, double[] some) in drawn[path].Zip(values))
                all.AddRange(some);
            return values;
        });
        return [.. origins.Select((one, origin) => new ForecastPaths(series[one.Series], one.Origin, Frame.Targets,
            [.. drawn.Skip(origin * paths).Take(paths).Select(path => path.Select(values => values.Take(length).ToArray()).ToArray())]))];

        // By the name and not by the place, so that a series has the same paths alone and among others.
        RandomStream Stream(Series one, int origin, int path) =>
            new(one.Name.Aggregate(RandomKey.FromSeed(seed), (key, letter) => key.Derive(letter)).Derive((ulong)origin).Derive((ulong)path));

        static double Probability(RandomStream stream)
        {
            double drawn = stream.NextDouble();
            while (drawn == 0)
                drawn = stream.NextDouble();
            return drawn;
        }
    }

    int Length(IReadOnlyList<Series> series, int? horizon)
    {
        Fitted();
        RequireStep(series, Step);
        return Argument.AtLeast(1, horizon ?? Frame.Horizon, nameof(horizon));
    }

    /// <summary>Refuses series whose values lie further apart, or closer together, than those that were learned.</summary>
    /// <param name="series">The series; those without times pass.</param>
    /// <param name="step">The step of the others; null where it is not known.</param>
    internal static void RequireStep(IEnumerable<Series> series, TimeStep? step)
    {
        if (step is { } learned && series.FirstOrDefault(one => one.Times is { } times && times.Step != learned) is { } other)
            throw new ArgumentException($"The values of {other.Name} are {other.Times!.Step} apart, the forecaster's {learned}; series of that step are "
                + "expected.", nameof(series));
    }

    /// <summary>The number that stands for a series.</summary>
    internal int Identity(Series series) => Frame.IdentityUnits == 0 ? 0 : _identities.TryGetValue(series.Name, out int id)
        ? id
        : throw new ArgumentException($"The forecaster tells series apart and has not learned '{series.Name}'; it knows {_identities.Count}, such as "
            + $"'{_identities.Keys.First()}'.", nameof(series));

    /// <summary>The scales of the training parts.</summary>
    SeriesScaler Learn(IReadOnlyList<Series> series, int heldOut)
    {
        if (series.CountBy(one => one.Name).FirstOrDefault(count => count.Value > 1) is { Key: { } twice } && Frame.IdentityUnits > 0)
            throw new ArgumentException($"Two series are called '{twice}', and the forecaster tells series apart by their names.", nameof(series));
        Series[] learned = [.. series.Select(one => one.Steps(0, Math.Max(1, one.Values(Frame.Targets[0]).Length - heldOut)))];
        SeriesScaler scaler = SeriesScaler.Fit(Frame, learned);
        Head = Head.ForSeries(Frame, learned);
        return scaler;
    }

    void Build(SeriesScaler scaler, IEnumerable<string> series)
    {
        string[] names = [.. series.Distinct()];
        var shape = new ForecastShape(Frame.Horizon, Frame.Targets.Count, Head.Parameters, Frame.Past.Count, Frame.KnownWidth, Frame.Statics.Count,
            names.Length, Frame.IdentityUnits);
        Network.SetShape(shape);
        Network.Build(SeriesWindows.InputOf(Frame, scaler), SeriesWindows.SidesOf(Frame));
        if (Network.OutputShape != [shape.Outputs])
            throw new ShapeMismatchException(Network.Name, $"a network that gives {shape.Outputs} numbers, as its {nameof(ForecastNetwork.Shape)} says",
                Network.OutputShape, nameof(Network));
        // The last of all, so that a forecaster that could not be built is not fitted.
        foreach (string name in names)
            _identities.Add(name, _identities.Count);
        Scaler = scaler;
    }

    static void CheckSeries(IReadOnlyList<Series> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Contains(null!))
            throw new ArgumentException("One of the series is null.", nameof(series));
    }

    Forecaster Fitted() => Scaler is null ? throw new InvalidOperationException($"The forecaster is not fitted yet: call {nameof(Fit)}.") : this;
}
