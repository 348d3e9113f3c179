using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Autograd;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Forecasting.Networks;

/// <summary>
/// An encoder reads the window; a decoder goes on from its state through the horizon, reads at every step what is known ahead, and looks back at the window by
/// attention (Luong et al., 2015). The same weights forecast every step.
/// </summary>
/// <param name="units">Units of encoder and decoder.</param>
public sealed class EncoderDecoderNetwork(int units) : ForecastNetwork
{
    readonly int _units = Argument.AtLeast(1, units);
    RecurrentLayer? _encoder, _decoder;
    Attention? _attention;
    Embedding? _places;
    Dropout? _dropout;
    Dense? _output;

    /// <inheritdoc/>
    public override string Name => "encoder_decoder";

    /// <summary>The layer of encoder and decoder.</summary>
    public RecurrentCell Cell { get; init; }

    /// <summary>Whether the decoder looks back at the states of the window.</summary>
    public bool UseAttention { get; init; } = true;

    /// <summary>The share of the decoder's output that training leaves out.</summary>
    public float Dropout { get; init => field = Argument.FractionBelowOne(value); }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tape tape = context.Tape;
        (Tensor encoded, CellState state) = _encoder!.ForwardWithState(context, input);
        Tensor steps = _places!.Forward(context, Places(tape, input.Shape[1]));
        if (Shape.KnownWidth > 0)
            steps = tape.Concatenate(steps, context.SideInput(0));
        if (Describe(context) is { } description)
            steps = tape.Concatenate(steps, tape.RepeatOverTime(description, Shape.Horizon));
        Tensor decoded = _decoder!.ForwardWithState(context, steps, state).Output;
        if (_attention is not null)
            decoded = tape.Concatenate(decoded, _attention.Forward(context, decoded, encoded));
        return Arrange(tape, _output!.Forward(context, _dropout is null ? decoded : _dropout.Forward(context, decoded)));
    }

    /// <inheritdoc/>
    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        int description = BuildDescription(builder);
        Shape encoded = builder.Add(_encoder = Cell.Create(_units, returnSequences: true), input);
        Shape places = builder.Add(_places = new Embedding(Shape.Horizon, _units), [Shape.Horizon]);
        Shape decoded = builder.Add(_decoder = Cell.Create(_units, returnSequences: true), places.WithLast(_units + Shape.KnownWidth + description));
        if (UseAttention)
            decoded = decoded.WithLast(_units + builder.Add(_attention = new Attention { UseScale = true }, decoded, encoded).Last);
        if (Dropout > 0)
            builder.Add(_dropout = new Dropout(Dropout), decoded);
        builder.Add(_output = new Dense(Shape.Targets * Shape.Parameters), decoded);
        return [Shape.Outputs];
    }

    internal override void WriteOptions(JsonObject options)
    {
        (options["units"], options["cell"]) = (_units, Cell.ToString());
        (options["attention"], options["dropout"]) = (UseAttention, Dropout);
    }

    /// <summary>Which step of the horizon each is: [horizon, batch].</summary>
    Tensor Places(Tape tape, int batch)
    {
        Tensor ids = tape.Arena.AllocateIds([Shape.Horizon, batch]);
        for (int step = 0; step < Shape.Horizon; step++)
            ids.Ids.Slice(step * batch, batch).Fill(step);
        return ids;
    }
}
