using System.Text.Json.Nodes;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Regularizers;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>What <see cref="SimpleRnn"/>, <see cref="Lstm"/> and <see cref="Gru"/> share: Keras' options and the three weight arrays.</summary>
public abstract class RecurrentLayer : Layer
{
    readonly int _gates;
    bool _goBackwards;

    private protected RecurrentLayer(int units, int gates)
    {
        Units = LayerArguments.Positive(units);
        _gates = gates;
    }

    /// <summary>Width of the state and of the output.</summary>
    public int Units { get; }

    /// <summary>φ, the activation of the cell.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Tanh;

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>Whether the output is the state of every step, [time, units], or of the last one, [units].</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether the sequence is read from its end; a returned sequence is then reversed too, as in Keras.</summary>
    public bool GoBackwards { get => _goBackwards; init => _goBackwards = value; }

    /// <summary>How W is drawn.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>How U is drawn.</summary>
    public Initializer RecurrentInitializer { get; init; } = Initializer.Orthogonal;

    /// <summary>How b is drawn.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>What the weights of W cost; null for nothing.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>What the weights of U cost; null for nothing.</summary>
    public Regularizer? RecurrentRegularizer { get; init; }

    /// <summary>What the weights of b cost; null for nothing.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    private protected Parameter? Kernel { get; private set; }

    private protected Parameter? RecurrentKernel { get; private set; }

    private protected Parameter? Bias { get; private set; }

    private protected virtual ActivationFunction GateActivation => ActivationFunction.Linear;

    /// <summary>The extents of the bias.</summary>
    private protected virtual Shape BiasShape => new(_gates * Units);

    private protected virtual Initializer BiasInitializerInEffect => BiasInitializer;

    private protected RecurrenceOptions Options => new(Units, Activation, GateActivation, ReturnSequences, GoBackwards);

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (input.Rank != 2 || input[1] < 1)
            throw new ShapeMismatchException(BuiltName, "a sequence: [time, features]", input, nameof(input));
        CellActivations.Check(Activation, BuiltName);
        CellActivations.Check(GateActivation, BuiltName);
        Kernel = builder.AddParameter("kernel", new Shape(input[1], _gates * Units), KernelInitializer, KernelRegularizer);
        RecurrentKernel = builder.AddParameter("recurrent_kernel", new Shape(Units, _gates * Units), RecurrentInitializer, RecurrentRegularizer);
        Bias = UseBias ? builder.AddParameter("bias", BiasShape, BiasInitializerInEffect, BiasRegularizer) : null;
        return ReturnSequences ? new Shape(input[0], Units) : new Shape(Units);
    }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor output = ForwardInTime(context, input);
        return GoBackwards && ReturnSequences ? context.Tape.ReverseTime(output) : output;
    }

    /// <summary>A layer with the same options that reads the other way round.</summary>
    internal RecurrentLayer Reversed()
    {
        var reversed = (RecurrentLayer)Copy();
        reversed._goBackwards = !GoBackwards;
        return reversed;
    }

    /// <summary>The output with every step at its own time, whatever the direction.</summary>
    internal Tensor ForwardInTime(LayerContext context, Tensor input)
    {
        int features = Built(Kernel).Shape[0];
        if (input.Shape.Rank != 3 || input.Shape[2] != features)
            throw new ShapeMismatchException(BuiltName, $"[time, batch, {features}]", input.Shape, nameof(input));
        if (input.HasMask)
            throw new NotSupportedException($"{BuiltName}: the recurrent layers of this version read every step; this sequence carries a mask.");
        return Sequence(context, input);
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["units"] = Units;
        options["activation"] = ActivationCatalogue.NameOf(Activation);
        options["use_bias"] = UseBias;
        options["return_sequences"] = ReturnSequences;
        options["go_backwards"] = GoBackwards;
    }

    private protected abstract Tensor Sequence(LayerContext context, Tensor input);

    /// <summary>A state of this layer for the rows of a batch; empty when every sequence starts from zeros.</summary>
    private protected Span<float> State(LayerContext context, Tensor input, string part) =>
        context.State is { } state ? state.Get(this, part, input.Shape[1], Units) : [];
}
