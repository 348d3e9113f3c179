using Unroll.Kernels.Activations;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Parameters;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Layers;

/// <summary>Layers, built and run on their own.</summary>
static class LayerStep
{
    /// <summary>Builds a stack of layers with weights that do not vanish.</summary>
    public static Sequential Built(Shape sample, params Layer[] layers)
    {
        var model = new Sequential(layers);
        model.Build(sample);
        foreach (Parameter parameter in model.Parameters.Parameters)
            RandomArray.Uniform(parameter.Values.Length, parameter.Values.Length, -0.6f, 0.6f).CopyTo(parameter.Values);
        return model;
    }

    /// <summary>A context of this step.</summary>
    public static LayerContext Context(this TestStep step, bool trains = false, ModelState? state = null) =>
        new(step.Tape) { IsTraining = trains, State = state };

    /// <summary>A sequence of [time, batch, features] with a mask.</summary>
    public static Tensor Masked(this TestStep step, Shape shape, ReadOnlySpan<float> values, ReadOnlySpan<byte> mask)
    {
        Tensor x = step.Tape.Arena.AttachMask(step.Input(shape, values));
        mask.CopyTo(x.Mask);
        return x;
    }

    /// <summary>Each recurrent layer in turn.</summary>
    public static TheoryData<string> Cells => ["rnn", "lstm", "gru", "gru before", "normalized lstm", "normalized gru"];

    public static RecurrentLayer Cell(string kind, int units, bool sequences = false, bool backwards = false) => kind switch
    {
        "rnn" => new SimpleRnn(units) { ReturnSequences = sequences, GoBackwards = backwards },
        "lstm" => new Lstm(units) { ReturnSequences = sequences, GoBackwards = backwards },
        "normalized lstm" => new LayerNormalizedLstm(units) { ReturnSequences = sequences, GoBackwards = backwards },
        "normalized gru" => new LayerNormalizedGru(units) { ReturnSequences = sequences, GoBackwards = backwards },
        "gru" => new Gru(units) { ReturnSequences = sequences, GoBackwards = backwards },
        _ => new Gru(units) { ReturnSequences = sequences, GoBackwards = backwards, ResetAfter = false },
    };

    /// <summary>A cell whose output can be told: h' = x + h, where dropout does not come between.</summary>
    public static SimpleRnn Adding(int units, float dropout = 0, float recurrentDropout = 0, float zoneout = 0) => new(units)
    {
        Activation = ActivationFunction.Linear, KernelInitializer = Initializer.Identity, RecurrentInitializer = Initializer.Identity, UseBias = false,
        ReturnSequences = true, Dropout = dropout, RecurrentDropout = recurrentDropout, Zoneout = zoneout,
    };
}
