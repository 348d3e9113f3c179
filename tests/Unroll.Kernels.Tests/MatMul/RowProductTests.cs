using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.MatMul;

public sealed unsafe class RowProductTests
{
    public static TheoryData<int> LaneWidths => [.. Sizes.LaneWidths];

    [Theory]
    [MemberData(nameof(LaneWidths))]
    public void Run_IsOneChainOfMultiplyAdds(int laneWidth)
    {
        foreach (int columns in new[] { 1, 7, 15, 16, 17, 33, 127, 128, 129, 257 })
            foreach (int depth in new[] { 1, 2, 33 })
                foreach (bool leftTransposed in new[] { false, true })
                    foreach (ProductStart start in Enum.GetValues<ProductStart>())
                    {
                        var product = new ProductCase(1, columns, depth, leftTransposed, false, start);
                        Check.SameBits(product.Expected, Run(product, laneWidth), $"{product}, lane {laneWidth}");
                    }
    }

    static float[] Run(ProductCase product, int laneWidth)
    {
        GuardedBuffer a = product.LeftBuffer(1), b = product.RightBuffer(3), c = product.ResultBuffer(1), bias = product.BiasBuffer(1);
        fixed (float* aAt = a.Span, bAt = b.Span, cAt = c.Span, biasAt = bias.Span)
        {
            float* start = product.Start switch { ProductStart.Zeros => null, ProductStart.Bias => biasAt, _ => cAt };
            nint step = product.LeftMatrix(aAt).ColumnStride;
            switch (laneWidth)
            {
                case 16: RowProduct<Lane512>.Run(aAt, step, bAt, product.RightStride, product.Depth, product.Columns, start, cAt); break;
                case 8: RowProduct<Lane256>.Run(aAt, step, bAt, product.RightStride, product.Depth, product.Columns, start, cAt); break;
                case 4: RowProduct<Lane128>.Run(aAt, step, bAt, product.RightStride, product.Depth, product.Columns, start, cAt); break;
                default: RowProduct<LaneScalar>.Run(aAt, step, bAt, product.RightStride, product.Depth, product.Columns, start, cAt); break;
            }
        }

        product.AssertIntact(a, b, c);
        return product.ResultOf(c);
    }
}
