using System.Xml.Linq;
using Unroll.Reports.Charts;
using Unroll.Reports.Runs;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks.Digits;
using Unroll.Studies.Tasks.Memory;
using Unroll.Studies.Tasks.Sequences;
using Unroll.Studies.Tasks.Shapes;
using Unroll.Studies.Tasks.Stocks;
using Unroll.Studies.Tasks.Text;
using Unroll.Studies.Tasks.Tweets;
using Unroll.Training.Callbacks;

namespace Unroll.Reports.Tests.Runs;

/// <summary>What each task shows, from files written by hand.</summary>
public class SectionTests
{
    [Fact]
    public void History_HasAChartForEachMetric_WithBothParts()
    {
        using RunSample run = new RunSample(new DigitsConfiguration()).Write("history.csv",
            "epoch,steps,seconds,learning_rate,loss,accuracy,val_loss,val_accuracy\n1,10,0.5,0.1,2,0.5,3,0.25\n2,20,0.5,0.05,1,0.75,1.5,0.5\n");
        XyChart[] charts = [.. HistoryCharts.Of(run.Files).Cast<XyChart>()];
        Assert.Equal(["Loss", "Loss, logarithmic", "Accuracy", "Learning rate", "Time of an epoch"], charts.Select(chart => chart.Title));
        Assert.Equal(["training", "validation"], charts[0].Series.Select(series => series.Name));
        Assert.Equal([new Point(1, 3), new Point(2, 1.5)], charts[0].Series[1].Points);
        Assert.Equal(AxisKind.Logarithmic, charts[1].Y.Kind);
        Assert.True(charts[0].X.IsWhole);
    }

    [Fact]
    public void History_HasNoLogarithm_OfALossThatReachesZero()
    {
        using RunSample run = new RunSample(new DigitsConfiguration()).Write("history.csv", "epoch,steps,seconds,learning_rate,loss\n1,10,0.5,0.1,0\n");
        Assert.Equal(["Loss"], HistoryCharts.Of(run.Files).Select(chart => chart.Title));
    }

    /// <summary>Steps tell more than epochs where there are more of them.</summary>
    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public void History_ShowsTheLossByStep_WhereTheEventFilesHoldIt(int steps, bool isShown)
    {
        using RunSample run = new RunSample(new DigitsConfiguration()).Write("history.csv", "epoch,loss\n1,0\n2,1\n");
        var board = new TensorBoard(run.Folder) { TrainingFolder = "" };
        for (int step = 1; step <= steps; step++)
            board.AddScalar("batch_loss", 1.0 / step, 100 * step);
        board.OnTrainEnd(null!);
        XyChart? chart = HistoryCharts.Of(run.Files).Cast<XyChart>().FirstOrDefault(one => one.Title == "Loss by step, of the epoch so far");
        Assert.Equal(isShown ? [new Point(100, 1), new Point(200, 0.5), new Point(300, 1f / 3)] : null, chart?.Series.Single().Points);
    }

    [Fact]
    public void Digits_HaveTheirMatrix_InPicturesAndPerCent_AndTheReport()
    {
        using RunSample run = new RunSample(new DigitsConfiguration()).Write("confusion.csv", "digit,read as 0,read as 1\n0,3,1\n1,0,0\n");
        HeatMap[] maps = [.. ClassesSection.Charts(run.Files).Cast<HeatMap>()];
        Assert.Equal([3, 1, 0, 0], maps[0].Values.Cast<double>());
        Assert.Equal([75, 25, 0, 0], maps[1].Values.Cast<double>());
        Assert.Equal([["0", "1", "0.75", "0.8571428571428571", "4"], ["1", "0", "0", "0", "0"]],
            ClassesSection.Report(run.Files)!.Rows.Take(2).Select(row => row.Select(cell => cell.Content)));
    }

    [Fact]
    public void Classes_HaveTheirNames_InMatrixAndReport()
    {
        using RunSample run = new RunSample(new TweetsConfiguration()).Write("confusion.csv", "class,read as hate,read as neither\nhate,3,1\nneither,0,4\n");
        Assert.Equal(["Confusion matrix, counts", "Confusion matrix, per cent of each class"], ClassesSection.Charts(run.Files).Select(chart => chart.Title));
        Assert.Equal(["hate", "neither"], ClassesSection.Report(run.Files)!.Rows.Take(2).Select(row => row[0].Content));
    }

