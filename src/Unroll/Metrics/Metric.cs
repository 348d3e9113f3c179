using Unroll.Tensors;

namespace Unroll.Metrics;

/// <summary>A figure that training reports: a weighted mean that is updated batch by batch. Sum and weight are its whole state, so a checkpoint can keep it.</summary>
public abstract class Metric
{
    /// <summary>The share of right classes.</summary>
    public static Metric Accuracy => new Accuracy();

    /// <summary>The name in logs and files.</summary>
    public abstract string Name { get; }

    /// <summary>The sum so far.</summary>
    public double Sum { get; set; }

    /// <summary>The weight so far: how many rows.</summary>
    public double Weight { get; set; }

    /// <summary>The figure of everything since the last reset; NaN when there was nothing.</summary>
    public virtual double Result => Sum / Weight;

    /// <summary>Starts anew.</summary>
    public void Reset() => (Sum, Weight) = (0, 0);

    /// <summary>The same metric without what it has seen.</summary>
    internal Metric Fresh()
    {
        var metric = (Metric)MemberwiseClone();
        metric.Reset();
        return metric;
    }

    /// <summary>Takes in a batch.</summary>
    /// <param name="predictions">[…, outputs].</param>
    /// <param name="targets">Ids or values, as the loss takes them.</param>
    public abstract void Update(Tensor predictions, Tensor targets);
}
