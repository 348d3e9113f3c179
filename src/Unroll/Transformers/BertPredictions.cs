using Unroll.Layers;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>The masked-language head: a dense layer, a normalization, and the product with the embeddings of the tokens.</summary>
sealed class BertPredictions(BertConfiguration configuration, BertEmbeddings embeddings) : TransformerLayer("cls.predictions")
{
    Linear? _transform;
    Norm? _norm;
    Parameter? _bias;

    public override Shape Build(LayerBuilder builder, Shape input)
    {
        _transform = Linear.Declare(builder, "transform.dense", configuration.HiddenSize, configuration.HiddenSize,
            new TruncatedNormalInitializer(0, configuration.InitializerRange));
        _norm = Norm.Declare(builder, "transform.LayerNorm", configuration.HiddenSize, configuration.Epsilon);
        _bias = builder.AddParameter("bias", new Shape(configuration.VocabularySize), Initializer.Zeros);
        return input.WithLast(configuration.VocabularySize);
    }

    public override Tensor Forward(LayerContext context, Tensor input)
    {
        Tensor hidden = _norm!.Forward(context, context.Tape.Activate(_transform!.Forward(context, input), configuration.Activation));
        return context.Tape.MatMulTransposed(hidden, embeddings.Words.Tensor, _bias!.Tensor).WithMaskOf(input);
    }
}
