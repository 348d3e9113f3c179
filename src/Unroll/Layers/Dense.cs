using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Regularizers;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>φ(x·W + b) for every feature vector: Keras' Dense.</summary>
/// <param name="units">Length of an output vector.</param>
/// <param name="activation">φ.</param>
public sealed class Dense(int units, ActivationFunction activation = ActivationFunction.Linear) : Layer
{
    Parameter? _kernel, _bias;

    internal Dense(LayerReader options)
        : this(options.Integer("units"), options.Activation("activation", ActivationFunction.Linear))
    {
        UseBias = options.Flag("use_bias", UseBias);
        KernelInitializer = options.Initializer("kernel_initializer", KernelInitializer);
        BiasInitializer = options.Initializer("bias_initializer", BiasInitializer);
        KernelRegularizer = options.Regularizer("kernel_regularizer");
        BiasRegularizer = options.Regularizer("bias_regularizer");
    }

    /// <summary>Length of an output vector.</summary>
    public int Units { get; } = Argument.AtLeast(1, units);

    /// <summary>φ.</summary>
    public ActivationFunction Activation { get; } = activation;

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How W is drawn.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>How b is drawn.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>Regularizer of W; null for none.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>Regularizer of b; null for none.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <inheritdoc/>
    public override bool ReadsStepByStep => true;

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (input.Rank == 0 || input.Last < 1)
            throw new ShapeMismatchException(BuiltName, "[…, features]", input, nameof(input));
        _kernel = builder.AddParameter("kernel", new Shape(input.Last, Units), KernelInitializer, KernelRegularizer);
        _bias = UseBias ? builder.AddParameter("bias", new Shape(Units), BiasInitializer, BiasRegularizer) : null;
        return input.WithLast(Units);
    }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        Parameter kernel = Built(_kernel);
        if (LayerInput.Kind(this, input).Shape.Last != kernel.Shape[0])
            throw new ShapeMismatchException(BuiltName, $"[…, {kernel.Shape[0]}]", input.Shape, nameof(input));
        return context.Tape.Activate(context.Tape.MatMul(input, kernel.Tensor, _bias?.Tensor ?? default), Activation).WithMaskOf(input);
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["units"] = Units;
        options["activation"] = ActivationRegistry.NameOf(Activation);
        options["use_bias"] = UseBias;
        options.Write("kernel_initializer", KernelInitializer);
        options.Write("bias_initializer", BiasInitializer);
        options.Write("kernel_regularizer", KernelRegularizer);
        options.Write("bias_regularizer", BiasRegularizer);
    }

}
