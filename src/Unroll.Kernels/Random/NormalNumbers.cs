using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Numerics;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Random;

/// <summary>
/// Standard normal numbers in double by Box and Muller's transform, √(−2 ln(1 − u)) · cos 2πv, one of each Philox block: words 0 and 1 give u, words 2 and 3
/// give v. Logarithm and cosine take the steps of <see cref="PortableMath"/> and give its bits.
/// </summary>
static unsafe class NormalNumbers
{
    const int Chunk = 128;
    const int WordsPerBlock = 4;

    /// <summary>The numbers of blocks first … first + numbers.Length − 1 of a key, which must be below 2³².</summary>
    public static void Fill(ulong key, uint first, Span<double> numbers)
    {
        if (Vector512.IsHardwareAccelerated)
            Fill<DoubleLane512>(key, first, numbers);
        else if (Vector256.IsHardwareAccelerated)
            Fill<DoubleLane256>(key, first, numbers);
        else
            Fill<DoubleLane128>(key, first, numbers);
    }

    public static void Fill<TLane>(ulong key, uint first, Span<double> numbers) where TLane : struct, IDoubleLane<TLane>
    {
        uint* words = stackalloc uint[WordsPerBlock * Chunk];
        double* u = stackalloc double[Chunk], v = stackalloc double[Chunk];
        new Span<double>(u, Chunk).Fill(0.5);
        for (; numbers.Length > 0; numbers = numbers[Math.Min(Chunk, numbers.Length)..], first += Chunk)
        {
            int count = Math.Min(Chunk, numbers.Length);
            PhiloxWords.Fill(key, first, words, count);
            for (int i = 0; i < count; i++)
            {
                uint* block = words + (WordsPerBlock * i);
                u[i] = 1 - Fraction(block[0], block[1]);
                v[i] = Fraction(block[2], block[3]);
            }

            Radii<TLane>(u, count);
            MultiplyByCosines<TLane>(u, v, count);
            new Span<double>(u, count).CopyTo(numbers);
        }
    }

    /// <summary>A multiple of 2⁻⁵³ in [0, 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double Fraction(uint high, uint low) => (long)((((ulong)high << 32) | low) >> 11) * (1.0 / (1L << 53));

    /// <summary>u ← √(−2 ln u)</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Radii<TLane>(double* u, int count) where TLane : struct, IDoubleLane<TLane>
    {
        for (int i = 0; i < count; i += TLane.Width)
        {
            TLane x = TLane.Load(u + i), k = TLane.Exponent(x), m = TLane.Mantissa(x), limit = TLane.Create(PortableMath.SquareRootOfTwo);
            k = TLane.SelectAtLeast(m, limit, k + TLane.Create(1), k);
            m = TLane.SelectAtLeast(m, limit, m * TLane.Create(0.5), m);
            DoubleDoubleLane<TLane> half = Artanh(m);
            TLane two = TLane.Create(2), zero = TLane.Create(0);
            DoubleDoubleLane<TLane> rest = new DoubleDoubleLane<TLane>(two * half.High, two * half.Low)
                + new DoubleDoubleLane<TLane>(k * TLane.Create(PortableMath.LnTwoSecond), zero);
            DoubleDoubleLane<TLane> log = new DoubleDoubleLane<TLane>(k * TLane.Create(PortableMath.LnTwoFirst), zero) + rest;
            TLane.Store(TLane.Sqrt(TLane.Create(-2) * log.High), u + i);
        }
    }

