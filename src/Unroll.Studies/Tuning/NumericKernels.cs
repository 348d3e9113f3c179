using Unroll.Kernels.Numerics;
using Unroll.Kernels.Simd;
using Unroll.Randomness;

namespace Unroll.Studies.Tuning;

/// <summary>Normal distributions around the observed numbers, on the unit interval and cut off at its ends.</summary>
sealed class NumericKernels : SettingKernels
{
    /// <summary>The width of a kernel where there is one number and one setting, as a part of the range.</summary>
    const double Widest = 0.2;

    /// <summary>A kernel is never narrower than this part of the range.</summary>
    const double Narrowest = 0.01;

    readonly NumericRange _range;
    readonly double[] _centers;
    readonly double[] _masses;
    readonly double _width;

    public NumericKernels(NumericRange range, IReadOnlyList<double> observed, int settings)
    {
        _range = range;
        _centers = [.. observed.Select(range.ToUnit)];

        // Scott's rule: the distance at which n kernels in that many dimensions still overlap.
        double narrowest = Math.Max(Narrowest, 1.0 / (observed.Count + 1) / 10);
        _width = Math.Max(narrowest, Widest * PortableMath.Pow(Math.Max(1, observed.Count), -1.0 / (settings + 4)));
        _masses = [.. _centers.Select(center => Cumulative((1 - center) / _width) - Cumulative(-center / _width))];
    }

    public override double Draw(int kernel, RandomStream random)
    {
        if (kernel == 0)
            return _range.Draw(random);
        while (true)
            if (_centers[kernel - 1] + (_width * random.NextNormal()) is var place and >= 0 and <= 1)
                return _range.FromUnit(place);
    }

    public override double Density(int kernel, double value)
    {
        if (kernel == 0)
            return 1;
        double distance = (_range.ToUnit(value) - _centers[kernel - 1]) / _width;
        return PortableMath.Exp(-distance * distance / 2) / (Math.Sqrt(2 * Math.PI) * _width * _masses[kernel - 1]);
    }

    static double Cumulative(double x) => NormalDistribution.Cumulative(LaneScalar.Create((float)x), out _).Value;
}
