using Unroll.Metrics;

namespace Unroll.Tests.Metrics;

public sealed class ConfusionMatrixTests
{
    static readonly int[] s_truth = [0, 1, 2, 2, 0], s_predicted = [0, 0, 2, 2, 1];

    [Fact]
    public void ToString_IsAnAlignedTable()
    {
        ConfusionMatrix matrix = ConfusionMatrix.Create(s_truth, s_predicted, ["ape", "bumblebee", "cat"]);
        Assert.Equal("""
            true \ predicted  ape  bumblebee  cat
            ape                 1          1    0
            bumblebee           1          0    0
            cat                 0          0    2

            """, matrix.ToString());
        Assert.Equal("""
            true \ predicted   ape  bumblebee   cat
            ape               0.50       0.50  0.00
            bumblebee         1.00       0.00  0.00
            cat               0.00       0.00  1.00

            """, matrix.ToString(ConfusionNormalization.True));
    }

    [Fact]
    public void ToString_HasDecimals_WhereWeightsHave() => Assert.Equal("""
        true \ predicted     3     8
        3                 0.50  0.00
        8                 2.00  1.00

        """, ConfusionMatrix.Create([3, 8, 8], [3, 3, 8], [0.5, 2, 1]).ToString());

    [Fact]
    public void Normalize_SharesLinesColumnsOrAll_AndZeroWhereThereIsNothing()
    {
        ConfusionMatrix matrix = ConfusionMatrix.Create([0, 0, 0, 1], [0, 0, 1, 1], ["a", "b", "c"]);
        Assert.Equal(new[,] { { 2.0 / 3, 1.0 / 3, 0 }, { 0, 1, 0 }, { 0, 0, 0 } }, matrix.Normalize(ConfusionNormalization.True));
        Assert.Equal(new[,] { { 1, 0.5, 0 }, { 0, 0.5, 0 }, { 0, 0, 0 } }, matrix.Normalize(ConfusionNormalization.Predicted));
        Assert.Equal(new[,] { { 0.5, 0.25, 0 }, { 0, 0.25, 0 }, { 0, 0, 0 } }, matrix.Normalize(ConfusionNormalization.All));
        Assert.Equal((4, 0.75, new ClassCounts(1, 1, 0)), (matrix.Total, matrix.Accuracy, matrix.Counts(1)));
    }

    /// <summary>As scikit-learn's classification_report with labels=[0, 1] has it, of predictions that are none of these.</summary>
    [Fact]
    public void Create_CountsWhatIsNoClassAsMissed()
    {
        ConfusionMatrix matrix = ConfusionMatrix.Create([0, 0, 0, 1, 1], [0, ConfusionMatrix.Other, 1, ConfusionMatrix.Other, 1], ["a", "b"]);
        Assert.Equal((5, 0.4, new ClassCounts(1, 0, 2)), (matrix.Total, matrix.Accuracy, matrix.Counts(0)));
        Assert.Equal((true, 1, 1), (matrix.HasOthers, matrix.Others(0), matrix.Others(1)));
        Assert.Equal(new[,] { { 1.0 / 3, 1.0 / 3 }, { 0, 0.5 } }, matrix.Normalize(ConfusionNormalization.True));
        Assert.Equal((1.0 / 3, 0.5), (matrix.Others(0, ConfusionNormalization.True), matrix.Others(1, ConfusionNormalization.Predicted)));
        Assert.Equal(0.2, matrix.Others(1, ConfusionNormalization.All));
        Assert.Equal(0.5, new ClassificationReport(matrix).MacroAverage.F1);
        Assert.Equal("""
            true \ predicted  a  b  other
            a                 1  1      1
            b                 0  1      1

            """, matrix.ToString());
        Assert.False(ConfusionMatrix.Create(s_truth, s_predicted).HasOthers);
        Assert.Equal(["-1", "0"], ConfusionMatrix.Create([0, 0], [-1, 0]).Labels);
    }

    [Fact]
    public void Of_Nothing_HasNoClasses()
    {
        ConfusionMatrix matrix = ConfusionMatrix.Create([], []);
        Assert.Equal((0, 0, 0), (matrix.Classes, matrix.Total, matrix.Accuracy));
        Assert.Equal("true \\ predicted\n", matrix.ToString());
    }

    [Fact]
    public void Of_Throws_WhenLengthsOrLabelsDoNotFit()
    {
        Assert.Contains("5", Assert.Throws<ArgumentException>(() => ConfusionMatrix.Create(s_truth, [1])).Message, StringComparison.Ordinal);
        Assert.Contains("but 1 weights", Assert.Throws<ArgumentException>(() => ConfusionMatrix.Create(s_truth, s_predicted, [1])).Message,
            StringComparison.Ordinal);
        Assert.Contains("With 2 labels a class runs from 0 to 1",
            Assert.Throws<ArgumentOutOfRangeException>(() => ConfusionMatrix.Create(s_truth, s_predicted, ["a", "b"])).Message, StringComparison.Ordinal);
        Assert.Contains("3 classes, from 0 to 2",
            Assert.Throws<ArgumentOutOfRangeException>(() => ConfusionMatrix.Create(s_truth, s_predicted)[0, 3]).Message, StringComparison.Ordinal);
    }
}
