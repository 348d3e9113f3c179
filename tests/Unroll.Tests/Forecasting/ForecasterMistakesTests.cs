using Unroll.Data;
using Unroll.Forecasting;
using Unroll.Forecasting.Heads;
using Unroll.Forecasting.Networks;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tensors;
using Unroll.Training;

namespace Unroll.Tests.Forecasting;

/// <summary>What a forecaster refuses, and that it is as before afterwards.</summary>
public sealed class ForecasterMistakesTests
{
    static readonly double[] s_wave = [.. Enumerable.Range(0, 100).Select(step => 10 + Math.Sin(step * 0.5))];

    static readonly FitOptions s_fit = new() { Workers = 1 };

    static readonly ForecastFrame s_frame = new(Window: 12, Horizon: 4);

    static Series Wave(string name = "wave") => Series.Of(s_wave, name);

    static Forecaster New(ForecastNetwork? network = null, ForecastHead? head = null) => new(s_frame, network ?? new RecurrentNetwork(4) { Seed = 1 }, head);

    static Forecaster Fitted(ForecastHead? head = null)
    {
        Forecaster forecaster = New(head: head);
        forecaster.Fit(Wave(), s_fit);
        return forecaster;
    }

    static void Refused<T>(string message, Action action)
        where T : Exception => Assert.Contains(message, Assert.ThrowsAny<T>(action).Message);

    [Fact]
    public void Fit_LeavesTheForecasterAsItWas_WhenItIsRefused()
    {
        Forecaster forecaster = New();
        Refused<ArgumentException>("b has 10 values; a window of 12 and a horizon of 4 need 16. (Parameter 'series')",
            () => forecaster.Fit([Wave("a"), Series.Of(s_wave.AsSpan(0, 10), "b")], s_fit));
        Assert.Null(forecaster.Scaler);
        Refused<InvalidOperationException>("not fitted", () => forecaster.Predict(Wave()));
        forecaster.Fit(Wave("c"), s_fit);
        Assert.Equal(["c"], forecaster.Series);

        Forecaster segments = New(new SegmentNetwork(5, 4));
        Refused<ArgumentException>("not whole numbers of segments", () => segments.Fit(Wave(), s_fit));
        Refused<InvalidOperationException>("not fitted", () => segments.Predict(Wave()));
    }

    [Fact]
    public void Fit_RefusesAnotherValidation_ThanTheEndOfEachSeries()
    {
        var data = new ArrayData(new float[12], [12, 1], new float[4], [4]);
        Refused<ArgumentException>("give heldOut instead", () => New().Fit(Wave(), s_fit with { ValidationSplit = 0.2 }));
        Refused<ArgumentException>("give heldOut instead", () => New().Fit(Wave(), s_fit with { Validation = data }, heldOut: 8));
    }

    [Fact]
    public void Predict_RefusesAnotherStep_ThanThatOfTheTraining()
    {
        static Series Of(TimeStep step, string name) => Series.Of(s_wave, name, new TimeIndex(new DateTime(2024, 1, 1), step));
        Series hourly = Of(TimeStep.Hour, "hourly"), daily = Of(TimeStep.Day, "daily"), quarters = Of(TimeStep.Quarter, "quarters");
        Forecaster forecaster = New();
        Refused<ArgumentException>("The values of daily are 1 day apart, the forecaster's 1 h", () => forecaster.Fit([Wave(), hourly, daily], s_fit));
        Assert.Null(forecaster.Scaler);
        forecaster.Fit([Wave(), hourly], s_fit);
        Refused<ArgumentException>("The values of quarters are 3 months apart, the forecaster's 1 h", () => forecaster.Predict([hourly, quarters]));
        Refused<ArgumentException>("are 1 day apart", () => forecaster.Backtest(daily, 1));
        Refused<ArgumentException>("are 1 day apart", () => forecaster.Fit(daily, s_fit));
        Assert.Equal(forecaster.Predict(hourly).Values(), forecaster.Predict(Wave()).Values());
        Assert.Equal(4, forecaster.Predict(Of(TimeStep.Of(TimeSpan.FromMinutes(60)), "minutes")).Horizon);

        Forecaster without = Fitted();
        Assert.Equal(4, without.Predict([daily, quarters])[1].Horizon);
        without.Fit(daily, s_fit);
        Assert.Equal(TimeStep.Day, without.Step);
    }

    [Fact]
    public void Predict_RefusesAWindowOfGaps_AndFitLeavesItOut()
    {
        double[] tail = [.. s_wave[..88], .. Enumerable.Repeat(double.NaN, 12)], middle = [.. s_wave];
        middle.AsSpan(40, 14).Fill(double.NaN);
        Forecaster forecaster = New();
        forecaster.Fit(Series.Of(middle), s_fit);
        Refused<ArgumentException>("The 12 values of the column 'value' of tail before value 100 are all missing",
            () => forecaster.Predict(Series.Of(tail, "tail")));
        Assert.Equal(4, forecaster.Predict(Series.Of([.. tail, s_wave[0]])).Values().Length);

        Refused<ArgumentException>("All 2 series have a gap in every 4 values that would be forecast of the last 8; fill the gaps",
            () => New().Fit([Series.Of(tail, "a"), Series.Of(tail, "b")], s_fit, heldOut: 8));
        var windows = new WindowCutter(s_frame, forecaster.Scaler!, false, [Series.Of(middle)], [0]);
        // Of 85 windows 17 have a gap in the next 4 values, and one more has nothing but gaps in it.
        Assert.Equal(85 - 17 - 1, windows.Cut(0, 0).Count);
    }

