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
    [InlineData("bitsPerCharacter", "bits per character")]
    [InlineData("rmse AAPL", "rmse AAPL")]
    [InlineData("macroF1", "macro f1")]
    [InlineData("rSquared", "r squared")]
    [InlineData("naiveRSquared", "naive r squared")]
    public void InWords_PartsWords_ButNotAcronyms(string name, string expected) => Assert.Equal(expected, MetricName.InWords(name));
}
