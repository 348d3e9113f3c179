using Unroll.Studies.Grid;

namespace Unroll.Cli.Terminal;

/// <summary>Metrics of a study in a sentence, those of one kind together.</summary>
static class MetricList
{
    /// <summary>"training loss (epoch 1, 5, at the end), rmse (AAPL, GOOG)".</summary>
    public static string Names(IEnumerable<string> metrics) => string.Join(", ", metrics.GroupBy(Kind).Select(kind =>
    {
        string[] parts = [.. kind.Select(Part)];
        string whole = kind.Any(metric => metric.Contains('@', StringComparison.Ordinal)) ? "at the end" : "overall";
        int epoch = Array.FindIndex(parts, IsEpoch);
        string all = string.Join(", ", parts.Select((part, place) => part.Length == 0 ? whole : place == epoch ? $"epoch {part}" : part));
        return MetricText.Name(kind.Key) + (parts is [""] ? "" : $" ({all})");
    }));

    /// <summary>"training loss 2.3529 (epoch 1), 1.6677 (epoch 5); seconds per epoch 340 (hardware not named)".</summary>
    public static string Published(IEnumerable<PublishedMetric> metrics) => string.Join("; ", metrics.GroupBy(one => Kind(one.Metric)).Select(kind =>
        $"{MetricText.Name(kind.Key)} {string.Join(", ", kind.Select(one => MetricText.Of(one) + Remark(one)))}"));

    static string Remark(PublishedMetric one)
    {
        string part = Part(one.Metric);
        string remark = string.Join("; ", new[] { IsEpoch(part) ? $"epoch {part}" : part, one.Value is null ? "" : one.Text }.Where(text => text.Length > 0));
        return remark.Length == 0 ? "" : $" ({remark})";
    }

    static string Kind(string metric) => metric.Split('@', '.')[0];

    /// <summary>What follows the kind: an epoch, "best", a share, a word; nothing of the metric itself.</summary>
    static string Part(string metric) => metric[Math.Min(metric.Length, Kind(metric).Length + 1)..];

    static bool IsEpoch(string part) => part.Length > 0 && part.All(char.IsAsciiDigit);
}
