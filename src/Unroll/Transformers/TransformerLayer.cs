using Unroll.Layers;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>A part of a published model: its parameters bear the names of the checkpoint, so it cannot be put into a stack.</summary>
abstract class TransformerLayer : Layer
{
    protected TransformerLayer(string name) => GiveName(name);

    /// <summary>Dropout in training.</summary>
    internal Tensor Drop(LayerContext context, Tensor x, float rate) =>
        context.IsTraining && rate > 0 ? context.Tape.Dropout(x, rate, context.KeyOf(this)).WithMaskOf(x) : x;

    /// <summary>Heads, scale and, in training, dropout of an attention.</summary>
    protected AttentionOptions Attention(LayerContext context, int heads, float scale, float dropout)
    {
        bool drops = context.IsTraining && dropout > 0;
        return new AttentionOptions { Heads = heads, Scale = scale, Dropout = drops ? dropout : 0, DropoutKey = drops ? context.KeyOf(this) : default };
    }
}
