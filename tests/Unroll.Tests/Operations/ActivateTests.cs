using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Tests.Support.References;

namespace Unroll.Tests.Operations;

public sealed class ActivateTests
{
    [Theory]
    [InlineData(ActivationFunction.Relu)]
    [InlineData(ActivationFunction.Elu)]
    [InlineData(ActivationFunction.Softplus)]
    [InlineData(ActivationFunction.Softsign)]
    [InlineData(ActivationFunction.Tanh)]
    [InlineData(ActivationFunction.Sigmoid)]
    [InlineData(ActivationFunction.HardSigmoid)]
    [InlineData(ActivationFunction.Exponential)]
    [InlineData(ActivationFunction.LeakyRelu)]
    [InlineData(ActivationFunction.Selu)]
    [InlineData(ActivationFunction.Gelu)]
    [InlineData(ActivationFunction.GeluApproximate)]
    [InlineData(ActivationFunction.Silu)]
    public void Activate_AgreesWithReference(ActivationFunction function) => GradientCheck.Run(
        (tape, x) => tape.Activate(x[0], function), x => [.. x[0].Select(a => ActivationReference.Apply(function, a))],
        GradientCheck.Uniform([5, 7], 1, -4, 4));

    [Fact]
    public void Activate_Softmax_AgreesWithReference() => GradientCheck.Run(
        (tape, x) => tape.Activate(x[0], ActivationFunction.Softmax), x => ActivationReference.Softmax(x[0], 7),
        GradientCheck.Uniform([2, 3, 7], 1, -4, 4));

    [Fact]
    public void Activate_LogSoftmax_AgreesWithReference() => GradientCheck.Run(
        (tape, x) => tape.Activate(x[0], ActivationFunction.LogSoftmax), x => [.. ActivationReference.Softmax(x[0], 7).Select(p => Math.Log(p))],
        GradientCheck.Uniform([2, 3, 7], 1, -4, 4));

    [Fact]
    public void Activate_Linear_IsTheTensorItself()
    {
        using var step = new TestStep();
        Tensor x = step.Input([3], [1, 2, 3]);
        Assert.True(step.Tape.Activate(x, ActivationFunction.Linear).IsSameWindow(x));
    }

    [Fact]
    public void NamedFunctions_AreTheirActivations()
    {
        using var step = new TestStep();
        Tensor x = step.Input([2], [-0.5f, 0.5f]);
        TensorAssert.Close([Math.Tanh(-0.5), Math.Tanh(0.5)], step.Tape.Tanh(x).Values, TensorAssert.Forward, "tanh");
        TensorAssert.Close([1 / (1 + Math.Exp(0.5)), 1 / (1 + Math.Exp(-0.5))], step.Tape.Sigmoid(x).Values, TensorAssert.Forward, "sigmoid");
        Assert.Equal([0, 0.5f], step.Tape.Relu(x).Values);
    }
}
