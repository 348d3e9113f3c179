using System.Text.Json.Nodes;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>
/// A stack of layers and a path around it: the output is [x, f(x)], the features of the input before those of the stack, so that what follows reads both. One
/// within another brings the outputs of all recurrent layers to the last layer (Graves, 2013):
/// <c>new Gru(64) { ReturnSequences = true }, new SkipConnection(new Gru(64) { ReturnSequences = true }), new Dense(65)</c>.
/// </summary>
public sealed class SkipConnection : Layer
{
    readonly Layer[] _stack;

    /// <summary>A path around layers, each of which reads the output of the one before.</summary>
    /// <param name="layers">f; it keeps rows and time steps.</param>
    /// <exception cref="ArgumentException">There is no layer.</exception>
    public SkipConnection(params Layer[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Length == 0)
            throw new ArgumentException("A skip connection leads around at least one layer.", nameof(layers));
        _stack = [.. layers];
    }

    internal SkipConnection(LayerReader options)
        : this([.. options.Layers("layers")])
    {
    }

    /// <summary>f: the layers that the path leads around.</summary>
    public IReadOnlyList<Layer> Stack => _stack;

    /// <inheritdoc/>
    public override bool ReadsStepByStep => _stack.All(layer => layer.ReadsStepByStep);

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">A layer cannot read such samples, or the stack does not keep the time steps.</exception>
    public override Shape Build(LayerBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Shape output = input;
        foreach (Layer layer in _stack)
            output = builder.Build(layer, output);
        return input.Rank > 0 && output.Rank == input.Rank && output.WithLast(1) == input.WithLast(1)
            ? input.WithLast(input.Last + output.Last)
            : throw new ShapeMismatchException(BuiltName, $"layers whose output is like the input, {input}, up to the features", output, nameof(input));
    }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor output = LayerInput.Kind(this, input);
        foreach (Layer layer in _stack)
            output = layer.Forward(context, output);
        return context.Tape.Concatenate(input, output).WithMaskOf(output.HasMask ? output : input);
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["layers"] = new JsonArray([.. _stack.Select(LayerRegistry.Write)]);
    }
}
