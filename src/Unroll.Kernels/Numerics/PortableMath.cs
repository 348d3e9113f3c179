namespace Unroll.Kernels.Numerics;

/// <summary>
/// Elementary functions of doubles from sums, products and quotients alone. The platform's own differ in their last bits from one operating system to the
/// next; these give the same bits everywhere, for numbers that reach a weight or a reported loss. Errors stay below one unit of the last place.
/// </summary>
static class PortableMath
{
    // ln 2 and π/2 in parts whose products with the whole numbers that occur here are exact.
    const double LnTwoHigh = 0.6931471803691238;
    const double LnTwoLow = 1.9082149292705877e-10;
    internal const double LnTwoFirst = 0.6931471805598903;
    internal const double LnTwoSecond = 5.497923018708371e-14;
    internal const double HalfPiFirst = 1.5707963267341256;
    internal const double HalfPiSecond = 6.077100506303966e-11;
    internal const double HalfPiThird = 2.0222662487111665e-21;
    internal const double HalfPiFourth = 8.4784276603689e-32;
    const double Log2OfE = 1.4426950408889634;
    internal const double TwoOverPi = 0.6366197723675814;
    const double LargestAngle = 1 << 20;
    internal const double SquareRootOfTwo = 1.4142135623730951;
    internal const double ThirdHigh = 0.3333333333333333;
    internal const double ThirdLow = 1.850371707708594e-17;

    /// <summary>eˣ over the full range, denormal results included.</summary>
    public static double Exp(double x) => Exp(x, 0);

    /// <summary>ln x; −∞ at 0, NaN below 0.</summary>
    public static double Log(double x)
    {
        if (!(x > 0)) return x == 0 ? double.NegativeInfinity : double.NaN;
        return double.IsPositiveInfinity(x) ? x : PreciseLog(x).High;
    }

    /// <summary>sin x for |x| ≤ 2²⁰; NaN beyond.</summary>
    public static double Sin(double x)
    {
        if (x == 0) return x;
        (long quadrant, DoubleDouble angle) = ReduceAngle(x);
        double value = (quadrant & 1) == 0 ? SinOfReduced(angle) : CosOfReduced(angle);
        return (quadrant & 2) == 0 ? value : -value;
    }

    /// <summary>cos x for |x| ≤ 2²⁰; NaN beyond.</summary>
    public static double Cos(double x)
    {
        (long quadrant, DoubleDouble angle) = ReduceAngle(x);
        double value = (quadrant & 1) == 0 ? CosOfReduced(angle) : SinOfReduced(angle);
        return ((quadrant + 1) & 2) == 0 ? value : -value;
    }

