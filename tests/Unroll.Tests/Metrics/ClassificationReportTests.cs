using Unroll.Metrics;

namespace Unroll.Tests.Metrics;

public sealed class ClassificationReportTests
{
    [Fact]
    public void ToString_IsScikitLearnsExample() => Assert.Equal("""
                      precision    recall  f1-score   support

             class 0       0.50      1.00      0.67         1
             class 1       0.00      0.00      0.00         1
             class 2       1.00      0.67      0.80         3

            accuracy                           0.60         5
           macro avg       0.50      0.56      0.49         5
        weighted avg       0.70      0.60      0.61         5

        """, new ClassificationReport(ConfusionMatrix.Create([0, 1, 2, 2, 2], [0, 0, 2, 2, 1], ["class 0", "class 1", "class 2"])).ToString());

    [Fact]
    public void ToString_HasALineForLabels_ThatNeverOccur() => Assert.Equal("""
                      precision    recall  f1-score   support

                   a      1.000     1.000     1.000         2
                   b      0.000     0.000     0.000         0

            accuracy                          1.000         2
           macro avg      0.500     0.500     0.500         2
        weighted avg      1.000     1.000     1.000         2

        """, new ClassificationReport(ConfusionMatrix.Create([0, 0], [0, 0], ["a", "b"])).ToString(3));

    /// <summary>Where supports are sums of weights, whole ones are numbers with a decimal too.</summary>
    [Fact]
    public void ToString_WritesSumsOfWeights_WithAllDigits() => Assert.Equal("""
                      precision    recall  f1-score   support

                   a       1.00      1.00      1.00       1.0
                   b       1.00      1.00      1.00      1.25

            accuracy                           1.00      2.25
           macro avg       1.00      1.00      1.00      2.25
        weighted avg       1.00      1.00      1.00      2.25

        """, new ClassificationReport(ConfusionMatrix.Create([0, 0, 1], [0, 0, 1], ["a", "b"], [0.5f, 0.5f, 1.25f])).ToString());

    [Fact]
    public void ToString_MakesRoomForTheLongestLabel()
    {
        const string Label = "neither hate nor offence";
        string[] lines = new ClassificationReport(ConfusionMatrix.Create([0, 1], [0, 1], ["hate", Label])).ToString().Split('\n');
        Assert.StartsWith(Label + "       1.00", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("weighted avg".PadLeft(Label.Length) + "       1.00", lines[7], StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfNothing_IsAllZero() => Assert.Equal("""
                      precision    recall  f1-score   support


            accuracy                           0.00         0
           macro avg       0.00      0.00      0.00         0
        weighted avg       0.00      0.00      0.00         0

        """, new ClassificationReport(ConfusionMatrix.Create([], [])).ToString());

    [Fact]
    public void Figures_AreNumbers()
    {
        ClassificationReport report = new ClassificationReport(ConfusionMatrix.Create([0, 1, 1, 1], [0, 0, 1, 1], [1, 1, 1, 2]));
        Assert.Equal((0.8, 5), (report.Accuracy, report.Support));
        Assert.Equal(new("1", 1, 0.75, 6.0 / 7, 4), report.Classes[1]);
        Assert.Equal(0.75, report.MacroAverage.Precision);
        Assert.Equal(0.9, report.WeightedAverage.Precision);
        Assert.Throws<ArgumentOutOfRangeException>(() => report.ToString(-1));
    }
}
