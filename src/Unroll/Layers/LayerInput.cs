using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>Checks of what a layer reads.</summary>
static class LayerInput
{
    /// <summary>A batch, which must be of the kind that the layer reads: ids, whole numbers, or values.</summary>
    public static Tensor Kind(Layer layer, Tensor input) => input.IsIds == layer.ReadsIds
        ? input
        : throw new ArgumentException(layer.ReadsIds
            ? $"{layer.BuiltName}: it reads ids, and the input of shape {input.Shape} holds values: pass whole numbers (int)."
            : $"{layer.BuiltName}: it reads values, and the input of shape {input.Shape} holds ids: pass floating-point numbers, or put an "
                + $"{nameof(Embedding)} before it.", nameof(input));

    /// <summary>A batch, which must be one of sequences or of vectors.</summary>
    public static Tensor Batch(Layer layer, Tensor input, int rank) => input.Shape.Rank == rank
        ? input
        : throw new ShapeMismatchException(layer.BuiltName, rank == 3 ? "[time, batch, features]" : "[batch, features]", input.Shape, nameof(input));

    /// <summary>The shape of one sample, which must be a sequence of vectors.</summary>
    public static Shape Sequence(Layer layer, Shape input) => input.Rank == 2 && input[1] > 0
        ? input
        : throw new ShapeMismatchException(layer.BuiltName, "a sequence: [time, features]", input, nameof(input));
}
