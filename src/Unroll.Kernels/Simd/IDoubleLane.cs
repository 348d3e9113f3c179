namespace Unroll.Kernels.Simd;

/// <summary>
/// Several doubles that are computed together, for the few kernels that work in double. All operations are IEEE's, so the bits are the same in every width.
/// </summary>
unsafe interface IDoubleLane<TSelf> where TSelf : struct, IDoubleLane<TSelf>
{
    /// <summary>Doubles per lane: 8, 4 or 2.</summary>
    static abstract int Width { get; }

    static abstract TSelf Create(double value);

    static abstract TSelf Load(double* source);

    static abstract void Store(TSelf value, double* destination);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf value);

    /// <summary>left · right + addend, rounded once where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    static abstract TSelf Sqrt(TSelf value);

    static abstract TSelf Floor(TSelf value);

    /// <summary>whenReached where value ≥ limit, otherwise whenBelow.</summary>
    static abstract TSelf SelectAtLeast(TSelf value, TSelf limit, TSelf whenReached, TSelf whenBelow);

    /// <summary>e of a normal number m · 2ᵉ with m in [1, 2).</summary>
    static abstract TSelf Exponent(TSelf value);

    /// <summary>m of a normal number m · 2ᵉ with m in [1, 2).</summary>
    static abstract TSelf Mantissa(TSelf value);
}
