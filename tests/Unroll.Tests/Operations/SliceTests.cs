using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class SliceTests
{
    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 4)]
    [InlineData(6, 1)]
    [InlineData(0, 7)]
    public void Slice_AgreesWithReference(int first, int count) => GradientCheck.Run(
        (tape, x) => tape.Slice(x[0], first, count), x => Columns(x[0], 7, first, count), GradientCheck.Uniform([3, 2, 7], 1));

    [Fact]
    public void Slices_OfOneTensor_AddTheirGradients() => GradientCheck.Run(
        (tape, x) => tape.Multiply(tape.Slice(x[0], 0, 4), tape.Slice(x[0], 3, 4)),
        x => [.. Columns(x[0], 7, 0, 4).Zip(Columns(x[0], 7, 3, 4), (a, b) => a * b)], GradientCheck.Uniform([3, 7], 1));

    [Fact]
    public void Concatenate_AgreesWithReference() => GradientCheck.Run(
        (tape, x) => tape.Concatenate(x[0], x[1]), x => Joined(x[0], 3, x[1], 5), GradientCheck.Uniform([4, 2, 3], 1), GradientCheck.Uniform([4, 2, 5], 2));

    [Fact]
    public void Concatenate_WithItself_AddsBothGradients() =>
        GradientCheck.Run((tape, x) => tape.Concatenate(x[0], x[0]), x => Joined(x[0], 3, x[0], 3), GradientCheck.Uniform([4, 3], 1));

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, -1)]
    [InlineData(5, 3)]
    [InlineData(int.MaxValue, 1)]
    public void Slice_Throws_WhenTheRangeLeavesTheAxis(int first, int count)
    {
        using var step = new TestStep();
        Tensor x = step.Input([2, 7], new float[14]);
        Assert.Throws<ArgumentOutOfRangeException>(() => step.Tape.Slice(x, first, count));
    }

    [Fact]
    public void Concatenate_Throws_WhenOuterExtentsDiffer()
    {
        using var step = new TestStep();
        Tensor a = step.Input([2, 3], new float[6]), b = step.Input([3, 3], new float[9]);
        Assert.Throws<ShapeMismatchException>(() => step.Tape.Concatenate(a, b));
    }

    static double[] Columns(double[] x, int stride, int first, int count) =>
        [.. x.Chunk(stride).SelectMany(row => row.Skip(first).Take(count))];

    static double[] Joined(double[] a, int left, double[] b, int right) =>
        [.. a.Chunk(left).Zip(b.Chunk(right)).SelectMany(pair => pair.First.Concat(pair.Second))];
}
