namespace Unroll.Training;

/// <summary>
/// Knows a diverged training by its losses: the smallest of the last ten is more than twenty times the first one, which was computed before any update. The
/// smallest, because a single batch can be an exception; and first losses below 1 count as 1, because a first loss can be small by chance.
/// </summary>
sealed class LossWatch
{
    const int Window = 10;
    const double Factor = 20;

    readonly double[] _last = new double[Window];
    long _count;

    /// <summary>The first loss; NaN before it.</summary>
    public double First { get; private set; } = double.NaN;

    /// <summary>The smallest of the last losses, the first one not among them; NaN before the second, or when one of them is.</summary>
    public double Last => _count == 0 ? double.NaN : Recent.Aggregate(Math.Min);

    /// <summary>Whether the last losses are above the first one by far.</summary>
    public bool HasDiverged => Last > Factor * Math.Max(1, Math.Abs(First));

    /// <summary>Takes the loss of the next step.</summary>
    public void Add(double loss)
    {
        if (double.IsNaN(First))
            First = loss;
        else
            _last[_count++ % Window] = loss;
    }

    /// <summary>The first loss and the last ones, oldest first; empty before the first.</summary>
    public double[] Save() => double.IsNaN(First) ? [] : [First, .. Recent];

    /// <summary>Takes back what <see cref="Save"/> gave.</summary>
    public void Restore(ReadOnlySpan<double> losses)
    {
        (First, _count) = (double.NaN, 0);
        foreach (double loss in losses)
            Add(loss);
    }

    IEnumerable<double> Recent
    {
        get
        {
            for (long i = Math.Max(0, _count - Window); i < _count; i++)
                yield return _last[i % Window];
        }
    }
}