    /// <summary>xʸ, with the special cases of IEEE 754; NaN for a negative base with an exponent that is not whole.</summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1) return 1;
        if (double.IsNaN(x) || double.IsNaN(y)) return double.NaN;
        double magnitude = PowerOfMagnitude(Math.Abs(x), y);
        if (!double.IsNegative(x) || double.IsInfinity(y)) return magnitude;
        if (Math.Floor(y) == y) return Math.Floor(y / 2) * 2 == y ? magnitude : -magnitude;
        return x == 0 || double.IsInfinity(x) ? magnitude : double.NaN;
    }

    /// <summary>xⁿ by repeated squaring; the error grows with n, to about half a unit of the last place for each factor.</summary>
    public static double Power(double x, long n)
    {
        ulong rest = n < 0 ? (ulong)-(n + 1) + 1 : (ulong)n;
        double power = 1;
        for (double square = x; rest != 0; rest >>= 1, square *= square)
        {
            if ((rest & 1) != 0) power *= square;
        }

        return n < 0 ? 1 / power : power;
    }

    static double PowerOfMagnitude(double x, double y)
    {
        if (x == 1) return 1;

        // Beyond 2⁶⁴ every base but 1 has over- or underflowed.
        if (Math.Abs(y) >= 1.8446744073709552e19) return x > 1 == y > 0 ? double.PositiveInfinity : 0;
        if (x == 0 || double.IsInfinity(x)) return x > 1 == y > 0 ? double.PositiveInfinity : 0;
        DoubleDouble exponent = PreciseLog(x) * new DoubleDouble(y, 0);
        return Exp(exponent.High, exponent.Low);
    }

    // e^(high + low) = 2ᵏ · e^(r + error), |r| ≤ ½ ln 2.
    static double Exp(double high, double low)
    {
        if (double.IsNaN(high)) return high;
        if (high > 710) return double.PositiveInfinity;
        if (high < -746) return 0;
        double k = Math.Floor((high * Log2OfE) + 0.5);
        DoubleDouble rest = DoubleDouble.Sum(high - (k * LnTwoHigh), low - (k * LnTwoLow));
        double r = rest.High;
        double p = 1.0 / 6227020800;
        p = (p * r) + (1.0 / 479001600);
        p = (p * r) + (1.0 / 39916800);
        p = (p * r) + (1.0 / 3628800);
        p = (p * r) + (1.0 / 362880);
        p = (p * r) + (1.0 / 40320);
        p = (p * r) + (1.0 / 5040);
        p = (p * r) + (1.0 / 720);
        p = (p * r) + (1.0 / 120);
        p = (p * r) + (1.0 / 24);
        p = (p * r) + (1.0 / 6);
        p = (p * r) + 0.5;
        p = 1 + (r + ((r * r * p) + rest.Low));

        // Two factors: 2ᵏ itself may lie outside the range, and a denormal result must be rounded once.
        int half = (int)k / 2;
        return p * PowerOfTwo(half) * PowerOfTwo((int)k - half);
    }

    // x = 2ᵏ · m with m in [√½, √2), and ln m = 2 artanh s with s = (m − 1)/(m + 1).
    static DoubleDouble PreciseLog(double x)
    {
        int k = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 1L << 54;
            k = -54;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        k += (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m >= SquareRootOfTwo)
        {
            m /= 2;
            k++;
        }

        DoubleDouble s = DoubleDouble.Quotient(m - 1, DoubleDouble.Sum(m, 1));
        DoubleDouble square = s * s;
        double z = square.High;

        // artanh s = s + s³ (1/3 + s²/5 + s⁴/7 + …)
        double p = 1.0 / 27;
        for (int divisor = 25; divisor >= 5; divisor -= 2) p = (p * z) + (1.0 / divisor);
        DoubleDouble tail = s * (square * (new DoubleDouble(ThirdHigh, ThirdLow) + new DoubleDouble(p * z, 0)));
        DoubleDouble half = s + tail;
        return new DoubleDouble(k * LnTwoFirst, 0) + (new DoubleDouble(2 * half.High, 2 * half.Low) + new DoubleDouble(k * LnTwoSecond, 0));
    }

    // x = quadrant · π/2 + angle, |angle| ≤ π/4.
    static (long Quadrant, DoubleDouble Angle) ReduceAngle(double x)
    {
        if (!(Math.Abs(x) <= LargestAngle)) return (0, new DoubleDouble(double.NaN, 0));
        double n = Math.Floor((x * TwoOverPi) + 0.5);
        DoubleDouble angle = DoubleDouble.Sum(x - (n * HalfPiFirst), -n * HalfPiSecond);
        angle += new DoubleDouble(-n * HalfPiThird, 0);
        angle += new DoubleDouble(-n * HalfPiFourth, 0);
        return ((long)n, angle);
    }

    static double SinOfReduced(DoubleDouble angle)
    {
        double x = angle.High;
        double z = x * x;
        double p = 1.0 / 355687428096000;
        p = (1.0 / 1307674368000) - (p * z);
        p = (1.0 / 6227020800) - (p * z);
        p = (1.0 / 39916800) - (p * z);
        p = (1.0 / 362880) - (p * z);
        p = (1.0 / 5040) - (p * z);
        p = (1.0 / 120) - (p * z);
        p = (1.0 / 6) - (p * z);
        return x - ((x * z * p) - (angle.Low * (1 - (z / 2))));
    }

    static double CosOfReduced(DoubleDouble angle)
    {
        double x = angle.High;
        double z = x * x;
        double p = 1.0 / 6402373705728000;
        p = (1.0 / 20922789888000) - (p * z);
        p = (1.0 / 87178291200) - (p * z);
        p = (1.0 / 479001600) - (p * z);
        p = (1.0 / 3628800) - (p * z);
        p = (1.0 / 40320) - (p * z);
        p = (1.0 / 720) - (p * z);
        p = (1.0 / 24) - (p * z);
        double start = 1 - (z / 2);
        return start + (((1 - start) - (z / 2)) + ((z * z * p) - (x * angle.Low)));
    }

    static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
