using Unroll.Kernels.Numerics;
using Unroll.Tensors;

namespace Unroll.Metrics;

/// <summary>
/// A figure that follows from the mean cross-entropy of the predicted distribution, in nats. Probabilities are treated as Keras does: divided by their sum, cut
/// to [ε, 1 − ε].
/// </summary>
/// <param name="name">The name in logs and files.</param>
public abstract class CrossEntropyMetric(string name) : MeanMetric(name, MetricDirection.SmallerIsBetter)
{
    const double Epsilon = 1e-7;

    /// <summary>Whether the predictions are logits instead of probabilities, as of a last layer without softmax.</summary>
    public bool FromLogits { get; init; }

    /// <summary>−Σ y·ln p.</summary>
    /// <exception cref="InvalidOperationException">A single output, or one below 0, is no distribution.</exception>
    protected sealed override double Value(in MetricRow row)
    {
        if (row.Prediction.Length < 2)
            throw new InvalidOperationException($"{Name} needs an output for each symbol, the model has {row.Prediction.Length}.");
        double scale = FromLogits ? LogSum(row.Prediction) : Sum(row.Prediction), value = 0;
        if (row.Target.IsEmpty)
            return Surprise(row.Prediction[row.RequireTargetClass()], scale);
        for (int i = 0; i < row.Target.Length; i++)
            if (row.Target[i] != 0)
                value += row.Target[i] * Surprise(row.Prediction[i], scale);
        return value;
    }

    /// <summary>−ln p of one output; scale is Σ p of probabilities, ln Σ eˣ of logits.</summary>
    double Surprise(float output, double scale) => FromLogits ? scale - output : -PortableMath.Log(Math.Clamp(output / scale, Epsilon, 1 - Epsilon));

    double Sum(ReadOnlySpan<float> probabilities)
    {
        double sum = 0;
        foreach (float probability in probabilities)
        {
            if (probability < 0)
                throw new InvalidOperationException(
                    $"{Name} was given a probability of {probability}: the model predicts logits; set {nameof(FromLogits)}, as in its loss.");
            sum += probability;
        }

        return sum;
    }

    /// <summary>ln Σ eˣ = max + ln Σ e^(x − max).</summary>
    static double LogSum(ReadOnlySpan<float> values)
    {
        double largest = values[ArgMax.Find(values)], sum = 0;
        foreach (float value in values)
            sum += PortableMath.Exp(value - largest);
        return largest + PortableMath.Log(sum);
    }
}
