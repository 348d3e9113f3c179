using Unroll.Layers;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>The projections of an attention of T5 and its normalization: no biases, no scale.</summary>
sealed record T5Attention(Linear Query, Linear Key, Linear Value, Linear Output, Norm Norm)
{
    /// <summary>Declares "layer.place.kind.q.weight" and the like, and "layer.place.layer_norm.weight".</summary>
    public static T5Attention Declare(LayerBuilder builder, T5Configuration configuration, int place, string kind)
    {
        int size = configuration.ModelSize, inner = configuration.Heads * configuration.HeadSize;
        string name = $"layer.{place}.{kind}";
        return new(
            Linear.Declare(builder, $"{name}.q", size, inner, Normal((double)size * configuration.HeadSize), hasBias: false),
            Linear.Declare(builder, $"{name}.k", size, inner, Normal(size), hasBias: false),
            Linear.Declare(builder, $"{name}.v", size, inner, Normal(size), hasBias: false),
            Linear.Declare(builder, $"{name}.o", inner, size, Normal(inner), hasBias: false),
            Norm.Declare(builder, $"layer.{place}.layer_norm", size, configuration.Epsilon, hasBias: false));
    }

    /// <summary>Normal numbers of variance 1/n.</summary>
    public static Initializer Normal(double n) => new NormalInitializer(0, (float)Math.Sqrt(1 / n));

    /// <summary>Keys and values of a sequence, with its mask.</summary>
    public (Tensor Keys, Tensor Values) Project(LayerContext context, Tensor sequence) =>
        (Key.Forward(context, sequence), Value.Forward(context, sequence).WithMaskOf(sequence));
}
