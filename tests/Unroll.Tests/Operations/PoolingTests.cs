using Unroll.Autograd;
using Unroll.Data;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class PoolingTests
{
    const int Steps = 4, Batch = 3, Features = 5;

    static readonly byte[] s_mask = [1, 1, 0, 0, 1, 1, 1, 0, 1, 0, 1, 0];

    [Fact]
    public void AverageOverTime_AgreesWithReference() => GradientCheck.Run(
        (tape, x) => tape.AverageOverTime(x[0]), x => Columns(x[0], (_, column) => column.Average()), GradientCheck.Uniform([Steps, Batch, Features], 1));

    [Fact]
    public void AverageOverTime_LeavesMaskedStepsOut() => GradientCheck.Run(
        (tape, x) => tape.AverageOverTime(Masked(tape, x[0])),
        x => Columns(x[0], (row, column) => column.Where((_, time) => s_mask[(time * Batch) + row] == 1).Average()),
        GradientCheck.Uniform([Steps, Batch, Features], 1));

    [Fact]
    public void AverageOverTime_CountsAnyByteButZero()
    {
        using var step = new TestStep();
        Tensor x = step.Tape.Arena.AttachMask(step.Input([3, 1, 1], [1, 3, 8]));
        ((byte[])[255, 2, 0]).CopyTo(x.Mask);
        Assert.Equal(2, step.Tape.AverageOverTime(x).Values[0]);
    }

    [Fact]
    public void MaximumOverTime_AgreesWithReference() => GradientCheck.Run(
        (tape, x) => tape.MaximumOverTime(x[0]), x => Columns(x[0], (_, column) => column.Max()), GradientCheck.Uniform([Steps, Batch, Features], 1));

    [Fact]
    public void MaximumOverTime_LeavesMaskedStepsOut() => GradientCheck.Run(
        (tape, x) => tape.MaximumOverTime(Masked(tape, x[0])),
        x => Columns(x[0], (row, column) => column.Where((_, time) => s_mask[(time * Batch) + row] == 1).Max()),
        GradientCheck.Uniform([Steps, Batch, Features], 1));

    [Fact]
    public void Pooling_Throws_WhenThereIsNoSequence()
    {
        using var step = new TestStep();
        Tensor x = step.Input([2, 3], new float[6]);
        Assert.Throws<ShapeMismatchException>(() => step.Tape.AverageOverTime(x));
        Assert.Throws<ShapeMismatchException>(() => step.Tape.MaximumOverTime(x));
    }

    static Tensor Masked(Tape tape, Tensor x)
    {
        Tensor masked = tape.Arena.AttachMask(x);
        s_mask.CopyTo(masked.Mask);
        return masked;
    }

    static double[] Columns(double[] x, Func<int, double[], double> pool) =>
        [.. from row in Enumerable.Range(0, Batch)
            from j in Enumerable.Range(0, Features)
            select pool(row, [.. Enumerable.Range(0, Steps).Select(time => x[(((time * Batch) + row) * Features) + j])])];
}