    /// <summary>½ ln m = artanh((m − 1) / (m + 1)). A method of its own: the JIT stops inlining in long ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static DoubleDoubleLane<TLane> Artanh<TLane>(TLane m) where TLane : struct, IDoubleLane<TLane>
    {
        TLane one = TLane.Create(1);
        DoubleDoubleLane<TLane> s = DoubleDoubleLane<TLane>.Quotient(m - one, DoubleDoubleLane<TLane>.Sum(m, one));
        DoubleDoubleLane<TLane> square = s * s;
        TLane z = square.High, p = TLane.Create(1.0 / 27);
        p = (p * z) + TLane.Create(1.0 / 25);
        p = (p * z) + TLane.Create(1.0 / 23);
        p = (p * z) + TLane.Create(1.0 / 21);
        p = (p * z) + TLane.Create(1.0 / 19);
        p = (p * z) + TLane.Create(1.0 / 17);
        p = (p * z) + TLane.Create(1.0 / 15);
        p = (p * z) + TLane.Create(1.0 / 13);
        p = (p * z) + TLane.Create(1.0 / 11);
        p = (p * z) + TLane.Create(1.0 / 9);
        p = (p * z) + TLane.Create(1.0 / 7);
        p = (p * z) + TLane.Create(1.0 / 5);
        DoubleDoubleLane<TLane> third = new(TLane.Create(PortableMath.ThirdHigh), TLane.Create(PortableMath.ThirdLow));
        return s + (s * (square * (third + new DoubleDoubleLane<TLane>(p * z, TLane.Create(0)))));
    }

    /// <summary>radii ← radii · cos 2πv</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void MultiplyByCosines<TLane>(double* radii, double* v, int count) where TLane : struct, IDoubleLane<TLane>
    {
        for (int i = 0; i < count; i += TLane.Width)
            TLane.Store(TLane.Load(radii + i) * Cos(TLane.Create(2 * Math.PI) * TLane.Load(v + i)), radii + i);
    }

    /// <summary>cos x for x in [0, 2π].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane Cos<TLane>(TLane x) where TLane : struct, IDoubleLane<TLane>
    {
        TLane n = TLane.Floor((x * TLane.Create(PortableMath.TwoOverPi)) + TLane.Create(0.5));
        TLane zero = TLane.Create(0), one = TLane.Create(1), half = TLane.Create(0.5);
        var angle = DoubleDoubleLane<TLane>.Sum(x - (n * TLane.Create(PortableMath.HalfPiFirst)), -n * TLane.Create(PortableMath.HalfPiSecond));
        angle += new DoubleDoubleLane<TLane>(-n * TLane.Create(PortableMath.HalfPiThird), zero);
        angle += new DoubleDoubleLane<TLane>(-n * TLane.Create(PortableMath.HalfPiFourth), zero);

        // Odd quadrants take the sine; quadrants 1 and 2 of 0 … 4 are negative.
        TLane odd = n - (TLane.Create(2) * TLane.Floor(n * half));
        TLane value = TLane.SelectAtLeast(odd, one, SinOfReduced(angle), CosOfReduced(angle));
        return TLane.SelectAtLeast(n, TLane.Create(3), value, TLane.SelectAtLeast(n, one, -value, value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane SinOfReduced<TLane>(DoubleDoubleLane<TLane> angle) where TLane : struct, IDoubleLane<TLane>
    {
        TLane x = angle.High, z = x * x, p = TLane.Create(1.0 / 355687428096000);
        p = TLane.Create(1.0 / 1307674368000) - (p * z);
        p = TLane.Create(1.0 / 6227020800) - (p * z);
        p = TLane.Create(1.0 / 39916800) - (p * z);
        p = TLane.Create(1.0 / 362880) - (p * z);
        p = TLane.Create(1.0 / 5040) - (p * z);
        p = TLane.Create(1.0 / 120) - (p * z);
        p = TLane.Create(1.0 / 6) - (p * z);
        return x - ((x * z * p) - (angle.Low * (TLane.Create(1) - (z * TLane.Create(0.5)))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane CosOfReduced<TLane>(DoubleDoubleLane<TLane> angle) where TLane : struct, IDoubleLane<TLane>
    {
        TLane x = angle.High, z = x * x, p = TLane.Create(1.0 / 6402373705728000), half = z * TLane.Create(0.5);
        p = TLane.Create(1.0 / 20922789888000) - (p * z);
        p = TLane.Create(1.0 / 87178291200) - (p * z);
        p = TLane.Create(1.0 / 479001600) - (p * z);
        p = TLane.Create(1.0 / 3628800) - (p * z);
        p = TLane.Create(1.0 / 40320) - (p * z);
        p = TLane.Create(1.0 / 720) - (p * z);
        p = TLane.Create(1.0 / 24) - (p * z);
        TLane start = TLane.Create(1) - half;
        return start + (((TLane.Create(1) - start) - half) + ((z * z * p) - (x * angle.Low)));
    }
}
