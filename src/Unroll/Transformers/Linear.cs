using Unroll.Layers;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>x·Wᵀ + b with W as published checkpoints hold it: [units, features].</summary>
sealed record Linear(Parameter Weight, Parameter? Bias)
{
    /// <summary>Declares "name.weight" and, where there is one, "name.bias".</summary>
    public static Linear Declare(LayerBuilder builder, string name, int features, int units, Initializer initializer, bool hasBias = true) => new(
        builder.AddParameter($"{name}.weight", new Shape(units, features), initializer),
        hasBias ? builder.AddParameter($"{name}.bias", new Shape(units), Initializer.Zeros) : null);

    public Tensor Forward(LayerContext context, Tensor x) => context.Tape.MatMulTransposed(x, Weight.Tensor, Bias?.Tensor ?? default);
}
