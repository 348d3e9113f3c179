using System.Globalization;
using System.Text;
using Unroll.Reports.Runs;
using Unroll.Studies.Tasks.Stocks;
using Unroll.Training.Callbacks;

namespace Unroll.Reports.Tests.Runs;

/// <summary>However long a run was, its page is one that a browser opens at once.</summary>
public class LongRunTests
{
    const int Length = 100_000;
    const int MostBytes = 2_000_000;

    [Fact]
    public void Page_StaysSmall_OfALongRun_AndKeepsThePeak()
    {
        using RunSample run = new RunSample(new StocksConfiguration { Data = ["values.csv"] }).Record("\"loss\":1");
        run.Write("history.csv", Lines("epoch,steps,seconds,learning_rate,loss,val_loss",
            epoch => $"{epoch},1,0.1,{1.0 / epoch},{Value(epoch)},{Value(epoch)}"));
        run.Write("predictions.csv", Lines("actual,predicted,naive", row => $"{Value(row)},{Value(row + 1)},{Value(row + 2)}"));
        Directory.CreateDirectory(Path.Combine(run.Folder, "samples"));
        for (int epoch = 1; epoch <= 2000; epoch++)
            run.Write($"samples/epoch-{epoch:D3}.txt", new string('a', 1000));
        var board = new TensorBoard(run.Folder) { TrainingFolder = "" };
        for (int step = 1; step <= 2 * Length; step++)
            board.AddScalar("batch_loss", Value(step), step);
        board.OnTrainEnd(null!);

        string page = run.Page;
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 100_000, MostBytes);
        Assert.Contains(">Loss by step, of the epoch so far<", page, StringComparison.Ordinal);

        // The axis reaches to the single peak, and so does the line.
        Assert.Contains(">1,000<", page, StringComparison.Ordinal);
        string line = HistoryCharts.Of(run.Files).First().ToSvg().Descendants()
            .First(path => path.Name.LocalName == "path" && path.Attribute("class")?.Value == "line s0").Attribute("d")!.Value;
        double[] heights = [.. line[1..].Split('L').Select(point => double.Parse(point.Split(' ')[1], CultureInfo.InvariantCulture))];
        Assert.True(heights.Min() < heights.Average() - 150, $"{heights.Min()} to {heights.Average()}");
    }

    static double Value(int place) => place == 33_210 ? 1000 : 10 + Math.Sin(place * 0.37) + (place * 1e-4);

    static string Lines(string head, Func<int, FormattableString> line)
    {
        var text = new StringBuilder(head).Append('\n');
        for (int row = 1; row <= Length; row++)
            text.Append(FormattableString.Invariant(line(row))).Append('\n');
        return text.ToString();
    }
}
