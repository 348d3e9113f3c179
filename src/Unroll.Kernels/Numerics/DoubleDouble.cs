namespace Unroll.Kernels.Numerics;

/// <summary>
/// The unevaluated sum of two doubles, about 106 bits (Dekker 1971): what a logarithm needs for a power to be right to the last place. Operands must stay
/// below 2⁹⁰⁰, where no product overflows.
/// </summary>
readonly record struct DoubleDouble(double High, double Low)
{
    /// <summary>a + b without error.</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b;
        double partOfB = sum - a;
        return new DoubleDouble(sum, (a - (sum - partOfB)) + (b - partOfB));
    }

    /// <summary>a · b without error.</summary>
    public static DoubleDouble Product(double a, double b)
    {
        (double aHigh, double aLow) = Halves(a);
        (double bHigh, double bLow) = Halves(b);
        double product = a * b;
        return new DoubleDouble(product, (((aHigh * bHigh) - product) + (aHigh * bLow) + (aLow * bHigh)) + (aLow * bLow));
    }

    /// <summary>a / b to about 2⁻¹⁰⁴.</summary>
    public static DoubleDouble Quotient(double a, DoubleDouble b)
    {
        double quotient = a / b.High;
        DoubleDouble product = Product(quotient, b.High);
        double remainder = (a - product.High) - product.Low - (quotient * b.Low);
        return Sum(quotient, remainder / b.High);
    }

    public static DoubleDouble operator +(DoubleDouble left, DoubleDouble right)
    {
        DoubleDouble high = Sum(left.High, right.High);
        DoubleDouble low = Sum(left.Low, right.Low);
        DoubleDouble sum = Sum(high.High, high.Low + low.High);
        return Sum(sum.High, sum.Low + low.Low);
    }

    public static DoubleDouble operator *(DoubleDouble left, DoubleDouble right)
    {
        DoubleDouble product = Product(left.High, right.High);
        return Sum(product.High, product.Low + ((left.High * right.Low) + (left.Low * right.High)));
    }

    // 26 bits each, so that products of halves are exact.
    static (double High, double Low) Halves(double value)
    {
        double scaled = value * ((1 << 27) + 1);
        double high = scaled - (scaled - value);
        return (high, value - high);
    }
}
