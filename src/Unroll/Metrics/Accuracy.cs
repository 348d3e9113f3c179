using Unroll.Tensors;

namespace Unroll.Metrics;

/// <summary>
/// The share of rows whose largest prediction (the first of equals) is the target. As Keras' "accuracy" it goes by the shapes: ids or one-hot targets;
/// a single output is right when it is above ½ and the target 1, or not above it and the target 0.
/// </summary>
public sealed class Accuracy : Metric
{
    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override void Update(Tensor predictions, Tensor targets)
    {
        int columns = predictions.Shape.Last, rows = predictions.Shape.Rows;
        ReadOnlySpan<float> values = predictions.Values;
        int right = 0;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> prediction = values.Slice(row * columns, columns);
            if (columns == 1)
                right += (prediction[0] > 0.5f ? 1 : 0) == (targets.IsIds ? targets.Ids[row] : targets.Values[row]) ? 1 : 0;
            else
                right += ArgMax(prediction) == (targets.IsIds ? targets.Ids[row] : ArgMax(targets.Values.Slice(row * columns, columns))) ? 1 : 0;
        }

        Sum += right;
        Weight += rows;
    }

    static int ArgMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
            if (values[i] > values[best])
                best = i;
        return best;
    }
}
