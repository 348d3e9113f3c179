using Unroll.Layers;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>Which ids of a batch count.</summary>
static class SequenceMask
{
    /// <summary>Vectors with the mask of their ids: the ids' own or, without one, all but padding.</summary>
    /// <param name="context">The step.</param>
    /// <param name="vectors">[time, batch, features].</param>
    /// <param name="ids">[time, batch].</param>
    /// <param name="paddingId">The id of padding.</param>
    public static Tensor Attach(LayerContext context, Tensor vectors, Tensor ids, int paddingId)
    {
        if (ids.HasMask)
            return vectors.WithMaskOf(ids);
        if (!ids.Ids.Contains(paddingId))
            return vectors;
        Tensor masked = context.Tape.Arena.AttachMask(vectors);
        Span<byte> mask = masked.Mask;
        for (int i = 0; i < mask.Length; i++)
            mask[i] = ids.Ids[i] != paddingId ? (byte)1 : (byte)0;
        return masked;
    }
}
