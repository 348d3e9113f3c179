using System.Text.Json.Nodes;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>The same numbers of each sample under another shape, in the order [time, features]: Keras' Reshape. A mask ends here.</summary>
/// <param name="target">Shape of one sample: [features] or [time, features]; one extent may be −1, for what is left.</param>
public sealed class Reshape(Shape target) : Layer
{
    Shape _output;

    internal Reshape(LayerReader options)
        : this(new Shape(options.Integers("target_shape")))
    {
    }

    /// <summary>Shape of one sample, as given.</summary>
    public Shape Target { get; } = target;

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">A sample has another number of values, or its length is unknown.</exception>
    public override Shape Build(LayerBuilder builder, Shape input)
    {
        if (Target.Rank is not (1 or 2))
            throw new ShapeMismatchException(BuiltName, "a target of [features] or [time, features]", Target, nameof(Target));
        int length = KnownLength(this, input), given = 1, unknown = 0;
        foreach (int extent in Target)
            (given, unknown) = extent < 0 ? (given, unknown + 1) : (given * extent, unknown);
        if (unknown > 1 || given == 0 || (unknown == 0 ? given != length : length % given != 0))
            throw new ShapeMismatchException(BuiltName, $"samples that fill {Target}", input, nameof(input));
        int rest = length / given;
        _output = Target.Rank == 1
            ? new Shape(Target[0] < 0 ? rest : Target[0])
            : new Shape(Target[0] < 0 ? rest : Target[0], Target[1] < 0 ? rest : Target[1]);
        return _output;
    }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return To(this, context, input, _output);
    }

    /// <summary>Numbers of a sample.</summary>
    internal static int KnownLength(Layer layer, Shape input)
    {
        foreach (int extent in input)
            if (extent < 0)
                throw new ShapeMismatchException(layer.BuiltName, "samples of a known length (build the model with the number of steps)", input, nameof(input));
        return input.Length;
    }

    /// <summary>By way of the surface's order, [batch, time, features].</summary>
    internal static Tensor To(Layer layer, LayerContext context, Tensor input, Shape sample)
    {
        int batch = input.Shape.Rank > 2 ? input.Shape[1] : input.Shape[0];
        if ((long)sample.Length * batch != input.Shape.Length)
            throw new ShapeMismatchException(layer.BuiltName, $"samples of {sample.Length} numbers", input.Shape, nameof(input));
        Tensor surface = input.Shape.Rank > 2 ? context.Tape.SwapOuterAxes(input) : input;
        return sample.Rank == 2
            ? context.Tape.SwapOuterAxes(surface.Reshape(new Shape(batch, sample[0], sample[1])))
            : surface.Reshape(new Shape(batch, sample[0]));
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["target_shape"] = new JsonArray([.. Target.ToArray().Select(extent => (JsonNode)extent)]);
    }

}
