using Unroll.Layers;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Models;

/// <summary>A layer in its model.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="OutputShape">Its output for one sample.</param>
/// <param name="Parameters">Its weights.</param>
public sealed record BuiltLayer(Layer Layer, Shape OutputShape, IReadOnlyList<Parameter> Parameters)
{
    /// <summary>The number of its weights.</summary>
    public long ParameterCount => Parameters.Sum(parameter => (long)parameter.Shape.Length);
}
