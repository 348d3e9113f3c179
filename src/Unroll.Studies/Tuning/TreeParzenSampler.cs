using Unroll.Kernels.Numerics;
using Unroll.Randomness;

namespace Unroll.Studies.Tuning;

/// <summary>
/// The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl, 2011): one density of the good points, l, and one of the others, g; of some
/// points drawn from l those are proposed where l/g is largest, which is where the expected improvement is.
/// </summary>
/// <remarks>
/// The densities are joint ones, sums over the observed points of products over the settings, so that settings which only work together are proposed
/// together (Falkner, Klein and Hutter, 2018).
/// </remarks>
sealed class TreeParzenSampler : ISettingSampler
{
    /// <summary>Points that are drawn from l.</summary>
    const int Candidates = 24;

    /// <summary>The part of the points that counts as good.</summary>
    const double GoodShare = 0.15;

    /// <summary>The most points that count as good.</summary>
    const int MostGood = 25;

    public IEnumerable<double[]> Propose(SearchSpace space, IReadOnlyList<IReadOnlyList<double>> ranked, RandomStream random)
    {
        int good = Math.Clamp((int)Math.Ceiling(GoodShare * ranked.Count), 1, MostGood);
        var better = new Mixture(space, [.. ranked.Take(good)]);
        var worse = new Mixture(space, [.. ranked.Skip(good)]);
        return Enumerable.Range(0, Candidates).Select(_ => better.Draw(random)).ToArray()
            .OrderByDescending(point => better.LogDensity(point) - worse.LogDensity(point));
    }

    /// <summary>A mixture of the range as a whole and of one kernel for each point, all with the same weight.</summary>
    sealed class Mixture(SearchSpace space, IReadOnlyList<IReadOnlyList<double>> points)
    {
        readonly SettingKernels[] _kernels = [.. space.Ranges.Select((range, place) =>
            range.Kernels([.. points.Select(point => point[place])], space.Ranges.Count))];

        public double[] Draw(RandomStream random)
        {
            int kernel = random.NextInt32(points.Count + 1);
            return [.. _kernels.Select(setting => setting.Draw(kernel, random))];
        }

        public double LogDensity(double[] point)
        {
            double sum = 0;
            for (int kernel = 0; kernel <= points.Count; kernel++)
            {
                double product = 1;
                for (int place = 0; place < point.Length; place++)
                    product *= _kernels[place].Density(kernel, point[place]);
                sum += product;
            }

            return PortableMath.Log(sum / (points.Count + 1));
        }
    }
}
