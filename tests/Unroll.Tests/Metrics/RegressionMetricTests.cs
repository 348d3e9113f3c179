using Unroll.Metrics;
using Unroll.Tests.Support;

namespace Unroll.Tests.Metrics;

public sealed class RegressionMetricTests
{
    static readonly float[] s_targets = [1, -2, 0, 4], s_predictions = [2, -4, 0, 1];

    [Fact]
    public void Errors_AreMeansOverAllOutputs()
    {
        Assert.Equal(3.5, Result(Metric.MeanSquaredError));
        Assert.Equal(Math.Sqrt(3.5), Result(Metric.RootMeanSquaredError));
        Assert.Equal(1.5, Result(Metric.MeanAbsoluteError));
        Assert.Equal(100 * 2.75 / 4, Result(Metric.MeanAbsolutePercentageError));
    }

    [Fact]
    public void PercentageError_DividesByTheSmallestTarget_WhereTheTargetIsZero()
    {
        using var step = new TestStep();
        Metric metric = Metric.MeanAbsolutePercentageError;
        metric.Update(step.Input([1, 1], [-2]), step.Input([1, 1], [0]));
        Assert.Equal(100 * 2 / 1e-7, metric.Result);
    }

    [Fact]
    public void RootMeanSquaredError_IsTheRootOfTheMean_NotTheMeanOfRoots()
    {
        using var step = new TestStep();
        Metric metric = Metric.RootMeanSquaredError;
        metric.Update(step.Input([1, 1], [3]), step.Input([1, 1], [0]));
        metric.Update(step.Input([1, 1], [0]), step.Input([1, 1], [4]));
        Assert.Equal(Math.Sqrt(12.5), metric.Result);
    }

    [Fact]
    public void Errors_AreNaN_WhereAPredictionIs()
    {
        using var step = new TestStep();
        foreach (Metric metric in (Metric[])[Metric.MeanSquaredError, Metric.MeanAbsoluteError, Metric.MeanAbsolutePercentageError, Metric.R2Score])
        {
            metric.Update(step.Input([2, 1], [float.NaN, 0]), step.Input([2, 1], [0, 1]));
            Assert.Equal(double.NaN, metric.Result);
        }
    }

    [Fact]
    public void SingleOutput_TakesAnIdAsItsValue()
    {
        using var step = new TestStep();
        Metric metric = Metric.MeanAbsoluteError;
        metric.Update(step.Input([2, 1], [1, 5]), step.Ids([2], [1, 3]));
        Assert.Equal(1, metric.Result);
    }

    [Fact]
    public void R2Score_IsKerasExample()
    {
        using var step = new TestStep();
        Metric metric = Metric.R2Score;
        metric.Update(step.Input([3, 1], [2, 4, 4]), step.Input([3, 1], [1, 4, 3]));
        Assert.Equal(4.0 / 7, metric.Result, 1e-15);
    }

    [Fact]
    public void R2Score_KeepsItsDigits_FarFromZero()
    {
        using var step = new TestStep();
        Metric near = Metric.R2Score, far = Metric.R2Score;
        float[] targets = [0, 1, 2, 3, 5, 7], predictions = [1, 1, 2, 2, 6, 7];
        near.Update(step.Input([6, 1], predictions), step.Input([6, 1], targets));
        far.Update(step.Input([6, 1], [.. predictions.Select(value => value + 8388608)]), step.Input([6, 1], [.. targets.Select(value => value + 8388608)]));
        Assert.Equal(near.Result, far.Result, 1e-9);
    }

    /// <summary>Where a target never changes there is nothing to explain: 1 for what is right, 0 for what is not.</summary>
    [Fact]
    public void R2Score_OfAConstantTarget_IsOneOrZero()
    {
        Assert.Equal(1, OfConstantTarget(3, 3));
        Assert.Equal(0, OfConstantTarget(3, 3.5f));
        Assert.Equal(double.NaN, OfConstantTarget(3, float.NaN));

        static double OfConstantTarget(params float[] predictions)
        {
            using var step = new TestStep();
            Metric metric = Metric.R2Score;
            metric.Update(step.Input([2, 1], predictions), step.Input([2, 1], [3, 3]));
            return metric.Result;
        }
    }

    /// <summary>Of three outputs one is right, one has R² = 4/7, and one is the mean of its target.</summary>
    [Fact]
    public void R2Score_IsTheMeanOverOutputs()
    {
        using var step = new TestStep();
        Metric metric = Metric.R2Score;
        metric.Update(step.Input([3, 3], [5, 2, 2, 6, 4, 2, 8, 4, 2]), step.Input([3, 3], [5, 1, 1, 6, 4, 2, 8, 3, 3]));
        Assert.Equal((1 + (4.0 / 7)) / 3, metric.Result, 1e-15);
    }

    static double Result(Metric metric)
    {
        using var step = new TestStep();
        metric.Update(step.Input([2, 2], s_predictions), step.Input([2, 2], s_targets));
        return metric.Result;
    }
}
