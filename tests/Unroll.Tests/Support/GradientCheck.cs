using Unroll.Autograd;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Tests.Support;

/// <summary>
/// An operation against a naive reference in double: its values, and its gradients for Σ output · w against the reference's central differences. Each input is
/// also used twice, left unused and frozen, because every operation has to obey the same rules about whose gradients it writes.
/// </summary>
static class GradientCheck
{
    const double Difference = 1e-5;

    public delegate Tensor Operation(Tape tape, Tensor[] inputs);

    public delegate double[] Reference(double[][] inputs);

    public readonly record struct Input(Shape Shape, float[] Values);

    public static Input Uniform(Shape shape, int seed, float minimum = -1, float maximum = 1) =>
        new(shape, RandomArray.Uniform(shape.Length, seed, minimum, maximum));

    public static void Run(Operation operation, Reference reference, params Input[] inputs)
    {
        double[][] exact = [.. inputs.Select(input => TensorAssert.Doubles(input.Values))];
        double[] output = reference(exact);
        float[] weights = RandomArray.Uniform(output.Length, 77);
        double[][] gradients = Differences(reference, exact, weights);

        Compare(operation, inputs, output, weights, gradients, 1, "once", []);
        Compare((tape, tensors) => tape.Add(operation(tape, tensors), operation(tape, tensors)),
            inputs, [.. output.Select(value => 2 * value)], weights, gradients, 2, "used twice", []);
        Compare((tape, tensors) =>
        {
            operation(tape, tensors);
            Tensor used = operation(tape, tensors);
            operation(tape, tensors);
            return used;
        }, inputs, output, weights, gradients, 1, "beside unused ones", []);
        for (int frozen = 0; frozen < inputs.Length; frozen++)
            Compare(operation, inputs, output, weights, gradients, 1, $"input {frozen} frozen", [frozen]);
        for (int free = 0; free < inputs.Length; free++)
        {
            int[] others = [.. Enumerable.Range(0, inputs.Length).Where(i => i != free)];
            Compare(operation, inputs, output, weights, gradients, 1, $"all but input {free} frozen", others);
        }
    }

    static void Compare(Operation operation, Input[] inputs, double[] expected, float[] weights, double[][] gradients, int uses, string what, int[] frozen)
    {
        using var step = new TestStep();
        Tensor[] tensors = [.. inputs.Select((input, i) => step.Input(input.Shape, input.Values, !frozen.Contains(i)))];
        Tensor output = operation(step.Tape, tensors);
        TensorAssert.Close(expected, output.Values, TensorAssert.Forward, $"{what}: output");
        Assert.Equal(frozen.Length < inputs.Length, output.RequiresGradient);
        if (!output.RequiresGradient)
            return;

        step.Tape.Backward(output, weights);
        for (int i = 0; i < inputs.Length; i++)
        {
            Assert.Equal(!frozen.Contains(i), tensors[i].HasGradient);
            if (tensors[i].HasGradient)
                TensorAssert.Close(
                    [.. gradients[i].Select(value => uses * value)], tensors[i].Gradients, TensorAssert.Gradient, $"{what}: gradient of input {i}");
        }
    }

    static double[][] Differences(Reference reference, double[][] inputs, float[] weights)
    {
        double[][] gradients = [.. inputs.Select(input => new double[input.Length])];
        for (int i = 0; i < inputs.Length; i++)
            for (int j = 0; j < inputs[i].Length; j++)
            {
                double value = inputs[i][j];
                inputs[i][j] = value + Difference;
                double above = Loss(reference(inputs), weights);
                inputs[i][j] = value - Difference;
                double below = Loss(reference(inputs), weights);
                inputs[i][j] = value;
                gradients[i][j] = (above - below) / (2 * Difference);
            }

        return gradients;
    }

    static double Loss(double[] output, float[] weights)
    {
        double sum = 0;
        for (int i = 0; i < output.Length; i++)
            sum += output[i] * weights[i];
        return sum;
    }
}
