using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.MatMul;

public enum ProductStart
{
    Zeros,
    Bias,
    Accumulate,
}

/// <summary>A product C = start + A·B with random operands, laid out with gaps between the rows, either operand perhaps as its transpose.</summary>
sealed record ProductCase(int Rows, int Columns, int Depth, bool LeftTransposed, bool RightTransposed, ProductStart Start)
{
    readonly float[] _left = RandomData.Uniform(Rows * Depth, Rows + (100 * Depth));
    readonly float[] _right = RandomData.Uniform(Depth * Columns, 7919 + Columns + (100 * Depth));
    readonly float[] _result = RandomData.Uniform(Rows * Columns, Rows + Columns);
    readonly float[] _bias = RandomData.Uniform(Columns, Columns);

    float[]? _expected;

    public int LeftStride => (LeftTransposed ? Rows : Depth) + 3;

    public int RightStride => (RightTransposed ? Depth : Columns) + 1;

    public int ResultStride => Columns + 2;

    /// <summary>Every element as one chain of multiply-adds in ascending k, from its start.</summary>
    public float[] Expected => _expected ??= Chains();

    public double[] Reference
    {
        get
        {
            double[] product = MatrixReference.Multiply(RandomData.Double(_left), RandomData.Double(_right), default, Rows, Depth, Columns);
            for (int i = 0; i < product.Length; i++)
                product[i] += StartOf(i);
            return product;
        }
    }

    public GuardedBuffer LeftBuffer(int offset) => Strided(_left, Rows, Depth, LeftTransposed, LeftStride, offset);

    public GuardedBuffer RightBuffer(int offset) => Strided(_right, Depth, Columns, RightTransposed, RightStride, offset);

    public GuardedBuffer BiasBuffer(int offset) => new(_bias, offset, isInput: true);

    /// <summary>Full of NaN unless the product accumulates.</summary>
    public GuardedBuffer ResultBuffer(int offset)
    {
        float[] values = _result;
        if (Start != ProductStart.Accumulate)
            Array.Fill(values = new float[Rows * Columns], GuardedBuffer.Sentinel);
        return Strided(values, Rows, Columns, false, ResultStride, offset);
    }

    public float[] ResultOf(GuardedBuffer buffer)
    {
        float[] result = new float[Rows * Columns];
        for (int row = 0; row < Rows && Columns > 0; row++)
            buffer.Span.Slice(row * ResultStride, Columns).CopyTo(result.AsSpan(row * Columns));
        return result;
    }

    /// <summary>Nothing was written but the result.</summary>
    public void AssertIntact(GuardedBuffer left, GuardedBuffer right, GuardedBuffer result)
    {
        left.AssertIntact(LeftTransposed ? Rows : Depth, LeftStride);
        right.AssertIntact(RightTransposed ? Depth : Columns, RightStride);
        result.AssertIntact(Columns, ResultStride);
    }

    /// <summary>Packs and multiplies in a lane and returns the result without its gaps.</summary>
    public float[] Run(Workers workers, int laneWidth, int offset)
    {
        GuardedBuffer a = LeftBuffer(offset), b = RightBuffer(offset), c = ResultBuffer(offset), bias = BiasBuffer(offset);
        var layout = new PanelLayout(Depth, Columns);
        var packed = new GuardedBuffer(layout.Length, offset);
        MatrixView left = new(a.Span, LeftStride, LeftTransposed), right = new(b.Span, RightStride, RightTransposed);
        Packing.Run(workers, right, layout, packed.Span, laneWidth);
        MatrixProduct.Run(workers, left, packed.Span, layout, Rows, Start == ProductStart.Bias ? bias.Span : [], c.Span, ResultStride,
            Start == ProductStart.Accumulate, laneWidth);
        packed.AssertIntact();
        AssertIntact(a, b, c);
        bias.AssertIntact();
        return ResultOf(c);
    }

    public override string ToString() =>
        $"{Rows} × {Depth} × {Columns}, left transposed {LeftTransposed}, right transposed {RightTransposed}, {Start}";

    static GuardedBuffer Strided(float[] values, int rows, int columns, bool transposed, int stride, int offset)
    {
        (int lines, int length) = transposed ? (columns, rows) : (rows, columns);
        float[] lined = transposed ? MatrixReference.Transpose<float>(values, rows, columns) : values;
        var buffer = new GuardedBuffer(lines == 0 || length == 0 ? 0 : ((lines - 1) * stride) + length, offset);
        for (int line = 0; line < lines && length > 0; line++)
            lined.AsSpan(line * length, length).CopyTo(buffer.Span[(line * stride)..]);
        return buffer;
    }

    float[] Chains()
    {
        float[] result = new float[Rows * Columns];
        for (int i = 0; i < Rows; i++)
            for (int j = 0; j < Columns; j++)
            {
                float sum = StartOf((i * Columns) + j);
                for (int k = 0; k < Depth; k++)
                {
                    float a = _left[(i * Depth) + k], b = _right[(k * Columns) + j];
                    sum = Hardware.HasFusedMultiplyAdd ? MathF.FusedMultiplyAdd(a, b, sum) : (a * b) + sum;
                }

                result[(i * Columns) + j] = sum;
            }

        return result;
    }

    float StartOf(int index) => Start switch { ProductStart.Zeros => 0, ProductStart.Bias => _bias[index % Columns], _ => _result[index] };
}
