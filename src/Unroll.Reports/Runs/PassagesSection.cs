using System.Xml.Linq;
using Unroll.Reports.Markup;
using Unroll.Reports.Pages;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Runs;

/// <summary>What a model writes: passages continued in the form of the reports (the seed, then what follows), and samples by epoch.</summary>
static class PassagesSection
{
    const int MostSamples = 6;

    public static IEnumerable<XElement> Continuations(RunFiles run)
    {
        if (run.Table("continuations.csv") is not { } table || table.Columns.Count != 2)
            yield break;
        foreach (IReadOnlyList<Cell> row in table.Rows)
            yield return Html.Element("pre", "passage", Html.Element("span", "seed", row[0].Text), Html.Element("span", "", row[1].Text));
    }

    /// <summary>Samples of the first epochs and of later ones, each twice as late as the one before, and of the last.</summary>
    public static IEnumerable<XElement> Samples(RunFiles run)
    {
        IReadOnlyList<(int Epoch, string Path)> samples = run.Samples();
        int stride = 1;
        var shown = new List<(int Epoch, string Path)>();
        for (int place = 0; place < samples.Count; place += stride, stride *= 2)
            shown.Add(samples[place]);
        if (samples.Count > 0 && shown[^1] != samples[^1])
            shown.Add(samples[^1]);
        foreach ((int epoch, string path) in shown.TakeLast(MostSamples))
        {
            yield return Html.Element("h3", "", $"After epoch {epoch}");
            yield return Page.Code(File.ReadAllText(path).Trim('\n'));
        }
    }
}
