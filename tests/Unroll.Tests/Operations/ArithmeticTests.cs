using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class ArithmeticTests
{
    static readonly GradientCheck.Input s_a = GradientCheck.Uniform([3, 2, 7], 1), s_b = GradientCheck.Uniform([3, 2, 7], 2);

    [Fact]
    public void Add_AgreesWithReference() => GradientCheck.Run((tape, x) => tape.Add(x[0], x[1]), x => Zip(x, (a, b) => a + b), s_a, s_b);

    [Fact]
    public void Subtract_AgreesWithReference() => GradientCheck.Run((tape, x) => tape.Subtract(x[0], x[1]), x => Zip(x, (a, b) => a - b), s_a, s_b);

    [Fact]
    public void Multiply_AgreesWithReference() => GradientCheck.Run((tape, x) => tape.Multiply(x[0], x[1]), x => Zip(x, (a, b) => a * b), s_a, s_b);

    [Fact]
    public void Average_AgreesWithReference() => GradientCheck.Run((tape, x) => tape.Average(x[0], x[1]), x => Zip(x, (a, b) => (a + b) / 2), s_a, s_b);

    [Fact]
    public void Multiply_ByItself_AddsBothGradients() =>
        GradientCheck.Run((tape, x) => tape.Multiply(x[0], x[0]), x => [.. x[0].Select(a => a * a)], s_a);

    [Fact]
    public void Subtract_FromItself_HasAGradientOfZero() => GradientCheck.Run((tape, x) => tape.Subtract(x[0], x[0]), x => new double[x[0].Length], s_a);

    [Fact]
    public void Chain_OfManyUsesOfOneTensor_AddsTheirGradients() => GradientCheck.Run(
        (tape, x) => tape.Add(tape.Multiply(x[0], tape.Tanh(x[0])), tape.Subtract(tape.Exp(x[0]), tape.Scale(x[1], 3))),
        x => Zip(x, (a, b) => (a * Math.Tanh(a)) + Math.Exp(a) - (3 * b)), s_a, s_b);

    [Fact]
    public void Run_Throws_WhenShapesDiffer()
    {
        using var step = new TestStep();
        Tensor a = step.Input([2, 3], new float[6]), b = step.Input([3, 2], new float[6]);
        ShapeMismatchException error = Assert.Throws<ShapeMismatchException>(() => step.Tape.Add(a, b));
        Assert.Contains("(2, 3)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(3, 2)", error.Message, StringComparison.Ordinal);
    }

    static double[] Zip(double[][] x, Func<double, double, double> function) => [.. x[0].Zip(x[1], function)];
}
