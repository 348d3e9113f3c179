using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>
/// An LSTM with layer normalization (Ba, Kiros and Hinton, 2016), gates in the order i, f, c, o. With LN(a) = (a − μ)/√(σ² + ε) over all numbers of a row:
/// z = LN(x·W)·γ' + LN(h·U)·γ + b, over the four gates together; c' = ρ(z_f)·c + ρ(zᵢ)·φ(z_c); h' = ρ(z_o)·φ(LN(c')·γ_c + β_c). The c that is carried on is
/// c' itself, as in the paper; TensorFlow Addons' LayerNormLSTMCell carries the normalized one.
/// </summary>
/// <remarks>
/// Beside those of <see cref="Lstm"/> its parameters are kernel_gamma (γ') and recurrent_gamma (γ), [4·units], cell_gamma and cell_beta, [units]. b needs no β
/// beside it. All options of <see cref="RecurrentLayer"/> hold as they do there.
/// </remarks>
public sealed class LayerNormalizedLstm : LayerNormalizedLayer
{
    const int Gates = 4;

    Parameter? _cellGamma, _cellBeta;

    /// <summary>A layer.</summary>
    /// <param name="units">Width of the state.</param>
    public LayerNormalizedLstm(int units)
        : base(units, Gates)
    {
    }

    internal LayerNormalizedLstm(LayerReader options)
        : base(options, Gates)
    {
        UnitForgetBias = options.Flag("unit_forget_bias", UnitForgetBias);
        ZoneoutCell = options.Single("zoneout_cell", ZoneoutCell);
    }

    /// <summary>Whether the forget gate's bias starts at 1; <see cref="RecurrentLayer.BiasInitializer"/> draws the others, or all.</summary>
    public bool UnitForgetBias { get; init; } = true;

    /// <summary>What <see cref="RecurrentLayer.Zoneout"/> is for h, for c; h is made from the new c, before zoneout.</summary>
    public float ZoneoutCell { get; init => field = Argument.Fraction(value); }

    private protected override Zoneout Zones => new(Zoneout, ZoneoutCell);

    private protected override Initializer BiasInitializerInEffect => UnitForgetBias ? new ForgetGateBias(BiasInitializer) : BiasInitializer;

    /// <inheritdoc/>
    public override Shape Build(LayerBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Shape output = base.Build(builder, input);
        _cellGamma = builder.AddParameter("cell_gamma", new Shape(Units), GammaInitializer);
        _cellBeta = builder.AddParameter("cell_beta", new Shape(Units), Initializer.Zeros);
        return output;
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        base.WriteConfiguration(options);
        options["unit_forget_bias"] = UnitForgetBias;
        if (ZoneoutCell > 0)
            options["zoneout_cell"] = ZoneoutCell;
    }

    private protected override RecurrentOutput Sequence(LayerContext context, Tensor input, RecurrenceOptions options, CellState initial, Tensor dropout) =>
        context.Tape.LayerNormalizedLstmSequence(input, Kernel!.Tensor, RecurrentKernel!.Tensor, Bias?.Tensor ?? default,
            Normalization with { CellGamma = _cellGamma!.Tensor, CellBeta = _cellBeta!.Tensor }, options, State(context, input, "hidden", initial.Hidden),
            State(context, input, "cell", initial.Cell), dropout);
}
