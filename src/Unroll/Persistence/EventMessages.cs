namespace Unroll.Persistence;

/// <summary>
/// TensorBoard's messages <c>Event</c>, <c>Summary</c>, <c>HistogramProto</c> and <c>TensorProto</c>, as far as training writes them; the numbers are those of
/// their fields.
/// </summary>
sealed class EventMessages
{
    const int StringType = 7;
    const int TensorClass = 2;

    readonly HistogramBuckets _buckets = new();

    /// <summary>Where the messages go.</summary>
    public ProtobufWriter Writer { get; } = new();

    /// <summary>The version that begins a file.</summary>
    public void Version(double time, string version)
    {
        Writer.Double(1, time);
        Writer.Text(3, version);
    }

    /// <summary>Summary.Value.simple_value.</summary>
    public void Scalar(double time, long step, string tag, float value)
    {
        (int summary, int entry) = Begin(time, step, tag);
        Writer.Single(2, value);
        End(summary, entry);
    }

    /// <summary>Summary.Value.histo.</summary>
    public void Histogram(double time, long step, string tag, ReadOnlySpan<float> values)
    {
        _buckets.Fill(values);
        (int summary, int entry) = Begin(time, step, tag);
        int histogram = Writer.Begin(5);
        if (_buckets.Numbers > 0)
        {
            Writer.Double(1, _buckets.Minimum);
            Writer.Double(2, _buckets.Maximum);
            Writer.Double(3, _buckets.Numbers);
            Writer.Double(4, _buckets.Sum);
            Writer.Double(5, _buckets.SumOfSquares);
            Writer.Doubles(6, _buckets.Limits);
            Writer.Doubles(7, _buckets.Counts);
        }

        Writer.End(histogram);
        End(summary, entry);
    }

    /// <summary>Summary.Value.tensor, a scalar of type string, for the plugin "text".</summary>
    public void Text(double time, long step, string tag, string text)
    {
        (int summary, int entry) = Begin(time, step, tag);
        int tensor = Writer.Begin(8);
        Writer.Integer(1, StringType);
        Writer.End(Writer.Begin(2));
        Writer.Text(8, text);
        Writer.End(tensor);
        int metadata = Writer.Begin(9);
        int plugin = Writer.Begin(1);
        Writer.Text(1, "text");
        Writer.End(plugin);
        Writer.Integer(4, TensorClass);
        Writer.End(metadata);
        End(summary, entry);
    }

    (int Summary, int Entry) Begin(double time, long step, string tag)
    {
        Writer.Double(1, time);
        Writer.Integer(2, step);
        int summary = Writer.Begin(5);
        int entry = Writer.Begin(1);
        Writer.Text(1, tag);
        return (summary, entry);
    }

    void End(int summary, int entry)
    {
        Writer.End(entry);
        Writer.End(summary);
    }
}
