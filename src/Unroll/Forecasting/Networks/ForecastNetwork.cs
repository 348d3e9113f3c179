using System.Text.Json.Nodes;
using Unroll.Autograd;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Forecasting.Networks;

/// <summary>
/// A network that forecasts: it reads a window, [time, features], and what is known beside it, and gives the head's numbers for every value of the horizon. For
/// one of your own derive from this class as from <see cref="Model"/>; a <see cref="Forecaster"/> sets <see cref="Shape"/> before it builds the network.
/// </summary>
public abstract class ForecastNetwork : Model
{
    Embedding? _identity;
    bool _isTaken;

    /// <summary>The name in files.</summary>
    public abstract string Name { get; }

    /// <summary>What the network is given and has to give.</summary>
    /// <exception cref="InvalidOperationException">No forecaster has the network yet.</exception>
    public ForecastShape Shape { get => field ?? throw new InvalidOperationException("The network belongs to no forecaster yet."); private set; }

    /// <inheritdoc/>
    public override bool ReadsIds => false;

    internal void SetShape(ForecastShape shape) => Shape = shape;

    /// <summary>Makes the network part of a forecaster, once.</summary>
    internal ForecastNetwork Take()
    {
        if (_isTaken)
            throw new InvalidOperationException($"The network '{Name}' is part of another forecaster already; each needs one of its own.");
        _isTaken = true;
        return this;
    }

    /// <summary>Writes the options that a file keeps.</summary>
    internal virtual void WriteOptions(JsonObject options)
    {
    }

    /// <summary>Registers what describes the series.</summary>
    /// <returns>How many numbers <see cref="Describe"/> gives.</returns>
    protected int BuildDescription(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (Shape.IdentityUnits > 0)
            builder.Add(_identity = new Embedding(Shape.Identities, Shape.IdentityUnits), builder.SideInput(builder.SideInputCount - 1));
        return Shape.Statics + Shape.IdentityUnits;
    }

    /// <summary>The numbers that describe the series of each row, those that are given and those that are learned.</summary>
    /// <returns>[batch, numbers]; null where nothing describes them.</returns>
    protected Tensor? Describe(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        int place = Shape.KnownWidth > 0 ? 1 : 0;
        Tensor? statics = Shape.Statics > 0 ? context.SideInput(place++) : null;
        if (_identity is null)
            return statics;
        Tensor learned = _identity.Forward(context, context.SideInput(place));
        learned = learned.Reshape([learned.Shape[1], learned.Shape[2]]);
        return statics is { } given ? context.Tape.Concatenate(given, learned) : learned;
    }

    /// <summary>A state with what is known ahead and what describes the series: all that one dense layer gives the whole horizon from.</summary>
    /// <param name="context">The step.</param>
    /// <param name="state">[batch, units].</param>
    /// <returns>[batch, units + horizon · known + numbers].</returns>
    protected Tensor WithContext(LayerContext context, Tensor state)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Shape.KnownWidth > 0)
        {
            Tensor known = context.Tape.SwapOuterAxes(context.SideInput(0));
            state = context.Tape.Concatenate(state, known.Reshape([known.Shape[0], Shape.Horizon * Shape.KnownWidth]));
        }

        return Describe(context) is { } description ? context.Tape.Concatenate(state, description) : state;
    }

    /// <summary>Puts outputs that belong to steps in the order of <see cref="ForecastShape.Outputs"/>.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="outputs">[horizon, batch, parameters · targets].</param>
    /// <returns>[batch, parameters · horizon · targets].</returns>
    protected Tensor Arrange(Tape tape, Tensor outputs)
    {
        ArgumentNullException.ThrowIfNull(tape);
        int batch = outputs.Shape[1];
        Tensor rows = tape.SwapOuterAxes(outputs);
        return (Shape.Parameters == 1 ? rows : tape.SwapMiddleAxes(rows.Reshape([batch, Shape.Horizon, Shape.Parameters, Shape.Targets])))
            .Reshape([batch, Shape.Outputs]);
    }
}
