namespace Unroll.Kernels.MatMul;

/// <summary>How a product holds its weights. Sums are float32 in any format.</summary>
public enum WeightFormat
{
    /// <summary>As they were trained.</summary>
    Float32,

    /// <summary>
    /// The upper 16 bits of a float32, rounded to the nearest, ties to even: 8 bits of precision in half the memory. Where a few rows meet many weights, as in
    /// generation, reading the weights is what takes the time.
    /// </summary>
    BFloat16,
}

static class WeightFormats
{
    /// <summary>Bytes of a weight.</summary>
    public static int Size(this WeightFormat format) => format == WeightFormat.BFloat16 ? sizeof(ushort) : sizeof(float);
}
