using Unroll.Autograd;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

/// <summary>
/// Smoothing, windows and forecasts against formulas of the paper in double, each series computed alone. Series of 11, 4 and 1 values end together in a batch.
/// </summary>
public sealed class SeasonalSmoothingTests
{
    const int Time = 11, Batch = 3, Window = 6, Horizon = 5, Quantiles = 2, First = 2;

    static readonly int[] s_starts = [0, 7, 10];
    static readonly float[] s_scales = [0.5f, 1, 2], s_logarithms = RandomArray.Uniform(Batch * Time, 3, -0.7f, 0.7f);

    public static TheoryData<int[]> AllSeasons => [[], [3], [3, 7]];

    [Theory]
    [MemberData(nameof(AllSeasons))]
    public void Level_AgreesWithReference_WhenSeriesDifferInLength(int[] seasons) => GradientCheck.Run(
        (tape, x) => Smooth(tape, x[0], seasons).Level,
        x => Rows(x[0], seasons, series => Enumerable.Range(0, Time).Select(t => Math.Log(series.Level[Math.Max(t, series.Start)]))),
        Coefficients(seasons));

    [Theory]
    [InlineData(3)]
    [InlineData(3, 7)]
    public void Season_AgreesWithReference_WhenSeriesDifferInLength(params int[] seasons) => GradientCheck.Run(
        (tape, x) => Smooth(tape, x[0], seasons).Season,
        x => [.. Enumerable.Range(0, seasons.Length).SelectMany(k => Rows(x[0], seasons, series => series.Season[k].Select(factor => Math.Log(factor))))],
        Coefficients(seasons));

    [Theory]
    [MemberData(nameof(AllSeasons))]
    public void SmoothedWindows_AgreesWithReference_WhenTheyReachBeforeTheFirstValue(int[] seasons) => GradientCheck.Run(
        (tape, x) =>
        {
            SmoothedSeries smoothed = Smooth(tape, x[0], seasons);
            return tape.SmoothedWindows(smoothed, Scales(tape), First, Time - First, Window);
        },
        x => Positions(x[0], seasons, First, Window, (series, t, i) => t - Window + 1 + i is var at && at < series.Start ? 0
            : Math.Log(series.Y[at] / series.Seasonality(at) / series.Level[t]) / series.Scale),
        Coefficients(seasons));

    [Theory]
    [MemberData(nameof(AllSeasons))]
    public void SmoothedForecasts_AgreesWithReference_WhenTheHorizonIsLongerThanASeason(int[] seasons) => GradientCheck.Run(
        (tape, x) => tape.SmoothedForecasts(Smooth(tape, x[0], seasons), Scales(tape), x[1], First, Horizon),
        x => Positions(x[0], seasons, First, Horizon * Quantiles, (series, t, i) =>
            Math.Log(series.Level[Math.Max(t, series.Start)]) + (series.Scale * x[1][((((t - First) * Batch) + series.Number) * Horizon * Quantiles) + i])
            + Enumerable.Range(0, seasons.Length).Sum(k => Math.Log(series.Season[k][t + 1 + (i % Horizon % seasons[k])]))),
        Coefficients(seasons), GradientCheck.Uniform([Time - First, Batch, Horizon * Quantiles], 8));

    [Fact]
    public void Coefficients_HaveGradientsOfAll_WhenWindowsAndForecastsMeet() => GradientCheck.Run(
        (tape, x) =>
        {
            SmoothedSeries smoothed = Smooth(tape, x[0], [3]);
            Tensor windows = tape.SmoothedWindows(smoothed, Scales(tape), 0, Time, Horizon);
            return tape.SmoothedForecasts(smoothed, Scales(tape), tape.Multiply(windows, windows), 0, Horizon);
        },
        x => Positions(x[0], [3], 0, Horizon, (series, t, i) =>
        {
            int at = t - Horizon + 1 + i;
            double window = at < series.Start ? 0 : Math.Log(series.Y[at] / series.Seasonality(at) / series.Level[t]) / series.Scale;
            return Math.Log(series.Level[Math.Max(t, series.Start)] * series.Season[0][t + 1 + (i % 3)]) + (series.Scale * window * window);
        }),
        Coefficients([3]));

    [Fact]
    public void Smoothing_GivesTheSameBits_ForAnyNumberOfWorkers()
    {
        float[] expected = Bits(1);
        foreach (int workers in (int[])[2, 3, 5])
            Assert.Equal(expected, Bits(workers));
    }

