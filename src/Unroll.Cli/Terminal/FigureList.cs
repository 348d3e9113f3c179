using Unroll.Studies.Grid;

namespace Unroll.Cli.Terminal;

/// <summary>Figures of a study in a sentence, those of one kind together.</summary>
static class FigureList
{
    /// <summary>"training loss (epoch 1, 5, at the end), rmse (AAPL, GOOG)".</summary>
    public static string Names(IEnumerable<string> figures) => string.Join(", ", figures.GroupBy(Kind).Select(kind =>
    {
        string[] parts = [.. kind.Select(Part)];
        string whole = kind.Any(figure => figure.Contains('@', StringComparison.Ordinal)) ? "at the end" : "overall";
        int epoch = Array.FindIndex(parts, IsEpoch);
        string all = string.Join(", ", parts.Select((part, place) => part.Length == 0 ? whole : place == epoch ? $"epoch {part}" : part));
        return FigureText.Name(kind.Key) + (parts is [""] ? "" : $" ({all})");
    }));

    /// <summary>"training loss 2.3529 (epoch 1), 1.6677 (epoch 5); seconds per epoch 340 (hardware not named)".</summary>
    public static string Published(IEnumerable<PublishedFigure> figures) => string.Join("; ", figures.GroupBy(one => Kind(one.Figure)).Select(kind =>
        $"{FigureText.Name(kind.Key)} {string.Join(", ", kind.Select(one => FigureText.Of(one) + Remark(one)))}"));

    static string Remark(PublishedFigure one)
    {
        string part = Part(one.Figure);
        string remark = string.Join("; ", new[] { IsEpoch(part) ? $"epoch {part}" : part, one.Value is null ? "" : one.Text }.Where(text => text.Length > 0));
        return remark.Length == 0 ? "" : $" ({remark})";
    }

    static string Kind(string figure) => figure.Split('@', '.')[0];

    /// <summary>What follows the kind: an epoch, "best", a share, a word; nothing of the figure itself.</summary>
    static string Part(string figure) => figure[Math.Min(figure.Length, Kind(figure).Length + 1)..];

    static bool IsEpoch(string part) => part.Length > 0 && part.All(char.IsAsciiDigit);
}
