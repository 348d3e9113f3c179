using System.Runtime.CompilerServices;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Attention;

/// <summary>Scores of one row of the batch by a small network (Bahdanau et al., 2014): s = Σ w·tanh(q + k). The tanh is computed again backwards.</summary>
static unsafe class AdditiveScores
{
    /// <summary>Queries and keys lie at the shape's stride; the scores at its row stride.</summary>
    public static void Forward<TLane>(AttentionShape shape, float* q, float* k, float* w, float* scores) where TLane : struct, ILane<TLane>
    {
        for (int query = 0; query < shape.Queries; query++)
            for (int key = 0; key < shape.Keys; key++)
                scores[((nint)query * shape.RowStride) + key] = Score<TLane>(q + (query * shape.KeyRow), k + (key * shape.KeyRow), w, shape.KeySize);
    }

    /// <summary>dq, dk (or null) are stored or added to; dw is stored.</summary>
    public static void Backward<TLane>(AttentionShape shape, float* q, float* k, float* w, float* dScores, float* dq, bool addsQ, float* dk, bool addsK,
        float* dw)
        where TLane : struct, ILane<TLane>
    {
        for (int query = 0; query < shape.Queries && dq != null && !addsQ; query++)
            new Span<float>(dq + (query * shape.KeyRow), shape.KeySize).Clear();
        for (int key = 0; key < shape.Keys && dk != null && !addsK; key++)
            new Span<float>(dk + (key * shape.KeyRow), shape.KeySize).Clear();
        int i = 0;
        for (; i + TLane.Width <= shape.KeySize; i += TLane.Width)
            Column<TLane>(shape, q + i, k + i, w + i, dScores, dq == null ? null : dq + i, dk == null ? null : dk + i, dw + i);
        for (; i < shape.KeySize; i++)
            Column<LaneScalar>(shape, q + i, k + i, w + i, dScores, dq == null ? null : dq + i, dk == null ? null : dk + i, dw + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Score<TLane>(float* q, float* k, float* w, int size) where TLane : struct, ILane<TLane>
    {
        float* partial = stackalloc float[16];
        int whole = size / 16 * 16;
        for (int lane = 0; lane < 16; lane += TLane.Width)
        {
            TLane sum = TLane.Zero;
            for (int i = lane; i < whole; i += 16)
                sum = TLane.MultiplyAdd(TLane.Load(w + i), LaneMath.Tanh(TLane.Load(q + i) + TLane.Load(k + i)), sum);
            TLane.Store(sum, partial + lane);
        }

        for (int i = whole; i < size; i++)
        {
            LaneScalar tanh = LaneMath.Tanh(LaneScalar.Load(q + i) + LaneScalar.Load(k + i));
            LaneScalar.Store(LaneScalar.MultiplyAdd(LaneScalar.Load(w + i), tanh, LaneScalar.Load(partial + i - whole)), partial + i - whole);
        }

        return PartialSums.Total(partial);
    }

    /// <summary>A lane of features of all queries and keys: sums over keys and queries in ascending order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Column<TLane>(AttentionShape shape, float* q, float* k, float* w, float* dScores, float* dq, float* dk, float* dw)
        where TLane : struct, ILane<TLane>
    {
        TLane weight = TLane.Load(w), one = TLane.Create(1), dWeight = TLane.Zero;
        nint row = shape.KeyRow;
        for (int query = 0; query < shape.Queries; query++, dScores += shape.RowStride)
        {
            TLane x = TLane.Load(q + (query * row)), dx = TLane.Zero;
            for (int key = 0; key < shape.Keys; key++)
            {
                TLane tanh = LaneMath.Tanh(x + TLane.Load(k + (key * row))), d = TLane.Create(dScores[key]);
                dWeight = TLane.MultiplyAdd(d, tanh, dWeight);
                TLane inner = d * weight * TLane.MultiplyAdd(-tanh, tanh, one);
                dx += inner;
                if (dk != null)
                    TLane.Store(TLane.Load(dk + (key * row)) + inner, dk + (key * row));
            }

            // Where queries are keys, the loop has written here meanwhile.
            if (dq != null)
                TLane.Store(TLane.Load(dq + (query * row)) + dx, dq + (query * row));
        }

        TLane.Store(dWeight, dw);
    }
}