    [Fact]
    public void Smoothing_Throws_WhenCoefficientsAreNotAsMany()
    {
        using var step = new TestStep();
        Tensor coefficients = step.Input([Batch, 4], new float[Batch * 4]);
        Assert.Throws<ShapeMismatchException>(() => Smooth(step.Tape, coefficients, [3]));
    }

    static float[] Bits(int workers)
    {
        using var step = new TestStep(workers);
        GradientCheck.Input input = Coefficients([3, 7]);
        Tensor coefficients = step.Input(input.Shape, input.Values);
        SmoothedSeries smoothed = Smooth(step.Tape, coefficients, [3, 7]);
        Tensor y = step.Tape.SmoothedForecasts(smoothed, Scales(step.Tape), step.Tape.SmoothedWindows(smoothed, Scales(step.Tape), 0, Time, Horizon), 0,
            Horizon);
        step.Tape.Backward(y, RandomArray.Uniform(y.Shape.Length, 5));
        return [.. y.Values, .. coefficients.Gradients];
    }

    static SmoothedSeries Smooth(Tape tape, Tensor coefficients, int[] seasons)
    {
        Tensor logarithms = tape.Arena.Allocate([Batch, Time]), starts = tape.Arena.AllocateIds([Batch]);
        s_logarithms.CopyTo(logarithms.Values);
        s_starts.CopyTo(starts.Ids);
        for (int series = 0; series < Batch; series++)
            logarithms.Values.Slice(series * Time, s_starts[series]).Fill(float.NaN);
        return tape.SeasonalSmoothing(logarithms, starts, coefficients, seasons);
    }

    static Tensor Scales(Tape tape)
    {
        Tensor scales = tape.Arena.Allocate([Batch]);
        s_scales.CopyTo(scales.Values);
        return scales;
    }

    static GradientCheck.Input Coefficients(int[] seasons) => GradientCheck.Uniform([Batch, 1 + seasons.Length + seasons.Sum()], 4, -0.8f, 0.8f);

    static double[] Rows(double[] coefficients, int[] seasons, Func<Reference, IEnumerable<double>> row) =>
        [.. Enumerable.Range(0, Batch).SelectMany(number => row(new Reference(number, coefficients, seasons)))];

    static double[] Positions(double[] coefficients, int[] seasons, int first, int width, Func<Reference, int, int, double> element)
    {
        Reference[] all = [.. Enumerable.Range(0, Batch).Select(number => new Reference(number, coefficients, seasons))];
        return
        [
            .. from t in Enumerable.Range(first, Time - first) from series in all from i in Enumerable.Range(0, width) select element(series, t, i),
        ];
    }

    /// <summary>One series by the formulas as they are written: values, not logarithms. A factor that is not known is 1.</summary>
    sealed class Reference
    {
        public Reference(int number, double[] coefficients, int[] seasons)
        {
            (Number, Start, Scale) = (number, s_starts[number], s_scales[number]);
            int count = coefficients.Length / Batch, first = 1 + seasons.Length;
            double[] own = coefficients[(number * count)..((number + 1) * count)];
            Y = [.. s_logarithms.Skip(number * Time).Take(Time).Select(value => Math.Exp(value))];
            Season = [.. seasons.Select(_ => Enumerable.Repeat(1.0, Time + seasons.Max()).ToArray())];
            for (int k = 0; k < seasons.Length; first += seasons[k++])
                for (int place = 0; place < seasons[k]; place++)
                    Season[k][Start + place] = Math.Exp(own[first + place]);
            Level = new double[Time];
            double a = Sigmoid(own[0]);
            for (int t = Start; t < Time; t++)
            {
                Level[t] = t == Start ? Y[t] / Seasonality(t) : (a * Y[t] / Seasonality(t)) + ((1 - a) * Level[t - 1]);
                for (int k = 0; k < seasons.Length; k++)
                {
                    double g = Sigmoid(own[1 + k]), others = Seasonality(t) / Season[k][t];
                    Season[k][t + seasons[k]] = (g * Y[t] / (Level[t] * others)) + ((1 - g) * Season[k][t]);
                }
            }
        }

        public int Number { get; }

        public int Start { get; }

        public double Scale { get; }

        public double[] Y { get; }

        public double[] Level { get; }

        public double[][] Season { get; }

        public double Seasonality(int t) => Season.Aggregate(1.0, (product, season) => product * season[t]);

        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
    }
}
