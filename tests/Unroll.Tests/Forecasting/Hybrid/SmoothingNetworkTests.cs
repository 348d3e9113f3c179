using Unroll.Autograd;
using Unroll.Forecasting.Hybrid;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Forecasting.Hybrid;

public sealed class SmoothingNetworkTests
{
    const int Positions = 12, Batch = 2, Window = 3;

    static readonly SmoothingSeries[] s_series = [new([3, 4, 6, 5, 7, 6, 8], []), new([30, 20, 25, 28, 24, 30, 29], [])];

    /// <summary>A dilation of 3 hands on what a position has read to every third one after it, and to no other.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void Forward_ReadsThePositionsThatTheDilationNames(int dilation)
    {
        var network = new SmoothingNetwork(new SmoothingForecaster { Window = Window, Dilations = [[dilation], [dilation]], Units = 4 }, s_series, seed: 1);
        network.Parameters["dense_2.kernel"].Values.Fill(0.5f);
        network.Parameters.NotifyChanged();
        float[] windows = RandomArray.Uniform(Positions * Batch * Window, 2), before = Outputs(network, windows);
        windows[(2 * Batch * Window) + Window] += 0.3f;
        float[] after = Outputs(network, windows);
        int width = before.Length / (Positions * Batch);
        for (int position = 0; position < Positions; position++)
            for (int row = 0; row < Batch; row++)
            {
                Range outputs = (((position * Batch) + row) * width)..(((position * Batch) + row + 1) * width);
                bool isRead = row == 1 && position >= 2 && (position - 2) % dilation == 0;
                Assert.Equal(isRead, !before[outputs].AsSpan().SequenceEqual(after[outputs]));
            }
    }

    [Fact]
    public void Map_LeadsFromTheWindowToEachQuantile_AroundWhichTheIntervalLies()
    {
        var network = new SmoothingNetwork(new SmoothingForecaster { Window = Window, Horizon = 2, Dilations = [[1]], Units = 4 }, s_series, seed: 1);
        network.SetMap([[1, 2], [3, 4], [5, 6]]);
        float[] windows = new float[Positions * Batch * Window];
        windows[1] = 1;
        Assert.Equal([3 - 2, 4 - 2, 3, 4, 3 + 2, 4 + 2, 0 - 2], Outputs(network, windows)[..7]);
    }

    [Fact]
    public void LevelPenalty_FlattensTheLevel()
    {
        double[][] series = [.. Enumerable.Range(1, 4).Select(i => Enumerable.Range(0, 40).Select(t => 10.0 + (t * t * i % 7)).ToArray())];
        Assert.True(Bend(1000) < 0.5 * Bend(0), $"{Bend(1000)} beside {Bend(0)}");

        double Bend(double penalty)
        {
            var options = new SmoothingForecaster
            {
                Window = 4, Horizon = 2, Dilations = [[1]], Units = 4, Epochs = 30, LearningRate = 0.02, LevelPenalty = penalty,
            };
            SmoothingSeries[] prepared = [.. series.Select(one => new SmoothingSeries(one, []))];
            var training = new SmoothingTraining(options, prepared, seed: 1);
            training.Run(CancellationToken.None);
            using var workers = new Workers(1);
            var context = new LayerContext(new Tape(workers));
            SmoothedSeries smoothed = training.Network.Smooth(context, SmoothingBatch.Cut(context.Tape.Arena, prepared, [0, 1, 2, 3], 1, 0));
            float[] level = smoothed.Level.Values.ToArray();
            return Enumerable.Range(0, 4).Sum(row => Enumerable.Range(1, 38).Sum(t =>
                Math.Pow(level[(row * 40) + t + 1] - (2 * level[(row * 40) + t]) + level[(row * 40) + t - 1], 2)));
        }
    }

    static float[] Outputs(SmoothingNetwork network, float[] windows)
    {
        using var workers = new Workers(1);
        var context = new LayerContext(new Tape(workers));
        Tensor input = context.Tape.Arena.Allocate([Positions, Batch, Window]);
        windows.CopyTo(input.Values);
        return network.Forward(context, input).Values.ToArray();
    }
}
