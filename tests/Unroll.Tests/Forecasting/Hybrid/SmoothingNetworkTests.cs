using Unroll.Autograd;
using Unroll.Forecasting.Hybrid;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Forecasting.Hybrid;

public sealed class SmoothingNetworkTests
{
    const int Positions = 12, Batch = 2, Window = 3;

    /// <summary>A dilation of 3 hands on what a position has read to every third one after it, and to no other.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void Forward_ReadsThePositionsThatTheDilationNames(int dilation)
    {
        SmoothingEnsemble ensemble = Build(new SmoothingForecaster { Window = Window, Dilations = [[dilation], [dilation]], Units = 4, Seed = 1 });
        SmoothingNetwork network = ensemble.Networks[0];
        ensemble.Parameters["dense_2.kernel"].Values.Fill(0.5f);
        ensemble.Parameters.NotifyChanged();
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
        SmoothingNetwork network = Build(new SmoothingForecaster { Window = Window, Horizon = 2, Dilations = [[1]], Units = 4, Seed = 1 }).Networks[0];
        network.SetMap([[1, 2], [3, 4], [5, 6]]);
        float[] windows = new float[Positions * Batch * Window];
        windows[1] = 1;
        Assert.Equal([3 - 2, 4 - 2, 3, 4, 3 + 2, 4 + 2, 0 - 2], Outputs(network, windows)[..7]);
    }

    static SmoothingEnsemble Build(SmoothingForecaster options)
    {
        double[][] series = [[3, 4, 6, 5, 7, 6, 8], [30, 20, 25, 28, 24, 30, 29]];
        var ensemble = new SmoothingEnsemble(options, series.Length);
        ensemble.Begin(new SmoothingSamples(options, series, [7, 7]), workers: 1);
        return ensemble;
    }

    static float[] Outputs(SmoothingNetwork network, float[] windows)
    {
        using var workers = new Workers(1);
        var context = new LayerContext(new Tape(workers));
        Tensor input = context.Tape.Arena.Allocate([Positions, Batch, Window]);
        windows.CopyTo(input.Values);
        return network.Continue(context, input).Values.ToArray();
    }
}
