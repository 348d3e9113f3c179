using Unroll.Data;
using Unroll.Forecasting.Hybrid;
using Unroll.Kernels.Numerics;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Tests.Forecasting.Hybrid;

/// <summary>Two networks, of which the second does not learn the last horizon of a series.</summary>
public sealed class SmoothingSamplesTests
{
    const int Horizon = 3, Window = 4, Positions = 2, Count = 5;

    static readonly SmoothingForecaster s_options = new() { Horizon = Horizon, Window = Window, Dilations = [[1, 2]], CalibrationOrigins = 1 };

    /// <summary>Of different lengths, values that all differ.</summary>
    static readonly double[][] s_series =
        [.. Enumerable.Range(0, Count).Select(row => Enumerable.Range(1, 18 + (3 * row)).Select(step => step + (0.1 * row) + (step * 7 % 5)).ToArray())];

    /// <summary>Every target is the value that follows what is read at its position, in some batch of some epoch.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Targets_FollowTheValueAtTheirPosition(int network)
    {
        int counted = 0;
        foreach ((Batch batch, Tensor logarithms, int rows) in Batches(Samples(), epochs: 20))
        {
            int columns = logarithms.Shape.Last;
            for (int position = 0; position < Positions; position++)
                for (int row = 0; row < rows; row++)
                {
                    int place = (((network * Positions) + position) * rows) + row;
                    if (batch.SampleWeights.Values[place] == 0)
                        continue;
                    counted++;
                    SmoothingSeries series = Samples().Series[network][batch.Inputs.Ids[(network * rows) + row]];
                    float last = logarithms.Values[(((network * rows) + row) * columns) + columns - Positions + position];
                    int step = Array.IndexOf(series.Logarithms, last);
                    Assert.True(step >= Window && step + Horizon < series.Learned, $"{step} of {series.Learned}");
                    Assert.Equal(series.Logarithms[(step + 1)..(step + 1 + Horizon)], batch.Targets.Values.Slice(place * Horizon, Horizon).ToArray());
                }
        }

        Assert.True(counted > 50, $"{counted}");
    }

    [Fact]
    public void TheNetworkThatCalibrates_LearnsNothingOfTheLastHorizon()
    {
        double[][] changed = [.. s_series.Select(values => (double[])[.. values[..^Horizon], .. values[^Horizon..].Select(value => value * 9)])];
        float[] before = Read(s_series), after = Read(changed);
        Assert.Equal(before, after);

        static float[] Read(double[][] series) =>
        [
            .. Batches(new SmoothingSamples(s_options, series, [.. series.Select(values => values.Length)]), epochs: 5).SelectMany(one =>
                (float[])[.. Second(one.Logarithms), .. Second(one.Batch.Targets), .. Second(one.Batch.SampleWeights)]),
        ];

        static float[] Second(Tensor all) => all.Values[(all.Shape.Length / 2)..].ToArray();
    }

    /// <summary>At the end the targets of the first network are what came after all that is learned, those of the second what it was not shown.</summary>
    [Fact]
    public void AtEnd_HasTheValuesAfterWhatEachNetworkLearns()
    {
        var samples = new SmoothingSamples(s_options, s_series, [.. s_series.Select(values => values.Length - Horizon)]);
        foreach ((Batch batch, _, int rows) in Batches(samples.AtEnd, epochs: 0))
            for (int network = 0; network < 2; network++)
                for (int row = 0; row < rows; row++)
                {
                    int place = (((network * Positions) + Positions - 1) * rows) + row, id = batch.Inputs.Ids[(network * rows) + row];
                    Assert.Equal(0, batch.SampleWeights.Values[place - rows]);
                    Assert.True(batch.SampleWeights.Values[place] > 0);
                    SmoothingSeries series = samples.Series[network][id];
                    float[] targets = batch.Targets.Values.Slice(place * Horizon, Horizon).ToArray();
                    double[] values = [.. targets.Select(value => PortableMath.Exp(value + series.Offset))];
                    double[] expected = s_series[id][^((network + 1) * Horizon)..][..Horizon];
                    Assert.All(values.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
                }
    }

    /// <summary>A batch is a function of the epoch's key and its number, and an epoch takes each series once for each network.</summary>
    [Fact]
    public void Cut_TakesEachSeriesOnce_TheSameWhenItIsAskedAgain()
    {
        int[][] ids = [.. Batches(Samples(), epochs: 2).Select(one => one.Batch.Inputs.Ids.ToArray())];
        Assert.Equal(ids, Batches(Samples(), epochs: 2).Select(one => one.Batch.Inputs.Ids.ToArray()));
        foreach (int network in (int[])[0, 1])
            Assert.Equal(Enumerable.Range(0, Count), ids[..3].SelectMany(batch => batch.Chunk(batch.Length / 2).ElementAt(network)).Order());
    }

    static SmoothingSamples Samples() => new(s_options, s_series, [.. s_series.Select(values => values.Length)]);

    /// <summary>All batches of some epochs in a random order; of no epochs those in the order of the data.</summary>
    static IEnumerable<(Batch Batch, Tensor Logarithms, int Rows)> Batches(SmoothingSamples samples, int epochs)
    {
        for (int epoch = 0; epoch < Math.Max(1, epochs); epoch++)
            for (int index = 0; index < samples.BatchCount(2); index++)
            {
                var arena = new Arena();
                RandomKey? order = epochs == 0 ? null : RandomKey.FromSeed(epoch);
                Batch batch = samples.Cut(arena, 2, index, order);
                yield return (batch, samples.CutSide(arena, 2, index, order, 0), batch.Inputs.Shape[1]);
            }
    }
}
