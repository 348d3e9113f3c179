using Unroll.Layers;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>
/// A layer of BERT (Devlin et al., 2019): attention of a sequence to itself, then a feed-forward part; each is added to what it read and normalized.
/// </summary>
sealed class BertBlock(BertConfiguration configuration, int index) : TransformerLayer($"encoder.layer.{index}")
{
    Linear? _query, _key, _value, _attended, _intermediate, _output;
    Norm? _attendedNorm, _outputNorm;

    public override Shape Build(LayerBuilder builder, Shape input)
    {
        int size = configuration.HiddenSize, inner = configuration.IntermediateSize;
        var initializer = new TruncatedNormalInitializer(0, configuration.InitializerRange);
        _query = Linear.Declare(builder, "attention.self.query", size, size, initializer);
        _key = Linear.Declare(builder, "attention.self.key", size, size, initializer);
        _value = Linear.Declare(builder, "attention.self.value", size, size, initializer);
        _attended = Linear.Declare(builder, "attention.output.dense", size, size, initializer);
        _attendedNorm = Norm.Declare(builder, "attention.output.LayerNorm", size, configuration.Epsilon);
        _intermediate = Linear.Declare(builder, "intermediate.dense", size, inner, initializer);
        _output = Linear.Declare(builder, "output.dense", inner, size, initializer);
        _outputNorm = Norm.Declare(builder, "output.LayerNorm", size, configuration.Epsilon);
        return input;
    }

    public override Tensor Forward(LayerContext context, Tensor input)
    {
        Tensor query = _query!.Forward(context, input), key = _key!.Forward(context, input), value = _value!.Forward(context, input).WithMaskOf(input);
        float scale = 1 / MathF.Sqrt(configuration.HiddenSize / configuration.Heads);
        Tensor attended = context.Tape.DotProductAttention(
            query, key, value, Attention(context, configuration.Heads, scale, configuration.AttentionDropout)).Context;
        attended = Drop(context, _attended!.Forward(context, attended), configuration.HiddenDropout);
        Tensor middle = _attendedNorm!.Forward(context, context.Tape.Add(attended, input));
        Tensor output = _output!.Forward(context, context.Tape.Activate(_intermediate!.Forward(context, middle), configuration.Activation));
        output = Drop(context, output, configuration.HiddenDropout);
        return _outputNorm!.Forward(context, context.Tape.Add(output, middle)).WithMaskOf(input);
    }
}
