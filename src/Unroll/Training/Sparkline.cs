namespace Unroll.Training;

/// <summary>
/// The recent losses in block characters, from the smallest of them (▁) to the largest (█); each is the mean of the steps since the one before.
/// </summary>
sealed class Sparkline
{
    public const string Blocks = "▁▂▃▄▅▆▇█";
    const int Width = 16;

    readonly Queue<double> _points = new(Width);
    double _sum;
    int _steps;

    /// <summary>Takes the loss of a step; one that is not finite leaves no trace.</summary>
    public void Add(double loss)
    {
        if (!double.IsFinite(loss))
            return;
        _sum += loss;
        _steps++;
    }

    /// <summary>Makes the steps since the last call the newest character; the oldest goes where there is no room.</summary>
    public void Advance()
    {
        if (_steps == 0)
            return;
        if (_points.Count == Width)
            _points.Dequeue();
        _points.Enqueue(_sum / _steps);
        (_sum, _steps) = (0, 0);
    }

    /// <summary>The characters; none before there are two, as one tells nothing.</summary>
    public override string ToString()
    {
        if (_points.Count < 2)
            return "";
        double least = _points.Min(), range = _points.Max() - least;
        return string.Concat(_points.Select(loss => Blocks[range > 0 ? (int)Math.Min(Blocks.Length - 1, (loss - least) / range * Blocks.Length) : 0]));
    }
}
