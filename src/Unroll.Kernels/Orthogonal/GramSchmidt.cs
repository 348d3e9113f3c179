using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Unroll.Kernels.Orthogonal;

/// <summary>
/// Modified Gram–Schmidt in double: takes out of vectors their parts along unit vectors, one unit after another. Each vector's sums are its own, eight across
/// it, and products are rounded before they are added; so the bits depend neither on the hardware nor on how many vectors and units are taken together.
/// </summary>
static unsafe class GramSchmidt
{
    /// <summary>Vectors that share the reading of a unit.</summary>
    const int Together = 4;

    static readonly int s_width = Vector512<double>.Count;

    /// <summary>Takes out of each vector its part along the first unit, out of what is left that along the second, and so on.</summary>
    /// <param name="units">Vectors of length 1; at least one.</param>
    /// <param name="vectors">Vectors of the units' length.</param>
    public static void Project(ReadOnlySpan<double[]> units, ReadOnlySpan<double[]> vectors)
    {
        foreach (double[] vector in vectors)
            Lengths.Check<double>(vector, units[0].Length);
        foreach (double[] unit in units)
            Lengths.Check<double>(unit, units[0].Length);
        int first = 0;
        for (; first + Together <= vectors.Length; first += Together)
            ProjectTogether(units, vectors.Slice(first, Together));
        foreach (double[] vector in vectors[first..])
            foreach (double[] unit in units)
                Subtract(unit, Dot(unit, vector), vector);
    }

    /// <summary>The scalar product.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        Lengths.Check(right, left.Length);
        fixed (double* a = left, b = right)
        {
            Vector512<double> sums = Vector512<double>.Zero;
            int end = left.Length / s_width * s_width;
            for (int i = 0; i < end; i += s_width)
                sums += Vector512.Load(a + i) * Vector512.Load(b + i);
            return Total(sums, a, b, end, left.Length);
        }
    }

    static void ProjectTogether(ReadOnlySpan<double[]> units, ReadOnlySpan<double[]> vectors)
    {
        Span<double> factors = stackalloc double[Together];
        for (int i = 0; i < Together; i++)
            factors[i] = Dot(units[0], vectors[i]);
        fixed (double* a = vectors[0], b = vectors[1], c = vectors[2], d = vectors[3])
            for (int i = 0; i + 1 < units.Length; i++)
                fixed (double* unit = units[i], next = units[i + 1])
                    Step(unit, next, units[i].Length, a, b, c, d, factors);
        for (int i = 0; i < Together; i++)
            Subtract(units[^1], factors[i], vectors[i]);
    }

    /// <summary>Takes out the parts along a unit and, in the same pass, measures those along the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Step(double* unit, double* next, int length, double* a, double* b, double* c, double* d, Span<double> factors)
    {
        Vector512<double> factorA = Vector512.Create(factors[0]), factorB = Vector512.Create(factors[1]);
        Vector512<double> factorC = Vector512.Create(factors[2]), factorD = Vector512.Create(factors[3]);
        Vector512<double> sumA = default, sumB = default, sumC = default, sumD = default;
        int width = Vector512<double>.Count, end = length / width * width;
        for (int i = 0; i < end; i += width)
        {
            Vector512<double> along = Vector512.Load(unit + i), onto = Vector512.Load(next + i);
            Vector512<double> restA = Vector512.Load(a + i) - (factorA * along), restB = Vector512.Load(b + i) - (factorB * along);
            Vector512<double> restC = Vector512.Load(c + i) - (factorC * along), restD = Vector512.Load(d + i) - (factorD * along);
            restA.Store(a + i);
            restB.Store(b + i);
            restC.Store(c + i);
            restD.Store(d + i);
            sumA += onto * restA;
            sumB += onto * restB;
            sumC += onto * restC;
            sumD += onto * restD;
        }

        for (int i = end; i < length; i++)
        {
            a[i] -= factors[0] * unit[i];
            b[i] -= factors[1] * unit[i];
            c[i] -= factors[2] * unit[i];
            d[i] -= factors[3] * unit[i];
        }

        factors[0] = Total(sumA, next, a, end, length);
        factors[1] = Total(sumB, next, b, end, length);
        factors[2] = Total(sumC, next, c, end, length);
        factors[3] = Total(sumD, next, d, end, length);
    }

    static void Subtract(double[] unit, double factor, double[] vector)
    {
        fixed (double* from = unit, into = vector)
        {
            var factors = Vector512.Create(factor);
            int end = vector.Length / s_width * s_width;
            for (int i = 0; i < end; i += s_width)
                (Vector512.Load(into + i) - (factors * Vector512.Load(from + i))).Store(into + i);
            for (int i = end; i < vector.Length; i++)
                into[i] -= factor * from[i];
        }
    }

    /// <summary>The eight sums in their order, then the products after the last whole vector.</summary>
    static double Total(Vector512<double> sums, double* a, double* b, int end, int length)
    {
        double total = 0;
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
            total += sums[lane];
        for (int i = end; i < length; i++)
            total += a[i] * b[i];
        return total;
    }
}
