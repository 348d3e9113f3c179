using Unroll.Kernels.Activations;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Parameters;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Golden;

/// <summary>Layers from Keras' configurations.</summary>
static class GoldenLayer
{
    static readonly string[] s_known =
        ["type", "units", "activation", "return_sequences", "go_backwards", "use_bias", "reset_after", "stateful", "input_dim", "output_dim", "epsilon",
            "merge_mode"];

    public static Layer Create(string type, GoldenCase config)
    {
        Assert.Empty(config.Names.Except(s_known));
        int units = (int)config.Number("units", 0);
        bool sequences = config.Flag("return_sequences", false), backwards = config.Flag("go_backwards", false), bias = config.Flag("use_bias", true);
        ActivationFunction cell = ActivationRegistry.Find(config.Text("activation", "tanh"));
        return type switch
        {
            "SimpleRNN" => new SimpleRnn(units) { ReturnSequences = sequences, GoBackwards = backwards, UseBias = bias, Activation = cell },
            "LSTM" => new Lstm(units) { ReturnSequences = sequences, GoBackwards = backwards, UseBias = bias, Activation = cell },
            "GRU" => new Gru(units)
            {
                ReturnSequences = sequences, GoBackwards = backwards, UseBias = bias, Activation = cell, ResetAfter = config.Flag("reset_after", true),
            },
            "Dense" => new Dense(units, ActivationRegistry.Find(config.Text("activation", "linear"))) { UseBias = bias },
            "TimeDistributed(Dense)" => new TimeDistributed(Create("Dense", config)),
            "Bidirectional(SimpleRNN)" or "Bidirectional(LSTM)" or "Bidirectional(GRU)" =>
                new Bidirectional((RecurrentLayer)Create(type[14..^1], config)) { Merge = MergeModeRegistry.Modes.Find(config.Text("merge_mode", "concat")) },
            "LayerNormalization" => new LayerNormalization { Epsilon = (float)config.Number("epsilon") },
            "Activation" => new Activation(ActivationRegistry.Find(config.Text("activation"))),
            "Embedding" => new Embedding((int)config.Number("input_dim"), (int)config.Number("output_dim")),
            _ => throw new ArgumentException($"There is no layer for '{type}'.", nameof(type)),
        };
    }

    /// <summary>Gives a model the weights of a case.</summary>
    public static void SetWeights(Model model, GoldenArray[] weights)
    {
        Assert.Equal(weights.Select(weight => weight.Shape), model.Parameters.Parameters.Select(parameter => parameter.Shape));
        for (int i = 0; i < weights.Length; i++)
            weights[i].Data.CopyTo(model.Parameters.Parameters[i].Values);
    }

    /// <summary>Runs a layer forwards and backwards and compares its output and all gradients with the case.</summary>
    public static void Check(GoldenCase golden)
    {
        GoldenArray x = golden.Array("x"), outputGradient = golden.Array("outputGradient");
        var model = new Sequential(Create(golden.Text("layer"), golden.Object("config")));
        model.Build(x.Sample);
        SetWeights(model, golden.Arrays("weights"));

        using var step = new TestStep();
        Tensor input = model.ReadsIds
            ? step.Ids([x.Shape[1], x.Shape[0]], GoldenArray.Swapped<int>(x.Ids, x.Shape[0], x.Shape[1], 1))
            : step.Input(x.Shape.Rank == 3 ? [x.Shape[1], x.Shape[0], x.Shape[2]] : x.Shape, x.InEngineOrder);
        if (golden.Has("mask"))
        {
            input = step.Tape.Arena.AttachMask(input);
            golden.Mask("mask").CopyTo(input.Mask);
        }

        Tensor output = model.Forward(new LayerContext(step.Tape) { IsTraining = true }, input);
        TensorAssert.Close(golden.Array("output").InEngineOrder, output.Values, TensorAssert.Forward, "output");

        model.Parameters.BeginPass();
        step.Tape.Backward(output, outputGradient.InEngineOrder);
        if (golden.Has("xGradient"))
            TensorAssert.Close(golden.Array("xGradient").InEngineOrder, input.Gradients, TensorAssert.Gradient, "gradient of x");
        GoldenArray[] gradients = golden.Arrays("weightGradients");
        for (int i = 0; i < gradients.Length; i++)
        {
            Parameter parameter = model.Parameters.Parameters[i];
            Assert.True(parameter.HasGradient, $"{parameter.Name} has no gradient");
            TensorAssert.Close(gradients[i].Data, parameter.Gradients, TensorAssert.Gradient, $"gradient of {parameter.Name}");
        }
    }
}
