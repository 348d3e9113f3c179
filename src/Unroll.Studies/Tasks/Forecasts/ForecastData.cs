using System.Globalization;
using Unroll.Data;
using Unroll.Forecasting;
using Unroll.Forecasting.Heads;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>The series of a run: of each the last values are the test, those before them the validation, and the others are learned.</summary>
public sealed class ForecastData : TaskData
{
    ForecastData(ForecastConfiguration configuration, SeriesParts parts, ForecastFrame frame, SeriesScaler scaler, ForecastHead head, int[] identities,
        bool isOther, string? remark = null)
        : base(configuration)
    {
        (Stride, Horizon, Parts, Frame, Scaler, Head) = (configuration.Stride, configuration.Horizon, parts, frame, scaler, head);
        var windows = new WindowCutter(frame, scaler, head.ReadsRawValues, parts.Series, identities);
        Training = isOther ? windows.Cut(parts.Test, 0) : windows.Cut(0, parts.Test + parts.Validation);
        TestWindows = windows.Cut(parts.Test, 0);
        SeriesWindows whole = Horizon == frame.Horizon ? TestWindows
            : new WindowCutter(frame with { Horizon = Horizon }, scaler, head.ReadsRawValues, parts.Series, identities).Cut(parts.Test, 0);
        TestOrigins = [.. Enumerable.Range(0, whole.Count).Select(whole.Place)];
        HeldOut = parts.Validation > 0 && !isOther ? windows.Cut(parts.Validation + parts.Test, parts.Test) : TestWindows;
        Remarks = remark is null ? parts.Remarks : [.. parts.Remarks, remark];
    }

    /// <summary>Values from one forecast of the test to the next.</summary>
    internal int Stride { get; }

    /// <summary>Values that are forecast: those of the frame, or several times as many.</summary>
    internal int Horizon { get; }

    /// <summary>The series and how they are divided.</summary>
    internal SeriesParts Parts { get; }

    /// <summary>What is read and forecast.</summary>
    internal ForecastFrame Frame { get; }

    /// <summary>The numbers by which columns are scaled.</summary>
    internal SeriesScaler Scaler { get; }

    /// <summary>What is said of each value.</summary>
    internal ForecastHead Head { get; }

    /// <summary>All windows of which what the network gives at once lies in the test.</summary>
    internal SeriesWindows TestWindows { get; }

    /// <summary>From where a whole horizon lies in the test, without gaps: the series and the first step that is forecast.</summary>
    internal IReadOnlyList<(int Series, int Origin)> TestOrigins { get; }

    /// <summary>The series, with their test.</summary>
    internal new IReadOnlyList<Series> Series => Parts.Series;

    /// <inheritdoc/>
    public override DataSet Training { get; }

    /// <inheritdoc/>
    public override DataSet? HeldOut { get; }

    /// <inheritdoc/>
    public override bool KeepsBest => Parts.Validation > 0;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks { get; }

    /// <inheritdoc/>
    public override string Unit => "windows";

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture,
        $"{Parts.Name}: {Series.Count:N0} series, {string.Join(", ", Frame.Targets)}; {Parts.Values:N0} values, of each series the last "
        + $"{Parts.Test:N0} are the test; from {Frame.Window:N0} values the next {Horizon:N0}")
        + (Horizon == Frame.Horizon ? "" : string.Create(CultureInfo.InvariantCulture, $", {Frame.Horizon:N0} at a time"));

    /// <summary>Reads the series of a new run; the numbers of the scaler come from the training part.</summary>
    /// <exception cref="InputException">A file cannot be read, or a series is too short.</exception>
    internal static ForecastData Load(ForecastConfiguration configuration) => Loaded(configuration, parts =>
    {
        parts.RequireChange();
        ForecastFrame frame = parts.Frame(configuration);
        Series[] learned = [.. parts.Series.Select(parts.Learned)];
        var scaler = SeriesScaler.Fit(frame, learned);
        return new ForecastData(configuration, parts, frame, scaler, NetworkKinds.Head(configuration).ForSeries(frame, learned),
            [.. Enumerable.Range(0, learned.Length)], isOther: false);
    });

    /// <summary>Reads the series of a trained model.</summary>
    /// <exception cref="InputException">A file cannot be read, or a series is too short.</exception>
    internal static ForecastData Load(ForecastConfiguration configuration, Forecaster forecaster) => Loaded(configuration, parts =>
        Of(configuration, parts, forecaster, isOther: false));

    /// <summary>Reads other series for a trained model; what it has learned of them is said.</summary>
    /// <param name="run">What the model was made from.</param>
    /// <param name="other">The same for the other series.</param>
    /// <param name="forecaster">The model.</param>
    /// <exception cref="InputException">
    /// A file cannot be read, a series is too short or has another step, or the model has learned all of the test.
    /// </exception>
    internal static ForecastData LoadOther(ForecastConfiguration run, ForecastConfiguration other, Forecaster forecaster) => Loaded(other, parts =>
        Of(other, parts, forecaster, isOther: true, LearnedWindows.Remark(run, forecaster.Frame, parts)));

    static ForecastData Of(ForecastConfiguration configuration, SeriesParts parts, Forecaster forecaster, bool isOther, string? remark = null)
    {
        Forecaster.RequireStep(parts.Series, forecaster.Step);
        return new ForecastData(configuration, parts, forecaster.Frame, forecaster.Scaler!, forecaster.Head,
            [.. parts.Series.Select(forecaster.Identity)], isOther, remark);
    }

    static ForecastData Loaded(ForecastConfiguration configuration, Func<SeriesParts, ForecastData> load)
    {
        var parts = SeriesParts.Read(configuration);
        try
        {
            return load(parts);
        }
        catch (ArgumentException error)
        {
            throw new InputException($"{parts.Name}: {TrainingSpecs.Reason(error)}", error);
        }
    }
}
