using System.Globalization;
using Unroll.Forecasting;
using Unroll.Studies.Runs;
using Unroll.Studies.Statistics;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>Measures a forecaster on the test, from one origin after another, beside the baselines.</summary>
sealed class ForecastMeasure
{
    /// <summary>Forecasts that are made together.</summary>
    const int Together = 512, TogetherPaths = 4096;

    readonly ForecastData _data;
    readonly Forecaster _forecaster;
    readonly ForecastConfiguration _configuration;
    readonly TestBaselines _baselines;
    readonly ForecastErrors _model;
    readonly ForecastErrors[] _others;
    readonly IntervalErrors? _interval;
    readonly ForecastTable _table;
    readonly double[][][] _filled;
    readonly double[][] _seasonalScales;

    /// <summary>A measure of a test.</summary>
    /// <param name="data">The series with their test.</param>
    /// <param name="forecaster">The model.</param>
    /// <param name="configuration">What the model was made from.</param>
    public ForecastMeasure(ForecastData data, Forecaster forecaster, ForecastConfiguration configuration)
    {
        (_data, _forecaster, _configuration, _baselines) = (data, forecaster, configuration, new TestBaselines(data));
        int horizon = data.Horizon, targets = data.Frame.Targets.Count;
        (_model, _others) = (new ForecastErrors(horizon, targets), [.. _baselines.Names.Select(_ => new ForecastErrors(horizon, targets))]);
        _interval = configuration.Coverage is { } share ? new IntervalErrors(horizon, targets, share) : null;
        _table = new ForecastTable(data, configuration.Coverage);
        _filled = [.. data.Series.Select(series => data.Frame.Targets.Select(target => FilledValues.Of(series[target])).ToArray())];
        _seasonalScales = [.. data.Series.Select((series, place) => data.Frame.Targets.Select((_, target) => SeasonalScale(series, place, target)).ToArray())];
    }

    /// <summary>
    /// What is forecast of a test: each series from each origin; windows with gaps are left out. Losses are compared by origin, where there are several,
    /// else by series.
    /// </summary>
    public static (int Series, int Origin, int Group)[] Origins(ForecastData data)
    {
        int origins = OriginsOf(data);
        return
        [
            .. from window in data.TestOrigins
            let ahead = window.Origin - data.Parts.Count(data.Series[window.Series]) + data.Parts.Test
            where ahead % data.Stride == 0
            orderby ahead, window.Series
            select (window.Series, window.Origin, origins > 1 ? ahead : window.Series),
        ];
    }

    static int OriginsOf(ForecastData data) => ((data.Parts.Test - data.Horizon) / data.Stride) + 1;

    /// <summary>Measures.</summary>
    /// <exception cref="NotFiniteNumberException">A forecast is NaN or infinite.</exception>
    public Evaluation Run(IReadOnlyList<MetricValue> losses, CancellationToken cancellationToken)
    {
        int group = -1;
        int together = _configuration.IsRecursive && _interval is not null ? Math.Max(1, TogetherPaths / _configuration.Paths) : Together;
        foreach ((int Series, int Origin, int Group)[] some in Origins(_data).Chunk(together))
        {
            cancellationToken.ThrowIfCancellationRequested();
            (int Series, int Origin)[] origins = [.. some.Select(one => (one.Series, one.Origin))];
            Forecast[] forecasts = _forecaster.PredictFrom(_data.Series, origins, _data.Horizon);
            Func<int, string, (double[] Lower, double[] Upper)>? intervals =
                ForecastIntervals.Of(_configuration, _forecaster, _data.Series, forecasts, origins);
            for (int i = 0; i < some.Length; i++)
            {
                if (group >= 0 && some[i].Group != group)
                    EndGroup();
                group = some[i].Group;
                Add(some[i].Series, forecasts[i], target => intervals?.Invoke(i, target));
            }
        }

        EndGroup();

        return new Evaluation([.. losses, .. Metrics()])
        {
            Beside = _baselines.Names,
            Tables = new Dictionary<string, Table>
            {
                [ForecastTable.FileName] = _table.Build(),
                [ForecastTable.WindowsFile] = _table.Windows(),
                [StepsFile] = Steps(),
                [BaselinesFile] = Compared(),
            },
            Remarks =
            [
                .. _table.Remarks, Describe(),
                .. UnknownValues.Remarks(_forecaster, _data.Frame.Targets,
                    target => _data.Series.SelectMany(series => series[target][^_data.Parts.Test..].ToArray()), "values of the test"),
            ],
        };
    }

    /// <summary>Errors by step ahead.</summary>
    public const string StepsFile = "steps.csv";

    /// <summary>The model beside the baselines.</summary>
    public const string BaselinesFile = "baselines.csv";

