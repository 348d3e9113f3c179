using Unroll.Forecasting;

namespace Unroll.Tests.Forecasting;

public sealed class CompetitionScoreTests
{
    static readonly double[][] s_training = [[4, 6, 5, 7], [10, 20, 10, 30, 20]], s_actual = [[8, 6], [25, 20]];

    [Fact]
    public void Of_IsTheMeanOverTheSeries_BesideTheNaiveForecast()
    {
        CompetitionScore score = CompetitionScore.Of(s_training, s_actual, [[7, 7], [20, 20]], season: 1);
        double smape = (PointMeasures.Smape([8, 6], [7, 7]) + PointMeasures.Smape([25, 20], [20, 20])) / 2;
        Assert.Equal(smape, score.Smape, 1e-12);
        Assert.Equal(((1 / (5 / 3.0)) + (2.5 / 12.5)) / 2, score.Mase, 1e-12);
        Assert.Equal((score.Smape, score.Mase), (score.NaiveSmape, score.NaiveMase));
        Assert.Equal(1, score.Owa, 1e-12);
    }

    [Fact]
    public void Owa_IsTheMeanOfBothPartsOfTheNaiveErrors() => Assert.Equal((0.25 + 0.75) / 2, new CompetitionScore(2, 3, 8, 4).Owa);

    [Fact]
    public void Of_RefusesCountsThatDiffer()
    {
        Assert.Throws<ArgumentException>(() => CompetitionScore.Of([], [], [], 1));
        Assert.Throws<ArgumentException>(() => CompetitionScore.Of(s_training, s_actual[..1], s_actual, 1));
        Assert.Throws<ArgumentException>(() => CompetitionScore.Of(s_training, s_actual, s_actual[..1], 1));
    }
}
