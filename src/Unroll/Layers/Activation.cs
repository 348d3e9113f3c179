using System.Text.Json.Nodes;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>An activation as a layer of its own: Keras' Activation. The constants name the functions: <c>new Dense(10, Activation.Softmax)</c>.</summary>
/// <param name="function">The function.</param>
public sealed class Activation(ActivationFunction function) : Layer
{
    internal Activation(LayerReader options)
        : this(ActivationRegistry.Find(options.Text("activation")))
    {
    }

    /// <inheritdoc cref="ActivationFunction.Linear"/>
    public const ActivationFunction Linear = ActivationFunction.Linear;

    /// <inheritdoc cref="ActivationFunction.Relu"/>
    public const ActivationFunction Relu = ActivationFunction.Relu;

    /// <inheritdoc cref="ActivationFunction.Elu"/>
    public const ActivationFunction Elu = ActivationFunction.Elu;

    /// <inheritdoc cref="ActivationFunction.Softplus"/>
    public const ActivationFunction Softplus = ActivationFunction.Softplus;

    /// <inheritdoc cref="ActivationFunction.Softsign"/>
    public const ActivationFunction Softsign = ActivationFunction.Softsign;

    /// <inheritdoc cref="ActivationFunction.Tanh"/>
    public const ActivationFunction Tanh = ActivationFunction.Tanh;

    /// <inheritdoc cref="ActivationFunction.Sigmoid"/>
    public const ActivationFunction Sigmoid = ActivationFunction.Sigmoid;

    /// <inheritdoc cref="ActivationFunction.HardSigmoid"/>
    public const ActivationFunction HardSigmoid = ActivationFunction.HardSigmoid;

    /// <inheritdoc cref="ActivationFunction.Exponential"/>
    public const ActivationFunction Exponential = ActivationFunction.Exponential;

    /// <inheritdoc cref="ActivationFunction.Softmax"/>
    public const ActivationFunction Softmax = ActivationFunction.Softmax;

    /// <inheritdoc cref="ActivationFunction.LogSoftmax"/>
    public const ActivationFunction LogSoftmax = ActivationFunction.LogSoftmax;

    /// <inheritdoc cref="ActivationFunction.LeakyRelu"/>
    public const ActivationFunction LeakyRelu = ActivationFunction.LeakyRelu;

    /// <inheritdoc cref="ActivationFunction.Selu"/>
    public const ActivationFunction Selu = ActivationFunction.Selu;

    /// <inheritdoc cref="ActivationFunction.Gelu"/>
    public const ActivationFunction Gelu = ActivationFunction.Gelu;

    /// <inheritdoc cref="ActivationFunction.GeluApproximate"/>
    public const ActivationFunction GeluApproximate = ActivationFunction.GeluApproximate;

    /// <inheritdoc cref="ActivationFunction.Silu"/>
    public const ActivationFunction Silu = ActivationFunction.Silu;

    /// <summary>The function.</summary>
    public ActivationFunction Function { get; } = function;

    /// <inheritdoc/>
    public override bool ReadsStepByStep => true;

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input) => input;

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Tape.Activate(input, Function).WithMaskOf(input);
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["activation"] = ActivationRegistry.NameOf(Function);
    }

}
