using Unroll.Data;
using Unroll.Metrics;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Metrics;

/// <summary>What holds for every metric.</summary>
public sealed class MetricTests
{
    const int Time = 4, Batch = 5, Outputs = 6, Rows = Time * Batch;

    public static TheoryData<string> Names => [.. MetricRegistry.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Result_IsNaN_BeforeAnyRowCounts(string name)
    {
        using var step = new TestStep();
        Metric metric = Create(name);
        Assert.Equal(double.NaN, metric.Result);
        metric.Update(Predictions(step), Ids(step), step.Input([Batch], new float[Batch]));
        Assert.Equal(double.NaN, metric.Result);
        metric.Update(step.Input([0, Outputs], []), step.Ids([0], []));
        Assert.Equal(double.NaN, metric.Result);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_AllocatesNothing_AfterTheFirstBatch(string name)
    {
        using var step = new TestStep();
        Metric metric = Create(name);
        Tensor predictions = Masked(step, Predictions(step), step: 3), ids = Ids(step), weights = step.Input([Batch], [1, 2, 0, 1, 0.5f]);
        metric.Update(predictions, ids, weights);
        double result = metric.Result;
        metric.Reset();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 3; i++)
            metric.Update(predictions, ids, weights);
        double again = metric.Result;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Near(result, again);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_LeavesOutMaskedSteps_WhateverTheyHold(string name)
    {
        using var step = new TestStep();
        Metric masked = Create(name), shorter = Create(name);
        Tensor predictions = Predictions(step);
        predictions.Values[^((Time - 3) * Batch * Outputs)..].Fill(float.NaN);
        masked.Update(Masked(step, predictions, step: 3), Ids(step));
        shorter.Update(step.Input([3, Batch, Outputs], predictions.Values[..(3 * Batch * Outputs)]), step.Ids([3, Batch], Ids(step).Ids[..(3 * Batch)]));
        Assert.Equal(3 * Batch, masked.Weight);
        Assert.Equal(Bits(shorter.Result), Bits(masked.Result));
        Assert.True(double.IsFinite(masked.Result));
    }

    /// <summary>A mask of [time, batch] on predictions of [time, batch], which read as [batch, outputs].</summary>
    [Fact]
    public void Update_Throws_WhenTheMaskHasOtherRows()
    {
        using var step = new TestStep();
        Tensor predictions = step.Input([Time, Batch], new float[Rows]).WithMaskOf(Masked(step, Predictions(step), step: 3));
        var error = Assert.Throws<ShapeMismatchException>(() => Metric.MeanSquaredError.Update(predictions, step.Input([Time, Batch], new float[Rows])));
        Assert.Contains("predictions with a mask of 4 steps, not 20", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Result_IsNaN_OnceAPredictionThatCountsWasNaN(string name)
    {
        using var step = new TestStep();
        Metric metric = Create(name);
        Tensor predictions = Predictions(step);
        predictions.Values[^1] = float.NaN;
        metric.Update(predictions, Ids(step));
        metric.Update(Predictions(step), Ids(step));
        Assert.Equal(double.NaN, metric.Result);
        if (metric is BalancedAccuracy balanced)
            Assert.Contains("not finite", Assert.Throws<InvalidOperationException>(() => balanced.Matrix).Message, StringComparison.Ordinal);
        if (metric is ClassScore score)
            Assert.Throws<InvalidOperationException>(() => score.Classes);
        metric.Reset();
        metric.Update(Predictions(step), Ids(step));
        Assert.True(double.IsFinite(metric.Result));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_CountsARowOfWeightTwo_AsTwoRows(string name)
    {
        using var step = new TestStep();
        Metric weighted = Create(name), repeated = Create(name);
        Tensor predictions = Predictions(step), ids = Ids(step);
        weighted.Update(predictions, ids, step.Input([Batch], [1, 2, 0, 3, 1]));
        int[] times = [1, 2, 0, 3, 1];
        for (int row = 0; row < Rows; row++)
            for (int i = 0; i < times[row % Batch]; i++)
                repeated.Update(step.Input([1, Outputs], predictions.Values.Slice(row * Outputs, Outputs)), step.Ids([1], ids.Ids.Slice(row, 1)));
        Assert.Equal(repeated.Weight, weighted.Weight);
        Near(repeated.Result, weighted.Result);

        Metric rows = Create(name);
        rows.Update(predictions, ids, step.Input([Time, Batch], [.. Enumerable.Range(0, Rows).Select(row => (float)times[row % Batch])]));
        Assert.Equal(Bits(weighted.Result), Bits(rows.Result));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_GivesTheSameBits_HoweverTheRowsAreCutIntoBatches(string name)
    {
        using var step = new TestStep();
        Metric whole = Create(name), parts = Create(name);
        Tensor predictions = Predictions(step), ids = Ids(step);
        whole.Update(predictions, ids);
        for (int first = 0; first < Rows; first += 7)
        {
            int count = Math.Min(7, Rows - first);
            parts.Update(step.Input([count, Outputs], predictions.Values.Slice(first * Outputs, count * Outputs)),
                step.Ids([count], ids.Ids.Slice(first, count)));
        }

        Assert.Equal(Bits(whole.Result), Bits(parts.Result));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_TakesAnId_AsItsOneHotRow(string name)
    {
        using var step = new TestStep();
        Metric ids = Create(name), oneHot = Create(name);
        Tensor predictions = Predictions(step), targets = Ids(step), rows = step.Input(predictions.Shape, new float[Rows * Outputs]);
        for (int row = 0; row < Rows; row++)
            rows.Values[(row * Outputs) + targets.Ids[row]] = 1;
        ids.Update(predictions, targets);
        oneHot.Update(predictions, rows);
        Assert.Equal(Bits(ids.Result), Bits(oneHot.Result));
    }

    [Fact]
    public void Update_Masks_EveryRowOfAStep()
    {
        using var step = new TestStep();
        var metric = new Accuracy();
        Tensor predictions = Masked(step, step.Input([2, 1, 2, 2], [1, 0, 1, 0, 1, 0, 1, 0]), step: 1);
        metric.Update(predictions, step.Ids([2, 1, 2], [0, 1, 1, 1]));
        Assert.Equal((0.5, 2), (metric.Result, metric.Weight));
    }

    [Fact]
    public void Update_Throws_WhenShapesDoNotAgree()
    {
        using var step = new TestStep();
        var metric = new Accuracy();
        Tensor predictions = Predictions(step);
        var ids = Assert.Throws<ShapeMismatchException>(() => metric.Update(predictions, step.Ids([7], new int[7])));
        Assert.Contains("accuracy", ids.Message, StringComparison.Ordinal);
        Assert.Contains("20 ids", ids.Message, StringComparison.Ordinal);
        Assert.Contains("(7,)", ids.Message, StringComparison.Ordinal);
        Assert.Throws<ShapeMismatchException>(() => metric.Update(predictions, step.Input([Rows], new float[Rows])));
        Assert.Throws<ShapeMismatchException>(() => metric.Update(predictions, step.Input([Outputs, Rows], new float[Rows * Outputs])));
        var weights = Assert.Throws<ShapeMismatchException>(() => metric.Update(predictions, Ids(step), step.Input([Time], new float[Time])));
        Assert.Contains("5 weights", weights.Message, StringComparison.Ordinal);
        Assert.Equal(0, metric.Weight);
    }

    [Fact]
    public void Update_Throws_WhenTheOutputsChange_ButNotAfterAReset()
    {
        using var step = new TestStep();
        Metric metric = Metric.F1Score;
        metric.Update(step.Input([1, 3], [0, 1, 0]), step.Ids([1], [1]));
        var error = Assert.Throws<InvalidOperationException>(() => metric.Update(step.Input([1, 4], [0, 1, 0, 0]), step.Ids([1], [1])));
        Assert.Contains("f1_score", error.Message, StringComparison.Ordinal);
        Assert.Contains("4 outputs", error.Message, StringComparison.Ordinal);
        metric.Reset();
        metric.Update(step.Input([1, 4], [0, 1, 0, 0]), step.Ids([1], [1]));
        Assert.Equal(0.25, metric.Result);
    }

    [Fact]
    public void Fresh_SharesNothing_ButTheOptions()
    {
        using var step = new TestStep();
        var metric = new TopKCategoricalAccuracy { K = 2, Name = "top_2" };
        metric.Update(step.Input([1, 3], [0, 1, 0.5f]), step.Ids([1], [2]));
        Metric fresh = metric.Fresh();
        fresh.Update(step.Input([1, 3], [0, 1, 0.5f]), step.Ids([1], [0]));
        Assert.Equal(("top_2", 1, 0), (fresh.Name, metric.Result, fresh.Result));
    }

    [Fact]
    public void Derived_OutsideTheAssembly_NeedsThreeMembers()
    {
        using var step = new TestStep();
        var metric = new LargestError();
        Assert.Equal(double.NaN, metric.Result);
        metric.Update(step.Input([2, 1], [1, 5]), step.Input([2, 1], [2, 2]));
        metric.Update(step.Input([1, 1], [0]), step.Input([1, 1], [1]));
        Assert.Equal(("largest_error", 3), (metric.Name, metric.Result));
        Assert.Equal(MetricDirection.SmallerIsBetter, MetricDirections.Find("val_largest_error", [metric]));
    }

    sealed class LargestError() : Metric("largest_error", MetricDirection.SmallerIsBetter)
    {
        protected override int StateLength(int outputs) => 1;

        protected override void Add(in MetricRow row) => State[0] = Math.Max(State[0], Math.Abs(row.TargetValue(0) - row.Prediction[0]));

        protected override double Compute() => State[0];
    }

    static Metric Create(string name) => MetricRegistry.Create(name);

    /// <summary>Positive, so that they are probabilities but for their sum.</summary>
    static Tensor Predictions(TestStep step) => step.Input([Time, Batch, Outputs], RandomArray.Uniform(Rows * Outputs, 4, 0.1f, 1));

    static Tensor Ids(TestStep step) => step.Ids([Time, Batch], RandomArray.Ids(Rows, Outputs, 5));

    /// <summary>A mask that ends all rows at a step.</summary>
    static Tensor Masked(TestStep test, Tensor tensor, int step)
    {
        Tensor masked = test.Tape.Arena.AttachMask(tensor);
        masked.Mask.Fill(1);
        masked.Mask[(step * tensor.Shape[1])..].Clear();
        return masked;
    }

    static void Near(double expected, double actual) => Assert.Equal(expected, actual, 1e-12 * Math.Max(1, Math.Abs(expected)));

    static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
