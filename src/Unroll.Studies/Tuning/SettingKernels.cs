using Unroll.Randomness;

namespace Unroll.Studies.Tuning;

/// <summary>The kernels of a Parzen estimator along one setting: number 0 covers the range evenly, the others lie around one observed value each.</summary>
abstract class SettingKernels
{
    /// <summary>A value of a kernel.</summary>
    public abstract double Draw(int kernel, RandomStream random);

    /// <summary>The density of a kernel at a value, up to a factor that all kernels of the setting share.</summary>
    public abstract double Density(int kernel, double value);
}
