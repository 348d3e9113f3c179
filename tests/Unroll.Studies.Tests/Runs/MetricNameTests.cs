using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Tests.Runs;

public class MetricNameTests
{
    [Theory]
    [InlineData("loss", "trainingLoss")]
    [InlineData("val_mean_absolute_error", "validationMeanAbsoluteError")]
    public void OfEpoch_SaysWhatWasMeasured(string name, string expected) => Assert.Equal(expected, MetricName.OfEpoch(name));

    [Theory]
    [InlineData("accuracy", true)]
    [InlineData("validationAccuracy@best", true)]
    [InlineData("trainingErrorRate@3", true)]
    [InlineData("completion.helloworld", true)]
    [InlineData("directionalAccuracy.AAPL", true)]
    [InlineData("validationTokenAccuracy", true)]
    [InlineData("otherAnswers", true)]
    [InlineData("rSquared.AAPL", false)]
    [InlineData("skill", false)]
    [InlineData("trainingLoss", false)]
    public void IsShare_KnowsWhatLiesBetweenZeroAndOne(string name, bool expected) => Assert.Equal(expected, MetricName.IsShare(name));

    [Theory]
    [InlineData("bitsPerCharacter", "bits per character")]
    [InlineData("rmse AAPL", "rmse AAPL")]
    [InlineData("macroF1", "macro f1")]
    [InlineData("rSquared", "r squared")]
    [InlineData("naiveRSquared", "naive r squared")]
    [InlineData("accuracyLow", "accuracy, 95 % low")]
    public void InWords_PartsWords_ButNotAcronyms(string name, string expected) => Assert.Equal(expected, MetricName.InWords(name));
}