    [Fact]
    public void Classes_HaveAColumnForAnswersThatAreNone()
    {
        using RunSample run = new RunSample(new TweetsConfiguration { Model = TweetModelKind.T5 })
            .Write("confusion.csv", "class,read as hate,read as neither,read as other\nhate,3,0,1\nneither,0,4,0\n");
        HeatMap[] maps = [.. ClassesSection.Charts(run.Files).Cast<HeatMap>()];
        Assert.Equal([3, 0, 1, 0, 4, 0], maps[0].Values.Cast<double>());
        Assert.Equal([75, 0, 25, 0, 100, 0], maps[1].Values.Cast<double>());
        Assert.Equal(["hate", "neither", "other"], maps[0].Columns);
        Assert.Equal(["hate", "1", "0.75", "0.8571428571428571", "4"], ClassesSection.Report(run.Files)!.Rows[0].Select(cell => cell.Content));
        Assert.Contains("read as other", run.Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Tweets_ShowTheirLengths_AndTheSurestMistakes()
    {
        using RunSample run = new RunSample(new TweetsConfiguration()).Write("insight.json",
            "{\"tweets\":20,\"wrong\":3,\"mistakes\":[{\"line\":7,\"class\":\"hate\",\"predicted\":\"neither\",\"probability\":0.91,\"text\":\"<b> & co\"}],"
                + "\"maxTokens\":2,\"lengths\":[0,5,10,4,1]}");
        XyChart chart = Assert.IsType<XyChart>(Assert.Single(TweetsSection.Charts(run.Files)));
        Assert.Equal([new Point(0, 0), new Point(1, 5), new Point(2, 10), new Point(3, 4), new Point(4, 1)], chart.Series.Single().Points);
        string page = run.Page;
        Assert.Contains("5 of 20 tweets (25 %) are longer than the 2 tokens", page, StringComparison.Ordinal);
        Assert.Contains("The surest of 3 mistakes among the 20 tweets", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt; &amp; co", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ShapeKind.OneToOne)]
    [InlineData(ShapeKind.ManyToOne)]
    public void Digits_ShowTheSurestMisreadPictures(ShapeKind? shape)
    {
        using RunSample run = new RunSample(shape is { } kind ? ShapesConfiguration.For(kind) : new DigitsConfiguration()).Write("insight.json",
            "{\"pictures\":10000,\"wrong\":1234,\"misread\":[{\"picture\":7,\"digit\":4,\"readAs\":9,\"probability\":0.9812,\"rows\":1,\"columns\":2,"
                + "\"pixels\":\"AP8=\"}]}");
        PictureGrid grid = Assert.IsType<PictureGrid>(Assert.Single(DigitPictures.Of(run.Files)));
        Assert.Equal("The surest of 1,234 misread among 10,000", grid.Title);
        Picture picture = Assert.Single(grid.Pictures);
        Assert.Equal(("4 read as 9, 0.98", 1, 2), (picture.Caption, picture.Rows, picture.Columns));
        Assert.Equal([0, 255], picture.Pixels);
    }

    [Fact]
    public void WrittenPictures_AreNamedByTheirLabels()
    {
        using RunSample run = new RunSample(ShapesConfiguration.For(ShapeKind.OneToMany)).Write("insight.json",
            "{\"rows\":1,\"columns\":2,\"pictures\":[\"AP8=\",\"AAA=\"]}");
        Assert.Equal(["0", "1"], Assert.IsType<PictureGrid>(Assert.Single(DigitPictures.Of(run.Files))).Pictures.Select(picture => picture.Caption));
    }

    [Fact]
    public void Memory_ShowsEachLetter_WithTheRunnerUp_AndStrikesWrongOnesThrough()
    {
        using RunSample run = new RunSample(new MemoryConfiguration()).Write("insight.json", "{\"words\":[{\"word\":\"hello\",\"seed\":\"hel\",\"letters\":"
            + "[{\"letter\":\"l\",\"probability\":0.75,\"other\":\"p\",\"otherProbability\":0.25},{\"letter\":\"a\",\"probability\":0.5,"
            + "\"other\":\"o\",\"otherProbability\":0.4}]}]}")
            .Write("completions.csv", "word,seed\nhello,hel\n");
        XElement words = MemorySection.Of(run.Files).Last();
        XElement[] letters = [.. words.Descendants("span")];
        Assert.Equal(["letter seed", "letter seed", "letter seed", "letter", "letter wrong"], letters.Select(letter => letter.Attribute("class")!.Value));
        Assert.Equal(["h", "e", "l", "l0.75p 0.25", "a0.50o 0.40"], letters.Select(letter => letter.Value));
        Assert.Equal(("--p:0.5", "a instead of o"), (letters[4].Attribute("style")!.Value, letters[4].Attribute("title")!.Value));
        Assert.DoesNotContain("<th scope=\"col\">word</th>", run.Page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\">word</th>", run.Write("insight.json", "").Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Sequences_ShowWhereAnswersAreRight_AndHowFarBackTheGradientReaches()
    {
        using RunSample run = new RunSample(new SequencesConfiguration()).Write("gradients.csv", "distance,untrained,trained\n0,0.1,0.2\n8,0.001,0.02\n")
            .Write("insight.json",
                "{\"firstStep\":5,\"rightByStep\":[0.5,1],\"examples\":[{\"isRight\":false,\"asked\":\"1 2\",\"target\":[\"2\",\"1\"],"
                    + "\"answer\":[\"2\",\"3\"]}]}");
        XyChart[] charts = [.. SequenceSection.Charts(run.Files).Cast<XyChart>()];
        Assert.Equal([new Point(5, 50), new Point(6, 100)], Assert.Single(charts[0].Series).Points);
        Assert.Equal(["untrained", "trained"], charts[1].Series.Select(series => series.Name));
        Assert.Equal((AxisKind.Logarithmic, new Point(8, 0.02)), (charts[1].Y.Kind, charts[1].Series[1].Points[1]));
        XElement row = SequenceSection.Examples(run.Files).Single().Descendants("tbody").Single();
        Assert.Equal(["1 2", "2 1", "2 3", "wrong"], row.Descendants("td").Select(cell => cell.Value));
        Assert.Equal(["3"], row.Descendants("mark").Select(mark => mark.Value));
    }

    [Fact]
    public void Stocks_ShowTheirHistory_WithTheTestMarked_AndForecastsBesideTheNaiveOne()
    {
        using RunSample run = new RunSample(new StocksConfiguration())
            .Write("closes.csv", "date,A\n2020-01-01,1\n2020-01-02,2\n2020-01-03,4\n2020-01-06,8\n")
            .Write("predictions.csv", "date,A actual,A predicted,A naive\n2020-01-03,4,5,2\n2020-01-06,8,6,4\n");
        double Day(int day) => new DateOnly(2020, 1, day).DayNumber;
        XyChart history = Assert.IsType<XyChart>(Assert.Single(ForecastSection.Histories(run.Files)));
        Assert.Equal(["learned", "test"], history.Series.Select(series => series.Name));
        Assert.Equal([new Point(Day(1), 1), new Point(Day(2), 2), new Point(Day(3), 4)], history.Series[0].Points);
        Assert.Equal([new Point(Day(3), 4), new Point(Day(6), 8)], history.Series[1].Points);
        XyChart[] charts = [.. ForecastSection.Of(run.Files).Cast<XyChart>()];
        Assert.Equal(["A, forecast of the test", "A, errors over time"], charts.Select(chart => chart.Title));
        Assert.Equal([[2, 4], [4, 8], [5, 6]], charts[0].Series.Select(series => series.Points.Select(point => (int)point.Y)));
        Assert.Equal([[-2, -4], [1, -2]], charts[1].Series.Select(series => series.Points.Select(point => (int)point.Y)));
        Assert.Equal("dollars a share", charts[0].Y.Label);
    }

    [Fact]
    public void Figures_AreAColumnAShare_EachBesideTheNaiveOne()
    {
        using RunSample run = new RunSample(new StocksConfiguration())
            .Record("\"loss\":0.5,\"rmse.A\":1,\"naiveRmse.A\":2,\"directionalAccuracy.A\":0.5,\"rmse.B.C\":3,\"naiveRmse.B.C\":null,"
                + "\"directionalAccuracy.B.C\":0.25");
        Table table = ForecastFigures.Of(run.Files.Record)!;
        Assert.Equal(["figure", "A", "B.C"], table.Columns.Select(column => column.Title));
        Assert.Equal([["RMSE", "1", "3"], ["RMSE, naive", "2", "NaN"], ["direction right", "0.5", "0.25"]],
            table.Rows.Select(row => row.Select(cell => cell.Content)));
        Assert.Equal(2, run.Page.Split("RMSE, naive").Length);
        Assert.DoesNotContain("rmse A", run.Page, StringComparison.OrdinalIgnoreCase);
        Assert.Null(ForecastFigures.Of(run.Record("\"loss\":0.5").Files.Record));
    }

    [Fact]
    public void Text_HasItsBitsPerCharacter_OfTheEpochWithTheLeastLoss()
    {
        using RunSample run = new RunSample(new TextConfiguration()).Record("\"validationBitsPerCharacter\":9")
            .Write("history.csv", "epoch,loss,val_loss\n1,2,1.3862943611198906\n2,1,2\n");
        Assert.Contains("<dt>bits per character</dt><dd>2.000 in the best epoch", run.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("bits per character", run.Record("\"loss\":9").Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_MarksItsRecurrentLayers()
    {
        using RunSample run = new RunSample(new TextConfiguration()).Record("");
        XElement svg = new ModelPicture("", run.Files.Record!.Layers).ToSvg();
        Assert.Equal(["layer recurrent", "layer"], svg.Descendants().Where(element => element.Name.LocalName == "rect")
            .Select(box => box.Attribute("class")!.Value));
    }
}
