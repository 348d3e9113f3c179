using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Attention;

/// <summary>
/// A bias of scores that depends on the distance from query to key alone (Raffel et al., 2020): bias[h, i, j] = table[bucket(j − i), h]. Buckets are given
/// for every distance, from that of the last query to the first key on.
/// </summary>
static unsafe class RelativePositionBias
{
    /// <summary>
    /// Buckets of distances: [queries + keys − 1], the first that of j − i = 1 − queries; table: [buckets, heads]; bias: [heads, queries, keys].
    /// </summary>
    public static void Forward(Workers workers, ReadOnlySpan<int> buckets, ReadOnlySpan<float> table, int heads, int queries, int keys, Span<float> bias)
    {
        Lengths.Check(buckets, queries + keys - 1L);
        Lengths.Check(bias, (long)heads * queries * keys);
        fixed (int* bucketsAt = buckets)
        fixed (float* tableAt = table, biasAt = bias)
        {
            var job = new Spread { Buckets = bucketsAt, Table = tableAt, Heads = heads, Queries = queries, Keys = keys, Bias = biasAt };
            workers.Run(ref job, heads);
        }
    }

    /// <summary>
    /// dTable[bucket, h] (+)= Σ dBias[h, i, j]: first along every distance in ascending i, then over the distances of a bucket in ascending order.
    /// scratch: [heads, queries + keys − 1].
    /// </summary>
    public static void Backward(Workers workers, ReadOnlySpan<int> buckets, ReadOnlySpan<float> dBias, int heads, int queries, int keys, Span<float> dTable,
        bool accumulate, Span<float> scratch, int laneWidth = 0)
    {
        int distances = queries + keys - 1;
        Lengths.Check(buckets, distances);
        Lengths.Check(dBias, (long)heads * queries * keys);
        Lengths.Check(scratch, (long)heads * distances);
        fixed (float* dBiasAt = dBias, sums = scratch)
        {
            var job = new Gather { DBias = dBiasAt, Queries = queries, Keys = keys, Sums = sums };
            LaneJob.Run(workers, job, heads, laneWidth);
        }

        if (!accumulate)
            dTable.Clear();
        for (int distance = 0; distance < distances; distance++)
            for (int head = 0; head < heads; head++)
                dTable[(buckets[distance] * heads) + head] += scratch[(head * distances) + distance];
    }

    struct Spread : IJob
    {
        public int* Buckets;
        public float* Table, Bias;
        public int Heads, Queries, Keys;

        public readonly void Execute(int part, int worker)
        {
            float* bias = Bias + ((nint)part * Queries * Keys);
            for (int query = 0; query < Queries; query++, bias += Keys)
                for (int key = 0; key < Keys; key++)
                    bias[key] = Table[((nint)Buckets[Queries - 1 - query + key] * Heads) + part];
        }
    }

    struct Gather : ILaneJob
    {
        public float* DBias, Sums;
        public int Queries, Keys;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            int distances = Queries + Keys - 1;
            float* sums = Sums + ((nint)part * distances), dBias = DBias + ((nint)part * Queries * Keys);
            new Span<float>(sums, distances).Clear();
            for (int query = 0; query < Queries; query++, dBias += Keys)
            {
                float* into = sums + Queries - 1 - query;
                ElementLoop.Apply<TLane, AddFunction>(default, into, dBias, into, Keys);
            }
        }
    }
}
