using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber, 1997) with gates in the order i, f, c, o: Keras' LSTM.</summary>
public sealed class Lstm : RecurrentLayer
{
    const int Gates = 4;

    /// <summary>A layer.</summary>
    /// <param name="units">Width of the state.</param>
    public Lstm(int units)
        : base(units, Gates)
    {
    }

    internal Lstm(LayerReader options)
        : base(options, Gates)
    {
        RecurrentActivation = options.Activation("recurrent_activation", RecurrentActivation);
        UnitForgetBias = options.Flag("unit_forget_bias", UnitForgetBias);
        ZoneoutCell = options.Single("zoneout_cell", ZoneoutCell);
    }

    /// <summary>ρ, the activation of the gates.</summary>
    public ActivationFunction RecurrentActivation { get; init; } = ActivationFunction.Sigmoid;

    /// <summary>Whether the forget gate's bias starts at 1; <see cref="RecurrentLayer.BiasInitializer"/> draws the others, or all.</summary>
    public bool UnitForgetBias { get; init; } = true;

    /// <summary>What <see cref="RecurrentLayer.Zoneout"/> is for h, for c; h is made from the new c, before zoneout.</summary>
    public float ZoneoutCell { get; init => field = Argument.Fraction(value); }

    private protected override Zoneout Zones => new(Zoneout, ZoneoutCell);

    private protected override ActivationFunction GateActivation => RecurrentActivation;

    private protected override Initializer BiasInitializerInEffect => UnitForgetBias ? new ForgetGateBias(BiasInitializer) : BiasInitializer;

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        base.WriteConfiguration(options);
        options["recurrent_activation"] = ActivationRegistry.NameOf(RecurrentActivation);
        options["unit_forget_bias"] = UnitForgetBias;
        if (ZoneoutCell > 0)
            options["zoneout_cell"] = ZoneoutCell;
    }

    private protected override RecurrentOutput Sequence(LayerContext context, Tensor input, RecurrenceOptions options, CellState initial, Tensor dropout) =>
        context.Tape.LstmSequence(input, Kernel!.Tensor, RecurrentKernel!.Tensor, Bias?.Tensor ?? default, options,
            State(context, input, "hidden", initial.Hidden), State(context, input, "cell", initial.Cell), dropout);
}
