using Unroll.Randomness;

namespace Unroll.Studies.Tuning;

/// <summary>Distributions over choices: an observed one is likelier than each of the others, the more so the more was observed.</summary>
sealed class ChoiceKernels(int choices, IReadOnlyList<double> observed) : SettingKernels
{
    /// <summary>How much more an observed choice has than the even share of all.</summary>
    readonly double _weight = observed.Count + 1;

    public override double Draw(int kernel, RandomStream random)
    {
        if (kernel == 0)
            return random.NextInt32(choices);
        double place = random.NextDouble() * (choices + _weight);
        return place < choices ? Math.Floor(place) : observed[kernel - 1];
    }

    public override double Density(int kernel, double value) =>
        kernel == 0 ? 1.0 / choices : (observed[kernel - 1] == value ? 1 + _weight : 1) / (choices + _weight);
}
