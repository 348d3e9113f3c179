using Unroll.Layers;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>tanh(W·h + b) of the vector of the first token.</summary>
sealed class BertPooler(BertConfiguration configuration) : TransformerLayer("pooler")
{
    Linear? _dense;

    public override Shape Build(LayerBuilder builder, Shape input)
    {
        _dense = Linear.Declare(builder, "dense", configuration.HiddenSize, configuration.HiddenSize,
            new TruncatedNormalInitializer(0, configuration.InitializerRange));
        return new Shape(configuration.HiddenSize);
    }

    public override Tensor Forward(LayerContext context, Tensor input)
    {
        Tensor first = context.Tape.SliceTime(input.WithoutMask(), 0, 1).Reshape(new Shape(input.Shape[1], input.Shape[2]));
        return context.Tape.Tanh(_dense!.Forward(context, first));
    }
}