    [Fact]
    public void Predict_RefusesNumbersThatAreNotFinite()
    {
        Forecaster forecaster = New();
        History history = forecaster.Fit(Wave(), s_fit with { Epochs = 20 }, new Sgd { LearningRate = 1e12f });
        Assert.Equal(TrainingOutcome.Failed, history.Outcome);
        Refused<InvalidOperationException>("The forecast of wave is not finite", () => forecaster.Predict(Wave()));
        Refused<ArgumentException>("too far to be scaled", () => New().Fit(Series.Of([.. s_wave.Select(value => value * 1e200)]), s_fit));
    }

    [Fact]
    public void Series_ThatAreNull_AreNamed_AndNoSeriesHaveNoForecast()
    {
        Forecaster forecaster = Fitted();
        Assert.Throws<ArgumentNullException>("series", () => forecaster.Fit((Series)null!));
        Assert.Throws<ArgumentNullException>("series", () => forecaster.Predict((Series)null!));
        Refused<ArgumentException>("One of the series is null", () => forecaster.Fit([Wave(), null!]));
        Refused<ArgumentException>("One of the series is null", () => forecaster.Predict([null!]));
        Assert.Empty(forecaster.Predict([]));
    }

    [Fact]
    public void Frame_RefusesWhatIsOutOfRange()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Window", () => new ForecastFrame(0, 4));
        Assert.Throws<ArgumentOutOfRangeException>("Horizon", () => new ForecastFrame(4, -1));
        RefusedFrame("Targets", s_frame with { Targets = null! });
        RefusedFrame("Past", s_frame with { Past = null! });
        RefusedFrame("has no name", s_frame with { Known = [" "] });
        RefusedFrame("The number 'area' is named twice", s_frame with { Statics = ["area", "area"] });
        RefusedFrame("Columns are scaled by Standard, MinMax, None", s_frame with { Scaling = (SeriesScaling)7 });
        RefusedFrame("Windows are scaled by None, Last, Standard", s_frame with { WindowScaling = (WindowScaling)7 });

        static void RefusedFrame(string message, ForecastFrame frame) =>
            Refused<ArgumentException>(message, () => _ = new Forecaster(frame, new RecurrentNetwork(4)));
    }

    [Fact]
    public void Interval_RefusesWhatIsNoProbability()
    {
        Forecast forecast = Fitted(new QuantileHead()).Predict(Wave());
        Assert.Throws<ArgumentOutOfRangeException>("coverage", () => forecast.Interval(1.5));
        Assert.Throws<ArgumentOutOfRangeException>("coverage", () => forecast.Interval(double.NaN));
        Refused<NotSupportedException>("The quantile 0.005 lies outside those that were learned, 0.1 to 0.9", () => forecast.Interval(0.99));
    }

    [Fact]
    public void Network_BelongsToOneForecaster_AndGivesWhatItsShapeAsksFor()
    {
        var network = new RecurrentNetwork(4);
        _ = New(network);
        Refused<ArgumentException>("at least one layer, and none is null", () => _ = new RecurrentNetwork((Layer)null!));
        Refused<InvalidOperationException>("'recurrent' is part of another forecaster already", () => New(network));
        Forecaster three = New(new ThreeNumbers());
        Refused<ShapeMismatchException>("three: expected a network that gives 4 numbers, as its Shape says", () => three.Fit(Wave(), s_fit));
        Refused<InvalidOperationException>("not fitted", () => three.Predict(Wave()));
    }

    [Fact]
    public void Segments_ReadTargetsWithGaps_AndNoOtherColumn()
    {
        Forecaster segments = New(new SegmentNetwork(4, 4) { Seed = 1 });
        double[] values = [.. s_wave];
        values[50] = double.NaN;
        Assert.True(double.IsFinite(segments.Fit(Series.Of(values), s_fit)["loss"][0]));
        Assert.All(segments.Predict(Wave()).Values(), value => Assert.True(double.IsFinite(value)));
        Series series = Wave().With("past", s_wave).WithStatic("area", 2);
        RefusedFrame(s_frame with { Past = ["past"] });
        RefusedFrame(s_frame with { Known = ["past"] });
        RefusedFrame(s_frame with { Statics = ["area"] });

        void RefusedFrame(ForecastFrame frame) =>
            Refused<ArgumentException>("reads the targets alone", () => new Forecaster(frame, new SegmentNetwork(4, 4)).Fit(series, s_fit));
    }

    [Fact]
    public void Counts_AreWholeNumbers_WhoseWindowsAreNotScaled()
    {
        Refused<ArgumentException>("Value 2 of the column 'value' of sold is 0.5; counts are whole numbers of at least 0",
            () => New(head: new NegativeBinomialHead()).Fit(Series.Of([1, 2, 0.5, .. s_wave], "sold"), s_fit));
        Refused<ArgumentException>("The head 'negative_binomial' learns values as they are",
            () => _ = new Forecaster(s_frame with { WindowScaling = WindowScaling.Last }, new RecurrentNetwork(4), new NegativeBinomialHead()));
    }

    sealed class ThreeNumbers : ForecastNetwork
    {
        readonly Gru _gru = new(3);

        public override string Name => "three";

        public override Tensor Forward(LayerContext context, Tensor input) => _gru.Forward(context, input);

        protected override Shape BuildLayers(ModelBuilder builder, Shape input) => builder.Add(_gru, input);
    }
}
