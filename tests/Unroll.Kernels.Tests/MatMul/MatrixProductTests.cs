using Unroll.Kernels.MatMul;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.MatMul;

public sealed class MatrixProductTests
{
    static readonly int[] s_rows = [.. Enumerable.Range(1, 13), 15, 16, 17, 33];

    public static TheoryData<bool, bool, ProductStart> Kinds
    {
        get
        {
            var kinds = new TheoryData<bool, bool, ProductStart>();
            foreach (ProductStart start in Enum.GetValues<ProductStart>())
                for (int i = 0; i < 4; i++)
                    kinds.Add(i % 2 == 1, i / 2 == 1, start);
            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_EqualsReference(bool leftTransposed, bool rightTransposed, ProductStart start)
    {
        int run = 0;
        foreach (int rows in s_rows)
            foreach (int columns in Sizes.Around)
                foreach (int depth in Sizes.Around)
                    AssertEqualsReference(new ProductCase(rows, columns, depth, leftTransposed, rightTransposed, start), Sizes.Offsets[run++ % 3]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_EqualsReference_BeyondTheBlocks(bool leftTransposed, bool rightTransposed, ProductStart start)
    {
        foreach ((int rows, int columns, int depth) in new[] { (241, 257, 257), (2, 1025, 40), (7, 257, 1030) })
            AssertEqualsReference(new ProductCase(rows, columns, depth, leftTransposed, rightTransposed, start), 1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_GivesSameBits_ForAnyLaneAndWorkers(bool leftTransposed, bool rightTransposed, ProductStart start)
    {
        foreach ((int rows, int columns, int depth) in new[] { (250, 33, 40), (61, 263, 33), (3, 2100, 20), (1, 300, 260), (13, 90, 100) })
        {
            var product = new ProductCase(rows, columns, depth, leftTransposed, rightTransposed, start);
            foreach (int laneWidth in Sizes.LaneWidths)
                foreach (int workers in SharedWorkers.Counts)
                {
                    float[] actual = product.Run(SharedWorkers.Of(workers), laneWidth, workers);
                    Check.SameBits(product.Expected, actual, $"{product}, lane {laneWidth}, {workers} workers");
                }
        }
    }

    /// <summary>With weights in 16 bits: the bits of a product with rounded weights, for any lane and workers.</summary>
    [Fact]
    public void Run_MultipliesWithRoundedWeights_In16Bits()
    {
        foreach ((int rows, int columns, int depth) in new[] { (1, 67, 1024), (2, 130, 33), (7, 48, 1030), (20, 20, 5) })
        {
            float[] a = RandomData.Uniform(rows * depth, 1), b = RandomData.Uniform(depth * columns, 2), bias = RandomData.Uniform(columns, 3);
            float[] expected = new float[rows * columns];
            foreach (int laneWidth in Sizes.LaneWidths)
                foreach (int workers in SharedWorkers.Counts)
                {
                    if (expected[0] == 0)
                        Product(a, WeightFormat.BFloat16.Rounded(b), bias, rows, new PanelLayout(depth, columns), expected, workers, laneWidth);
                    float[] actual = new float[rows * columns];
                    Product(a, b, bias, rows, new PanelLayout(depth, columns, Format: WeightFormat.BFloat16), actual, workers, laneWidth);
                    Check.SameBits(expected, actual, $"{rows} × {depth} × {columns}, lane {laneWidth}, {workers} workers");
                }
        }
    }

    static void Product(float[] a, float[] b, float[] bias, int rows, PanelLayout layout, float[] c, int workers, int laneWidth)
    {
        float[] packed = new float[layout.Length];
        Packing.Run(SharedWorkers.Of(workers), new MatrixView(b, layout.Columns), layout, packed, laneWidth);
        MatrixProduct.Run(SharedWorkers.Of(workers), new MatrixView(a, layout.Depth), packed, layout, rows, bias, c, layout.Columns, laneWidth: laneWidth);
    }

    [Fact]
    public void Run_GivesSameBits_ForARowAlone()
    {
        const int Columns = 65, Depth = 257;
        var layout = new PanelLayout(Depth, Columns);
        float[] a = RandomData.Uniform(7 * Depth, 1), bias = RandomData.Uniform(Columns, 3), packed = new float[layout.Length];
        Packing.Run(SharedWorkers.Of(1), new MatrixView(RandomData.Uniform(Depth * Columns, 2), Columns), layout, packed);
        float[] all = new float[7 * Columns], alone = new float[Columns];
        MatrixProduct.Run(SharedWorkers.Of(2), new MatrixView(a, Depth), packed, layout, 7, bias, all, Columns);
        for (int row = 0; row < 7; row++)
        {
            MatrixProduct.Run(SharedWorkers.Of(1), new MatrixView(a.AsSpan(row * Depth), Depth), packed, layout, 1, bias, alone, Columns);
            Check.SameBits(all.AsSpan(row * Columns, Columns), alone, $"Row {row}");
        }
    }

    [Fact]
    public void Run_LeavesTheStart_WhenDepthIsZero()
    {
        foreach (ProductStart start in Enum.GetValues<ProductStart>())
            foreach (int rows in new[] { 2, 20 })
            {
                var product = new ProductCase(rows, 17, 0, false, false, start);
                Check.SameBits(product.Expected, product.Run(SharedWorkers.Of(1), 0, 1), product.ToString());
            }
    }

    [Fact]
    public void Run_WritesNothing_WhenTheResultIsEmpty()
    {
        Assert.Empty(new ProductCase(0, 5, 3, false, false, ProductStart.Zeros).Run(SharedWorkers.Of(2), 0, 1));
        Assert.Empty(new ProductCase(5, 0, 3, false, false, ProductStart.Zeros).Run(SharedWorkers.Of(2), 0, 1));
    }

    [Theory]
    [InlineData("a", 44, 144, 6, 30)]
    [InlineData("packed", 45, 143, 6, 30)]
    [InlineData("bias", 45, 144, 5, 30)]
    [InlineData("c", 45, 144, 6, 29)]
    public void Run_Throws_WhenASpanIsTooShort(string name, int aLength, int packedLength, int biasLength, int cLength)
    {
        float[] a = new float[aLength], packed = new float[packedLength], bias = new float[biasLength], c = new float[cLength];
        foreach (bool transposed in new[] { false, true })
            Assert.Equal(name, Assert.Throws<ArgumentException>(() => MatrixProduct.Run(SharedWorkers.Of(1),
                transposed ? new MatrixView(a, 5).Transposed : new MatrixView(a, 9), packed, new PanelLayout(9, 6), 5, bias, c, 6)).ParamName);
    }

    // Products too small to share are computed by the callers themselves.
    [Fact]
    public void Run_GivesSameBits_ToCallersAtOnce()
    {
        Workers workers = SharedWorkers.Of(2);
        var products = new ProductCase[] { new(13, 17, 257, false, true, ProductStart.Zeros), new(12, 16, 250, false, false, ProductStart.Bias) };
        Parallel.For(0, 4, caller =>
        {
            ProductCase product = products[caller % 2] with { };
            for (int i = 0; i < 300; i++)
                Check.SameBits(product.Expected, product.Run(workers, 0, 1), $"Caller {caller}, run {i}");
        });
    }

    static void AssertEqualsReference(ProductCase product, int offset)
    {
        foreach (int laneWidth in Sizes.LaneWidths)
            Check.SameBits(product.Expected, product.Run(SharedWorkers.Of(2), laneWidth, offset), $"{product}, lane {laneWidth}");
        Check.Close(product.Reference, product.Expected, 1e-6 * Math.Sqrt(product.Depth), product.ToString());
    }
}
