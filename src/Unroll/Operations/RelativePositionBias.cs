using Unroll.Autograd;
using Unroll.Kernels.Attention;
using Unroll.Kernels.Numerics;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>The bias of scores by the distance from query to key (Raffel et al., 2020), as T5 has it.</summary>
public static class RelativePositionBiasOperation
{
    /// <summary>
    /// table[bucket(j − i), head] for query i and key j. Half of the buckets hold one distance each, the others ranges that grow as its logarithm; the last
    /// one all from <paramref name="maximalDistance"/> on.
    /// </summary>
    /// <param name="tape">The step.</param>
    /// <param name="table">[buckets, heads].</param>
    /// <param name="queries">How many queries there are.</param>
    /// <param name="keys">How many keys, from position 0 on.</param>
    /// <param name="isBidirectional">Whether half of the buckets are for keys after the query; else those share the bucket of distance 0.</param>
    /// <param name="maximalDistance">From where on all distances are one.</param>
    /// <param name="firstQuery">The position of the first query.</param>
    /// <returns>[heads, queries, keys]: a bias of <see cref="AttentionOptions"/>.</returns>
    public static Tensor RelativePositionBias(this Tape tape, Tensor table, int queries, int keys, bool isBidirectional, int maximalDistance,
        int firstQuery = 0)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentOutOfRangeException.ThrowIfLessThan(queries, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(keys, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(firstQuery);
        int count = table.Shape.Rank == 2 ? table.Shape[0] : 0;
        if (count < 4 || count % 2 != 0)
            throw new ShapeMismatchException(nameof(RelativePositionBias), "(buckets, heads) with an even number of buckets, 4 or more", table.Shape,
                nameof(table));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(maximalDistance, count / 2);
        int heads = table.Shape[1];
        Tensor buckets = tape.Arena.AllocateIds(new Shape(queries + keys - 1));
        for (int i = 0; i < buckets.Shape.Length; i++)
            buckets.Ids[i] = Bucket(i - (firstQuery + queries - 1), count, isBidirectional, maximalDistance);
        Tensor bias = tape.Allocate(new Shape(heads, queries, keys), table.RequiresGradient);
        Kernels.Attention.RelativePositionBias.Forward(tape.Workers, buckets.Ids, table.Values, heads, queries, keys, bias.Values);
        if (bias.RequiresGradient)
            tape.Record<RelativePositionBiasEntry>().Save(buckets, table, bias);
        return bias;
    }

    /// <summary>The bucket of a distance, key − query.</summary>
    internal static int Bucket(int distance, int buckets, bool isBidirectional, int maximalDistance)
    {
        int offset = 0;
        if (isBidirectional)
        {
            buckets /= 2;
            offset = distance > 0 ? buckets : 0;
            distance = Math.Abs(distance);
        }
        else
        {
            distance = Math.Max(-distance, 0);
        }

        int exact = buckets / 2;
        if (distance < exact)
            return offset + distance;
        double share = PortableMath.Log((double)distance / exact) / PortableMath.Log((double)maximalDistance / exact);
        return offset + Math.Min(exact + (int)(share * (buckets - exact)), buckets - 1);
    }

    sealed class RelativePositionBiasEntry : TapeEntry
    {
        Tensor _buckets, _table, _bias;

        public void Save(Tensor buckets, Tensor table, Tensor bias) => (_buckets, _table, _bias) = (buckets, table, bias);

        public override void Backward(Tape tape)
        {
            if (!_bias.HasGradient)
                return;
            int heads = _bias.Shape[0], queries = _bias.Shape[1], keys = _bias.Shape[2];
            Kernels.Attention.RelativePositionBias.Backward(tape.Workers, _buckets.Ids, _bias.Gradients, heads, queries, keys, _table.Gradients,
                _table.AccumulatesGradient(), tape.Arena.Scratch(heads * (queries + keys - 1)));
        }
    }
}