    /// <summary>The names of the metrics.</summary>
    public static IReadOnlyList<string> MetricNames(ForecastData data, double? coverage)
    {
        string[] baselines = [.. TestBaselines.NamesOf(data)];
        bool hasOwa = baselines.Contains(TestBaselines.Yardstick);
        return
        [
            .. NamesOf(data, "rmse"), .. NamesOf(data, "mae"), "smape", "mase", .. hasOwa ? (string[])["owa"] : [], "scaledMse", "scaledMae", "rSquared",
            .. HasSeveral(data) ? NamesOf(data, "rSquared") : [], "directionalAccuracy",
            .. coverage is null ? (string[])[] : ["coverage", "intervalWidth", "msis"],
            .. baselines.SelectMany(name => (string[])
            [
                $"{name}Mase", .. hasOwa ? (string[])[$"{name}Owa"] : [], $"{name}ScaledMse", $"{name}RSquared",
                .. NamesAWay(name) ? (string[])[$"{name}DirectionalAccuracy"] : [],
            ]),
            "dieboldMarianoP",
        ];
    }

    void Add(int place, Forecast forecast, Func<string, (double[] Lower, double[] Upper)?> intervalOf)
    {
        Series series = _data.Series[place];
        for (int target = 0; target < _data.Frame.Targets.Count; target++)
        {
            string column = _data.Frame.Targets[target];
            double[] actual = [.. series[column].Slice(forecast.Origin, _data.Horizon)], values = Finite(forecast.Values(column));
            double scale = _data.Scaler.Columns[target].Scale, seasonal = _seasonalScales[place][target];
            double[] history = _filled[place][target][..forecast.Origin];
            _model.Add(target, actual, values, history[^1], scale, seasonal);
            double[]? simplest = null;
            for (int other = 0; other < _others.Length; other++)
            {
                double[] baseline = _baselines.Forecast(other, target, history);
                simplest = _baselines.Names[other] is "naive" or "seasonalNaive" ? baseline : simplest;
                _others[other].Add(target, actual, baseline, history[^1], scale, seasonal);
            }

            (double[] Lower, double[] Upper)? ends = intervalOf(column);
            if (ends is { } interval)
                _interval!.Add(target, actual, Finite(interval.Lower), Finite(interval.Upper), scale, seasonal);
            _table.Add(series, column, forecast, actual, values, simplest!, ends);
        }
    }

    void EndGroup()
    {
        _model.EndGroup();
        foreach (ForecastErrors other in _others)
            other.EndGroup();
    }

    IEnumerable<MetricValue> Metrics()
    {
        int yardstick = Yardstick;
        foreach (MetricValue metric in (MetricValue[])[.. OfTargets("rmse", errors => errors.Rmse), .. OfTargets("mae", errors => errors.Mae)])
            yield return metric;
        yield return new MetricValue("smape", _model.Smape);
        yield return new MetricValue("mase", _model.Mase);
        if (yardstick >= 0)
            yield return new MetricValue("owa", Owa(_model, _others[yardstick]));
        yield return new MetricValue("scaledMse", _model.ScaledMse);
        yield return new MetricValue("scaledMae", _model.ScaledMae);
        yield return new MetricValue("rSquared", _model.RSquared);
        foreach (MetricValue metric in HasSeveral(_data) ? OfTargets("rSquared", errors => errors.RSquared) : [])
            yield return metric;
        yield return new MetricValue("directionalAccuracy", _model.DirectionalAccuracy);
        if (_interval is not null)
        {
            yield return new MetricValue("coverage", _interval.Coverage);
            yield return new MetricValue("intervalWidth", _interval.Width);
            yield return new MetricValue("msis", _interval.Msis);
        }

        foreach ((string name, ForecastErrors other) in _baselines.Names.Zip(_others))
        {
            yield return new MetricValue($"{name}Mase", other.Mase);
            if (yardstick >= 0)
                yield return new MetricValue($"{name}Owa", Owa(other, _others[yardstick]));
            yield return new MetricValue($"{name}ScaledMse", other.ScaledMse);
            yield return new MetricValue($"{name}RSquared", other.RSquared);
            if (NamesAWay(name))
                yield return new MetricValue($"{name}DirectionalAccuracy", other.DirectionalAccuracy);
        }

        yield return new MetricValue("dieboldMarianoP", Tested()?.P ?? double.NaN);
    }

    /// <summary>Whether there are several targets, whose units may differ: errors in their units are told of each by itself.</summary>
    static bool HasSeveral(ForecastData data) => data.Frame.Targets.Count > 1;

    /// <summary>A metric of the model for each target: "rmse" of the only one, "rmse.OT" of one of several.</summary>
    MetricValue[] OfTargets(string name, Func<TargetErrors, double> metric) =>
        [.. NamesOf(_data, name).Zip(_model.Targets, (key, errors) => MetricValue.FromKey(key, metric(errors)))];

    static string[] NamesOf(ForecastData data, string name) => HasSeveral(data) ? [.. data.Frame.Targets.Select(target => $"{name}.{target}")] : [name];

    /// <summary>Whether a baseline forecasts a change: the naive one repeats the last value.</summary>
    static bool NamesAWay(string baseline) => baseline != "naive";

