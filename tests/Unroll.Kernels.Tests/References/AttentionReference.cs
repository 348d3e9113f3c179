using Unroll.Kernels.Attention;

namespace Unroll.Kernels.Tests.References;

/// <summary>Attention in double, as its formulas read; the arrays lie as those of the kernel do.</summary>
static class AttentionReference
{
    public sealed record Data(double[] Queries, double[] Keys, double[] Values, double[]? Bias, double[]? Additive, byte[]? Mask, double[]? DropoutMask);

    /// <summary>[queries, batch, heads · value size].</summary>
    public static double[] Context(AttentionShape shape, AttentionScoring scoring, Data data)
    {
        double[] context = new double[shape.ContextLength];
        for (int row = 0; row < shape.Batch; row++)
            for (int head = 0; head < shape.Heads; head++)
                for (int query = 0; query < shape.Queries; query++)
                {
                    double[] weights = Weights(shape, scoring, data, row, head, query);
                    for (int key = 0; key < shape.Keys; key++)
                        for (int i = 0; i < shape.ValueSize; i++)
                            context[(((query * shape.Batch) + row) * shape.Heads * shape.ValueSize) + (head * shape.ValueSize) + i] += weights[key]
                                * data.Values[(((key * shape.Batch) + row) * shape.Heads * shape.ValueSize) + (head * shape.ValueSize) + i]
                                * (data.DropoutMask?[((((row * shape.Heads) + head) * shape.Queries + query) * shape.RowStride) + key] ?? 1);
                }

        return context;
    }

    public static double[] Weights(AttentionShape shape, AttentionScoring scoring, Data data, int row, int head, int query)
    {
        double[] scores = new double[shape.Keys];
        bool[] seen = new bool[shape.Keys];
        for (int key = 0; key < shape.Keys; key++)
        {
            seen[key] = (data.Mask is null || data.Mask[(key * shape.Batch) + row] != 0) && (!scoring.IsCausal || key <= scoring.First + query);
            for (int i = 0; i < shape.KeySize; i++)
            {
                double q = data.Queries[(((query * shape.Batch) + row) * shape.Heads * shape.KeySize) + (head * shape.KeySize) + i];
                double k = data.Keys[(((key * shape.Batch) + row) * shape.Heads * shape.KeySize) + (head * shape.KeySize) + i];
                scores[key] += data.Additive is { } w ? w[i] * Math.Tanh(q + k) : q * k;
            }

            scores[key] = (scores[key] * scoring.Scale) + (data.Bias?[(((head * shape.Queries) + query) * shape.Keys) + key] ?? 0);
        }

        if (!seen.Contains(true))
            return new double[shape.Keys];
        double max = scores.Where((_, key) => seen[key]).Max();
        double[] exponentials = [.. scores.Select((score, key) => seen[key] ? Math.Exp(score - max) : 0)];
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }
}
