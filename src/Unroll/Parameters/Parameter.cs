using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>A weight array of a layer: a name and a window of the model's <see cref="ParameterStore"/>.</summary>
public sealed class Parameter
{
    Tensor _tensor;

    internal Parameter(string name, Shape shape, Initializer initializer)
    {
        Name = name;
        Shape = shape;
        Initializer = initializer;
    }

    /// <summary>The readable name under which it is saved: <c>lstm_1.recurrent_kernel</c>.</summary>
    public string Name { get; }

    /// <summary>The extents.</summary>
    public Shape Shape { get; }

    /// <summary>Whether training changes it.</summary>
    public bool Trainable { get; set; } = true;

    /// <summary>The weights with their gradients, as operations take them.</summary>
    public Tensor Tensor => Trainable ? _tensor : _tensor.WithoutGradient();

    /// <summary>The weights, row-major.</summary>
    public Span<float> Values => _tensor.Values;

    /// <summary>The gradients of the last backward pass.</summary>
    public Span<float> Gradients => _tensor.Gradients;

    /// <summary>Where the weights begin in the store's block.</summary>
    internal int Offset { get; private set; }

    internal Initializer Initializer { get; }

    internal bool HasGradient => _tensor.HasGradient;

    internal void Place(Tensor tensor, int offset)
    {
        _tensor = tensor;
        Offset = offset;
    }
}
