using Unroll.Layers;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>Layer normalization or, without a bias, root mean square normalization, under the names of published checkpoints.</summary>
sealed record Norm(Parameter Weight, Parameter? Bias, float Epsilon)
{
    /// <summary>Declares "name.weight" and, where there is one, "name.bias".</summary>
    public static Norm Declare(LayerBuilder builder, string name, int features, float epsilon, bool hasBias = true) => new(
        builder.AddParameter($"{name}.weight", new Shape(features), Initializer.Ones),
        hasBias ? builder.AddParameter($"{name}.bias", new Shape(features), Initializer.Zeros) : null, epsilon);

    public Tensor Forward(LayerContext context, Tensor x) => (Bias is null
        ? context.Tape.RmsNormalization(x, Weight.Tensor, Epsilon)
        : context.Tape.LayerNormalization(x, Weight.Tensor, Bias.Tensor, Epsilon)).WithMaskOf(x);
}
