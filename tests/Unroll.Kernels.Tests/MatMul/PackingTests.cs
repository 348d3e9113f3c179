using Unroll.Kernels.MatMul;
using Unroll.Kernels.Numerics;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.MatMul;

public sealed class PackingTests
{
    public static TheoryData<int, int> Gates => new() { { 0, 0 }, { 1, 0 }, { 2, 0 }, { 3, 0 }, { 3, 2 }, { 4, 0 } };

    /// <summary>Every column is found where the layout says, missing ones are zeros, and nothing else is written.</summary>
    [Theory]
    [MemberData(nameof(Gates))]
    public void Run_PutsEveryColumnWhereTheLayoutSays(int gates, int firstGate)
    {
        foreach (int units in Sizes.Around)
            foreach (int depth in new[] { 0, 1, 4, 7, 33 })
                foreach (bool transposed in new[] { false, true })
                    foreach (int width in Sizes.LaneWidths)
                        foreach (WeightFormat format in Enum.GetValues<WeightFormat>())
                            AssertPacked(new PanelLayout(depth, Math.Max(1, gates) * units, gates, firstGate, format), transposed, width);
    }

    static void AssertPacked(PanelLayout layout, bool transposed, int width)
    {
        (int rows, int columns) = (layout.Depth, layout.Columns);
        float[] matrix = RandomData.Uniform(rows * columns, 1);
        var packed = new GuardedBuffer(layout.Length, 1);
        var view = new MatrixView(matrix, transposed ? rows : columns, transposed);
        Packing.Run(SharedWorkers.Of(2), view, layout, packed.Span, width);
        packed.AssertIntact();

        var seen = new HashSet<int>();
        for (int panel = 0; panel < layout.Count(width); panel++)
            for (int lane = 0; lane < layout.Lanes(panel, width); lane++)
                for (int i = 0; i < width; i++)
                {
                    bool exists = i < layout.Count(panel, lane, width);
                    int column = layout.Column(panel, lane, width) + i;
                    Assert.True(!exists || seen.Add(column), $"Column {column} was packed twice.");
                    for (int k = 0; k < rows; k++)
                    {
                        float expected = exists ? matrix[transposed ? (column * rows) + k : (k * columns) + column] : 0;
                        Assert.Equal(layout.Format.Rounded(expected), Weight(packed.Span, layout, panel, width, k, (lane * width) + i));
                    }
                }

        Assert.Equal(columns, seen.Count);
    }

    static unsafe float Weight(Span<float> packed, PanelLayout layout, int panel, int width, int line, int index)
    {
        fixed (float* at = packed)
        {
            byte* weights = layout.Panel(at, panel, width, line);
            return layout.Format == WeightFormat.BFloat16 ? BFloat16.ToSingle(((ushort*)weights)[index]) : ((float*)weights)[index];
        }
    }
}
