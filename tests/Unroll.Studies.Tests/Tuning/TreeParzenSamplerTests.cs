using System.Text.Json;
using Unroll.Studies.Statistics;
using Unroll.Studies.Tuning;

namespace Unroll.Studies.Tests.Tuning;

public sealed class TreeParzenSamplerTests
{
    static readonly JsonElement[] s_names = [.. new[] { "\"a\"", "\"b\"", "\"c\"" }.Select(text => JsonElement.Parse(text))];

    static readonly SearchSpace s_plane = new([new NumberRange("x", -5, 10, false), new NumberRange("y", 0, 15, false), new ChoiceRange("c", s_names)]);

    /// <summary>Branin's function, whose smallest value is 0.3979 at three places, and a choice of which one is right.</summary>
    [Fact]
    public void Propose_FindsSmallerValuesThanRandomSearch_InTheMedianOverSeeds()
    {
        double[] random = Best(new RandomSampler(), Branin, s_plane), parzen = Best(new TreeParzenSampler(), Branin, s_plane);
        Assert.True(Median.From(parzen) - 0.3979 < 0.4 * (Median.From(random) - 0.3979), $"{Median.From(parzen)} and {Median.From(random)}");
        Assert.True(parzen.Zip(random).Count(pair => pair.First < pair.Second) >= 20, "fewer than 20 of 25 seeds");
    }

    /// <summary>The form of a training: a best rate that depends on the units, on a logarithmic scale, and settings that hardly matter.</summary>
    [Fact]
    public void Propose_FindsSmallerValuesThanRandomSearch_OverSettingsOfATraining()
    {
        var space = new SearchSpace(
        [
            new NumberRange("learningRate", 5e-4, 0.05, true), new NumberRange("dropout", 0, 0.5, false), new IntegerRange("units", 64, 512, 64, false),
            new ChoiceRange("cell", s_names), new NumberRange("clip", 0.1, 10, true), new IntegerRange("layers", 1, 3, 1, false),
        ]);
        double[] random = Best(new RandomSampler(), Training, space), parzen = Best(new TreeParzenSampler(), Training, space);
        Assert.True(Median.From(parzen) < Median.From(random) - 0.05, $"{Median.From(parzen)} and {Median.From(random)}");
    }

    [Fact]
    public void Propose_GivesTheSame_ForTheSameSeedAndNumber()
    {
        double[][] ranked = [.. Enumerable.Range(1, 20).Select(number => Proposer(new RandomSampler(), 1).Propose(number, [], [])!.Value.Point)];
        (double[] first, bool isRandom) = Proposer(new TreeParzenSampler(), 1).Propose(21, ranked, ranked)!.Value;
        Assert.False(isRandom);
        Assert.Equal(first, Proposer(new TreeParzenSampler(), 1).Propose(21, ranked, ranked)!.Value.Point);
        Assert.NotEqual(first, Proposer(new TreeParzenSampler(), 2).Propose(21, ranked, ranked)!.Value.Point);
        Assert.NotEqual(first, Proposer(new TreeParzenSampler(), 1).Propose(22, ranked, ranked)!.Value.Point);
        Assert.True(Proposer(new TreeParzenSampler(), 1).Propose(10, ranked[..9], ranked)!.Value.IsRandom);
    }

    /// <summary>All failed, or all the same: there is nothing to tell apart, and still a proposal.</summary>
    [Fact]
    public void Propose_Proposes_WhenThereIsOneDistinctValueOnly()
    {
        IReadOnlyList<double>[] same = [.. Enumerable.Repeat<IReadOnlyList<double>>([-5, 0, 1], 30)];
        Assert.All(Proposer(new TreeParzenSampler(), 1).Propose(31, same, same)!.Value.Point, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Propose_TriesEveryPointOnce_AndEnds_WhereTheyAreCounted()
    {
        var space = new SearchSpace([new IntegerRange("n", 1, 7, 2, false), new ChoiceRange("c", s_names)]);
        var tried = new List<double[]>();
        var proposer = new TrialProposer(space, new TreeParzenSampler(), startup: 3, seed: 1);
        while (proposer.Propose(tried.Count + 1, [.. tried], tried) is var (point, _))
            tried.Add(point);
        Assert.Equal(12, space.Count);
        Assert.Equal(space.All().Select(point => string.Join(' ', point)).Order(), tried.Select(point => string.Join(' ', point)).Order());
        Assert.Null(s_plane.Count);
    }

    static TrialProposer Proposer(ISettingSampler sampler, long seed) => new(s_plane, sampler, startup: 10, seed);

    /// <summary>The smallest of 50 values, for each of 25 seeds.</summary>
    static double[] Best(ISettingSampler sampler, Func<IReadOnlyList<double>, double> function, SearchSpace space) => [.. Enumerable.Range(1, 25).Select(seed =>
    {
        var proposer = new TrialProposer(space, sampler, startup: 10, seed);
        var tried = new List<(double[] Point, double Value)>();
        for (int number = 1; number <= 50; number++)
        {
            double[] point = proposer.Propose(number, [.. tried.OrderBy(one => one.Value).Select(one => one.Point)], tried.Select(one => one.Point))!.Value.Point;
            tried.Add((point, function(point)));
        }

        return tried.Min(one => one.Value);
    })];

    static double Branin(IReadOnlyList<double> point)
    {
        double x = point[0], q = point[1] - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6;
        return (q * q) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x)) + 10 + (point[2] == 1 ? 0 : point[2] == 0 ? 5 : 20);
    }

    static double Training(IReadOnlyList<double> point)
    {
        double size = (point[2] - 64) / 448, rate = Math.Log10(point[0]) + 2.2 + (0.3 * size), dropout = point[1] - 0.1 - (0.3 * size), clip = Math.Log10(point[4]);
        return (1.5 * rate * rate) + (4 * dropout * dropout) - (0.2 * size) + (point[3] == 1 ? 0 : 0.1) + (0.02 * clip * clip) + (point[5] == 2 ? 0 : 0.05);
    }
}
