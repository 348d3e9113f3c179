using Unroll.Tensors;

namespace Unroll.Metrics;

/// <summary>The rows of a batch in the order of memory, with masked rows of weight 0.</summary>
readonly ref struct MetricRows
{
    readonly ReadOnlySpan<float> _predictions, _targets, _weights;
    readonly ReadOnlySpan<int> _ids;
    readonly ReadOnlySpan<byte> _mask;
    readonly int _rowsPerStep;
    readonly int _batch;

    public MetricRows(string metric, Tensor predictions, Tensor targets, Tensor weights)
    {
        Shape shape = predictions.Shape;
        (Count, Outputs) = (shape.Rows, shape.Last);
        _predictions = predictions.Values;
        if (targets.IsIds)
            _ids = targets.Ids;
        else
            _targets = targets.Values;
        if (targets.IsIds ? _ids.Length != Count : _targets.Length != _predictions.Length || (Outputs > 1 && targets.Shape.Last != Outputs))
            throw new ShapeMismatchException(metric, $"targets of shape {shape} as the predictions, or {Count} ids", targets.Shape, nameof(targets));

        // Predictions are [batch, outputs] or [time, batch, (rows,) outputs].
        _batch = shape.Rank > 2 ? shape[1] : Count;
        _rowsPerStep = shape.Rank > 3 ? shape[2] : 1;
        _mask = predictions.Mask;
        if (!_mask.IsEmpty && _mask.Length * _rowsPerStep != Count)
            throw new ShapeMismatchException(metric, $"predictions with a mask of {Count / _rowsPerStep} steps, not {_mask.Length}", shape,
                nameof(predictions));
        if (weights.IsEmpty)
            return;
        _weights = weights.Values;
        if (_weights.Length != Count && _weights.Length != _batch)
            throw new ShapeMismatchException(metric, $"{_batch} weights, one a sample, or {Count}, one a row", weights.Shape, nameof(weights));
    }

    public int Count { get; }

    public int Outputs { get; }

    public MetricRow this[int row]
    {
        get
        {
            double weight = _mask.IsEmpty && _weights.IsEmpty ? 1 : WeightOf(row);
            return _ids.IsEmpty
                ? new(_predictions.Slice(row * Outputs, Outputs), _targets.Slice(row * Outputs, Outputs), 0, weight)
                : new(_predictions.Slice(row * Outputs, Outputs), [], _ids[row], weight);
        }
    }

    double WeightOf(int row)
    {
        int step = row / _rowsPerStep;
        if (!_mask.IsEmpty && _mask[step] == 0)
            return 0;
        return _weights.IsEmpty ? 1 : _weights.Length == Count ? _weights[row] : _weights[step % _batch];
    }
}
