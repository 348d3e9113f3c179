using System.Text.Json.Nodes;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>A gated recurrent unit (Cho et al., 2014) with gates in the order z, r, h: Keras' GRU.</summary>
public sealed class Gru : RecurrentLayer
{
    const int Gates = 3;

    /// <summary>A layer.</summary>
    /// <param name="units">Width of the state.</param>
    public Gru(int units)
        : base(units, Gates)
    {
    }

    internal Gru(LayerReader options)
        : base(options, Gates)
    {
        RecurrentActivation = options.Activation("recurrent_activation", RecurrentActivation);
        ResetAfter = options.Flag("reset_after", ResetAfter);
    }

    /// <summary>ρ, the activation of the gates.</summary>
    public ActivationFunction RecurrentActivation { get; init; } = ActivationFunction.Sigmoid;

    /// <summary>Whether the state is reset after its product with U (Keras' default; two rows of bias) or before it (one row).</summary>
    public bool ResetAfter { get; init; } = true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Zoneout is asked of a layer that resets its state before the product.</exception>
    public override Shape Build(LayerBuilder builder, Shape input) => Zoneout == 0 || ResetAfter
        ? base.Build(builder, input)
        : throw new ArgumentException($"{BuiltName}: {nameof(Zoneout)} needs {nameof(ResetAfter)}.", nameof(input));

    private protected override bool MayShareUnits => ResetAfter;

    private protected override ActivationFunction GateActivation => RecurrentActivation;

    private protected override Shape BiasShape => ResetAfter ? new(2, Gates * Units) : new(Gates * Units);

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        base.WriteConfiguration(options);
        options["recurrent_activation"] = ActivationRegistry.NameOf(RecurrentActivation);
        options["reset_after"] = ResetAfter;
    }

    private protected override RecurrentOutput Sequence(LayerContext context, Tensor input, RecurrenceOptions options, CellState initial, Tensor dropout)
    {
        RequireNoCell(initial);
        Tensor bias = Bias?.Tensor ?? default;
        RecurrentState state = State(context, input, "hidden", initial.Hidden);
        return ResetAfter
            ? context.Tape.GruSequence(input, Kernel!.Tensor, RecurrentKernel!.Tensor, bias, options, state, dropout)
            : context.Tape.GruResetBeforeSequence(input, Kernel!.Tensor, RecurrentKernel!.Tensor, bias, options, state, dropout);
    }
}
