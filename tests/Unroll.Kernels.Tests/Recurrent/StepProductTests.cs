using Unroll.Kernels.MatMul;
using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Simd;
using Unroll.Kernels.Tests.MatMul;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

public sealed unsafe class StepProductTests
{
    public static TheoryData<int> LaneWidths => [.. Sizes.LaneWidths];

    [Theory]
    [MemberData(nameof(LaneWidths))]
    public void Run_IsOneChainOfMultiplyAdds(int laneWidth)
    {
        foreach (int rows in new[] { 1, 2, 3, 6, 11, 12, 13, 241 })
            foreach (int columns in new[] { 1, 15, 33 })
                foreach (int depth in new[] { 1, 17, 257 })
                    foreach (ProductStart start in Enum.GetValues<ProductStart>())
                        AssertEqualsChain(new ProductCase(rows, columns, depth, false, rows % 2 == 0, start), laneWidth);
    }

    static void AssertEqualsChain(ProductCase product, int laneWidth)
    {
        GuardedBuffer a = product.LeftBuffer(1), b = product.RightBuffer(3), c = product.ResultBuffer(1), bias = product.BiasBuffer(1);
        var packed = new GuardedBuffer(StepProduct<Lane512>.Length(product.Depth, product.Columns), 1);
        var scratch = new GuardedBuffer(240 * 256, 1);
        fixed (float* aAt = a.Span, bAt = b.Span, cAt = c.Span, biasAt = bias.Span, packedAt = packed.Span, scratchAt = scratch.Span)
        {
            float* start = product.Start switch { ProductStart.Zeros => null, ProductStart.Bias => biasAt, _ => cAt };
            int startRow = product.Start == ProductStart.Accumulate ? product.ResultStride : 0;
            switch (laneWidth)
            {
                case 16: Run<Lane512>(product, aAt, product.RightMatrix(bAt), start, startRow, cAt, packedAt, scratchAt); break;
                case 8: Run<Lane256>(product, aAt, product.RightMatrix(bAt), start, startRow, cAt, packedAt, scratchAt); break;
                case 4: Run<Lane128>(product, aAt, product.RightMatrix(bAt), start, startRow, cAt, packedAt, scratchAt); break;
                default: Run<LaneScalar>(product, aAt, product.RightMatrix(bAt), start, startRow, cAt, packedAt, scratchAt); break;
            }
        }

        packed.AssertIntact();
        scratch.AssertIntact();
        product.AssertIntact(a, b, c);
        Check.SameBits(product.Expected, product.ResultOf(c), product.ToString());
    }

    static void Run<TLane>(ProductCase product, float* a, Matrix b, float* start, int startRow, float* c, float* packed, float* scratch)
        where TLane : struct, ILane<TLane> =>
        new StepProduct<TLane>(b, product.Depth, product.Columns, product.Rows, packed)
            .Run(a, product.LeftStride, product.Rows, start, startRow, c, product.ResultStride, scratch);
}
