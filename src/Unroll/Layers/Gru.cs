using System.Text.Json.Nodes;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>A gated recurrent unit (Cho et al., 2014) with gates in the order z, r, h: Keras' GRU.</summary>
/// <param name="units">Width of the state.</param>
public sealed class Gru(int units) : RecurrentLayer(units, gates: 3)
{
    /// <summary>ρ, the activation of the gates.</summary>
    public ActivationFunction RecurrentActivation { get; init; } = ActivationFunction.Sigmoid;

    /// <summary>Whether the state is reset after its product with U (Keras' default; two rows of bias) or before it (one row).</summary>
    public bool ResetAfter { get; init; } = true;

    private protected override ActivationFunction GateActivation => RecurrentActivation;

    private protected override Shape BiasShape => ResetAfter ? new(2, 3 * Units) : new(3 * Units);

    private protected override RecurrentOutput Sequence(LayerContext context, Tensor input, RecurrenceOptions options, CellState initial, Tensor dropout)
    {
        RequireNoCell(initial);
        Tensor bias = Bias?.Tensor ?? default;
        RecurrentState state = State(context, input, "hidden", initial.Hidden);
        return ResetAfter
            ? context.Tape.GruSequence(input, Kernel!.Tensor, RecurrentKernel!.Tensor, bias, options, state, dropout)
            : context.Tape.GruResetBeforeSequence(input, Kernel!.Tensor, RecurrentKernel!.Tensor, bias, options, state, dropout);
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        base.WriteConfiguration(options);
        options["recurrent_activation"] = ActivationCatalogue.NameOf(RecurrentActivation);
        options["reset_after"] = ResetAfter;
    }

    internal static Gru Read(LayerReader options) => new(options.Integer("units"))
    {
        Activation = options.Activation("activation", ActivationFunction.Tanh),
        UseBias = options.Flag("use_bias", true),
        ReturnSequences = options.Flag("return_sequences", false),
        GoBackwards = options.Flag("go_backwards", false),
        RecurrentActivation = options.Activation("recurrent_activation", ActivationFunction.Sigmoid),
        ResetAfter = options.Flag("reset_after", true),
    };
}
