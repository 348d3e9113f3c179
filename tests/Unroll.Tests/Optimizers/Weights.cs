using Unroll.Kernels;
using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Tests.Support;

namespace Unroll.Tests.Optimizers;

/// <summary>Weights without a model, with gradients that change from step to step.</summary>
static class Weights
{
    public static ParameterStore Of(params int[] lengths)
    {
        var store = new ParameterStore();
        for (int i = 0; i < lengths.Length; i++)
            store.Declare($"weight{i}", [lengths[i]], new UniformInitializer(-1, 1));
        store.Place(new(1));
        return store;
    }

    /// <summary>A parameter alone, with the weights that it has among others.</summary>
    public static ParameterStore Alone(Parameter parameter)
    {
        ParameterStore store = Of(parameter.Shape.Length);
        parameter.Values.CopyTo(store.Parameters[0].Values);
        return store;
    }

    /// <summary>Gradients of a step; a parameter's depend on its length alone.</summary>
    public static void SetGradients(ParameterStore store, int step)
    {
        foreach (Parameter parameter in store.Parameters)
            RandomArray.Uniform(parameter.Shape.Length, (1000 * step) + parameter.Shape.Length).CopyTo(parameter.Gradients);
    }

    public static void Train(Workers workers, ParameterStore store, Optimizer optimizer, int steps = 5)
    {
        optimizer.BuildFor(store);
        for (int step = 1; step <= steps; step++)
        {
            SetGradients(store, step);
            optimizer.Step(workers, store);
        }
    }

    public static int[] Bits(ReadOnlySpan<float> values) => System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(values).ToArray();
}
