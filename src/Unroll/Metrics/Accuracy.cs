namespace Unroll.Metrics;

/// <summary>
/// The share of rows whose largest prediction (the first of equals) is the target. As Keras' "accuracy" it goes by the shapes: ids or one-hot targets;
/// a single output is right when it is above ½ and the target 1, or not above it and the target 0. It also stands for categorical_accuracy and
/// sparse_categorical_accuracy.
/// </summary>
public sealed class Accuracy() : MeanMetric("accuracy", MetricDirection.LargerIsBetter)
{
    /// <inheritdoc/>
    protected override double Value(in MetricRow row) => row.PredictedClass == row.TargetClass ? 1 : 0;
}