    /// <summary>Says in one line how the model stands beside the best baseline.</summary>
    string Describe()
    {
        DieboldMariano? test = Tested();
        string verdict = test switch
        {
            null or { P: double.NaN } => "the difference cannot be tested",
            { IsSignificant: false } => $"not to be told from the best of them, {Best.Name}",
            { Difference: < 0 } => $"better than the best of them, {Best.Name}",
            _ => $"worse than the best of them, {Best.Name}",
        };
        string beside = string.Join(", ",
            _baselines.Names.Zip(_others, (name, errors) => string.Create(CultureInfo.InvariantCulture, $"{name} {errors.ScaledMse:G4}")));
        return string.Create(CultureInfo.InvariantCulture,
                $"squared error in units of the training part's variance {_model.ScaledMse:G4} beside {beside}; {verdict}")
            + (test is { P: not double.NaN } ? string.Create(CultureInfo.InvariantCulture, $" (Diebold–Mariano, p = {test.P:G2})") : "");
    }

    (string Name, ForecastErrors Errors) Best => _baselines.Names.Zip(_others).MinBy(one => one.Second.ScaledMse);

    /// <summary>Losses of origins that overlap depend on each other over the horizon; those of series do not.</summary>
    DieboldMariano? Tested()
    {
        int overlap = OriginsOf(_data) == 1 ? 1 : ((_data.Horizon - 1) / _data.Stride) + 1;
        return _model.Losses.Count > overlap && _model.Losses.Count >= Trials.LeastForInterval
            ? DieboldMariano.Test([.. _model.Losses], [.. Best.Errors.Losses], overlap) : null;
    }

    Table Steps()
    {
        Column[] columns =
        [
            .. HasSeveral(_data) ? [Column.Text("target")] : (Column[])[], Column.Number("step"), Column.Number("mae"), Column.Number("rmse"),
            .. _baselines.Names.Select(name => Column.Number(name + "Mae")), .. _interval is null ? (Column[])[] : [Column.Number("coverage")],
        ];
        return new Table(columns, [.. _data.Frame.Targets.SelectMany((name, target) => Steps(name, target))]);
    }

    IEnumerable<Cell[]> Steps(string name, int target)
    {
        double[] mae = _model.Targets[target].MaeOfSteps, rmse = _model.Targets[target].RmseOfSteps, coverage = _interval?.CoverageOfSteps(target) ?? [];
        double[][] others = [.. _others.Select(other => other.Targets[target].MaeOfSteps)];
        return Enumerable.Range(0, mae.Length).Select(step => (Cell[])
        [
            .. HasSeveral(_data) ? [name] : (Cell[])[], step + 1, mae[step], rmse[step], .. others.Select(other => (Cell)other[step]),
            .. _interval is null ? (Cell[])[] : [coverage[step]],
        ]);
    }

    /// <summary>The model beside the baselines; of several targets without the errors in their units, which have no sum.</summary>
    Table Compared()
    {
        int yardstick = Yardstick;
        Cell[] Overall(ForecastErrors errors) => yardstick < 0 ? [] : [Owa(errors, _others[yardstick])];
        Cell[] InUnits(ForecastErrors errors) => HasSeveral(_data) ? [] : [errors.Targets[0].Rmse, errors.Targets[0].Mae];
        return new Table(
            [
                Column.Text("forecast"), .. HasSeveral(_data) ? (Column[])[] : [Column.Number("rmse"), Column.Number("mae")], Column.Number("smape"),
                Column.Number("mase"), .. yardstick < 0 ? (Column[])[] : [Column.Number("owa")],
                Column.Number("scaledMse"), Column.Number("rSquared"), Column.Number("directionalAccuracy"),
            ],
            [.. _others.Prepend(_model).Zip(_baselines.Names.Prepend("model"), (errors, name) => (Cell[])
            [
                name, .. InUnits(errors), errors.Smape, errors.Mase, .. Overall(errors), errors.ScaledMse, errors.RSquared,
                NamesAWay(name) ? errors.DirectionalAccuracy : double.NaN,
            ])]);
    }

    double SeasonalScale(Series series, int place, int target)
    {
        double[] before = _filled[place][target][..(_data.Parts.Count(series) - _data.Parts.Test)];
        return before.Length > _data.Parts.Season ? PointMeasures.SeasonalScale(before, _data.Parts.Season) : 0;
    }

    /// <summary>The place of the baseline that OWA is measured by; -1 where it is not among them.</summary>
    int Yardstick => _baselines.Names.ToList().IndexOf(TestBaselines.Yardstick);

    static double Owa(ForecastErrors errors, ForecastErrors yardstick) => double.IsNaN(yardstick.Mase)
        ? double.NaN
        : PointMeasures.Owa(errors.Smape, errors.Mase, yardstick.Smape, yardstick.Mase);

    static double[] Finite(double[] values)
    {
        foreach (double value in values)
            if (!double.IsFinite(value))
                throw new NotFiniteNumberException("the model's predictions are not finite numbers", value);
        return values;
    }
}
