using Unroll.Tensors;

namespace Unroll.Metrics;

/// <summary>
/// A value that training reports, computed row by row. All that a metric remembers is <see cref="Weight"/> and the numbers of <see cref="State"/>, so that a
/// checkpoint can save it;
/// other fields are options. For a mean over rows derive from <see cref="MeanMetric"/>.
/// </summary>
/// <remarks>
/// Each read of a static property, such as <see cref="Accuracy"/>, creates a new metric, since a metric has a state and belongs to one model.
/// </remarks>
/// <param name="name">The name in logs and files, in Keras' spelling.</param>
/// <param name="direction">Which of two results is better.</param>
public abstract class Metric(string name, MetricDirection direction)
{
    double[] _state = [];

    /// <summary>The share of right classes, by the shapes of predictions and targets.</summary>
    public static Metric Accuracy => new Accuracy();

    /// <summary>The share of right classes under Keras' name for one-hot targets.</summary>
    public static Metric CategoricalAccuracy => new Accuracy { Name = "categorical_accuracy" };

    /// <summary>The share of right classes under Keras' name for class ids.</summary>
    public static Metric SparseCategoricalAccuracy => new Accuracy { Name = "sparse_categorical_accuracy" };

    /// <summary>The share of outputs that are on the right side of ½.</summary>
    public static Metric BinaryAccuracy => new BinaryAccuracy();

    /// <summary>The share of rows whose class is among the five largest predictions.</summary>
    public static Metric TopKCategoricalAccuracy => new TopKCategoricalAccuracy();

    /// <summary>The share of wrong classes.</summary>
    public static Metric ErrorRate => new ErrorRate();

    /// <summary>The mean of the squared errors.</summary>
    public static Metric MeanSquaredError => new MeanSquaredErrorMetric();

    /// <summary>The root of the mean of the squared errors.</summary>
    public static Metric RootMeanSquaredError => new RootMeanSquaredErrorMetric();

    /// <summary>The mean of the errors' magnitudes.</summary>
    public static Metric MeanAbsoluteError => new MeanAbsoluteErrorMetric();

    /// <summary>The mean of the errors' magnitudes in percent of the targets.</summary>
    public static Metric MeanAbsolutePercentageError => new MeanAbsolutePercentageErrorMetric();

    /// <summary>The share of the targets' variance that the predictions explain.</summary>
    public static Metric R2Score => new R2Score();

    /// <summary>e to the mean cross-entropy of probabilities; of logits with <see cref="CrossEntropyMetric.FromLogits"/>.</summary>
    public static Metric Perplexity => new Perplexity();

    /// <summary>The mean cross-entropy of probabilities in bits; of logits with <see cref="CrossEntropyMetric.FromLogits"/>.</summary>
    public static Metric BitsPerCharacter => new BitsPerCharacter();

    /// <summary>Of the outputs above ½ the share that are right.</summary>
    public static Metric Precision => new Precision();

    /// <summary>Of the outputs that should be above ½ the share that are.</summary>
    public static Metric Recall => new Recall();

    /// <summary>The mean of the classes' F1 scores.</summary>
    public static Metric F1Score => new F1Score();

    /// <summary>The name in logs and files. Two metrics of a model need two names.</summary>
    public string Name { get; init; } = name;

    /// <summary>Which of two results is better.</summary>
    public MetricDirection Direction { get; } = direction;

    /// <summary>The weights of all rows since the last reset; without sample weights, their number. NaN once a prediction that counts was NaN.</summary>
    public double Weight { get; private set; }

    /// <summary>The value over everything since the last reset; NaN when no row counted, or when a prediction was NaN.</summary>
    public double Result => Weight == 0 || double.IsNaN(Weight) ? double.NaN : Compute();

    /// <summary>The metric's numbers: empty before the first batch, 0 at the start.</summary>
    protected internal Span<double> State => _state;

    /// <summary>Starts anew.</summary>
    public void Reset()
    {
        Weight = 0;
        State.Clear();
    }

    /// <summary>Takes in a batch. Steps that the predictions' mask leaves out and rows of weight 0 do not count.</summary>
    /// <param name="predictions">[…, outputs], sequences as [time, batch, outputs].</param>
    /// <param name="targets">
    /// Values of the predictions' shape, or ids, one per row: an id stands for its one-hot row, with a single output for its own value.
    /// </param>
    /// <param name="sampleWeights">Values: one per sample, [batch], or one per row; left out, every row weighs 1.</param>
    /// <exception cref="ShapeMismatchException">Targets or weights do not fit the predictions.</exception>
    /// <exception cref="InvalidOperationException">Earlier batches had another number of outputs.</exception>
    public void Update(Tensor predictions, Tensor targets, Tensor sampleWeights = default)
    {
        var rows = new MetricRows(Name, predictions, targets, sampleWeights);
        Reserve(rows.Outputs);
        bool hasNaN = NotANumber.IsIn(predictions.Values);
        for (int index = 0; index < rows.Count; index++)
        {
            MetricRow row = rows[index];
            if (row.Weight == 0)
                continue;

            // The largest of NaNs would be the first class: a value of a broken model that looks like one of a bad model.
            if (hasNaN && NotANumber.IsIn(row.Prediction))
            {
                Weight = double.NaN;
                continue;
            }

            Weight += row.Weight;
            Add(row);
        }
    }

    /// <exception cref="InvalidOperationException">A prediction was NaN, so that what was counted is not all.</exception>
    private protected void RequireNumbers()
    {
        if (double.IsNaN(Weight))
            throw new InvalidOperationException(
                $"{Name}: the model's predictions are not finite numbers, so that they cannot be counted by class; check its weights and the input.");
    }

    /// <summary>How many numbers <see cref="State"/> holds for predictions of so many outputs.</summary>
    protected abstract int StateLength(int outputs);

    /// <summary>Takes a row into <see cref="State"/>; its weight already is part of <see cref="Weight"/>. Must not allocate.</summary>
    protected abstract void Add(in MetricRow row);

    /// <summary>The value from <see cref="State"/> and a <see cref="Weight"/> other than 0.</summary>
    protected abstract double Compute();

    /// <summary>The same metric without what it has seen.</summary>
    internal Metric Fresh()
    {
        var metric = (Metric)MemberwiseClone();
        (metric._state, metric.Weight) = ([], 0);
        return metric;
    }

    /// <summary>Continues from what another metric of the same kind had seen.</summary>
    internal void Restore(double weight, double[] state) => (Weight, _state) = (weight, state);

    void Reserve(int outputs)
    {
        int length = StateLength(outputs);
        if (_state.Length == length)
            return;
        if (Weight != 0)
            throw new InvalidOperationException(
                $"{Name}: predictions with {outputs} outputs do not go with those before, for which it keeps {_state.Length} numbers instead of {length}; "
                + $"call {nameof(Reset)} first, or restore a checkpoint of this model.");
        _state = new double[length];
    }
}
