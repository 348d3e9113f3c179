using System.Text.Json;
using Unroll.Reports.Charts;
using Unroll.Reports.Tuning;
using Unroll.Studies.Tuning;

namespace Unroll.Reports.Tests.Tuning;

public class TuningPageTests
{
    const string Json = """
        {
          "task": "text", "minimumSteps": 10, "ranges": {
            "learningRate": { "log": [0.001, 0.1] }, "layers": { "integer": [1, 3] }, "cell": { "choice": ["gru", "lstm"] }
          }
        }
        """;

    [Fact]
    public void Charts_ShowTheTrials_ByHowFarTheyCame_AndTheBestSoFar()
    {
        XyChart trials = (XyChart)TuningCharts.Of(Result(Json)).First();
        Assert.Equal("Trials: validation loss", trials.Title);
        Assert.Equal(["at the end", "stopped at step 10", "best so far"], trials.Series.Select(series => series.Name));
        Assert.Equal([(1, 1.5), (3, 1.7), (4, 1.2)], trials.Series[0].Points.Select(point => ((int)point.X, point.Y)));
        Assert.Equal([(1, 1.5), (3, 1.5), (3, 1.5), (4, 1.5), (4, 1.2)], trials.Series[2].Points.Select(point => ((int)point.X, point.Y)));
    }

    [Fact]
    public void Charts_ShowEachSettingOnItsScale()
    {
        XyChart[] charts = [.. TuningCharts.Of(Result(Json)).Skip(1).Cast<XyChart>()];
        Assert.Equal(["learningRate: validation loss", "layers: validation loss", "cell: validation loss"], charts.Select(chart => chart.Title));
        Assert.Equal([AxisKind.Logarithmic, AxisKind.Linear, AxisKind.Category], charts.Select(chart => chart.X.Kind));
        Assert.True(charts[1].X.IsWhole);
        Assert.Equal(["gru", "lstm"], charts[2].X.Categories);
        Assert.Equal([0.01, 0.03, 0.04], charts[0].Series[0].Points.Select(point => point.X));
        Assert.All(charts, chart => Assert.NotEmpty(chart.ToSvg().Elements()));
    }

    /// <summary>A training that ran away would press all others on one line.</summary>
    [Fact]
    public void Charts_LeaveOutWhatIsFarWorse_AndThePageSaysSo()
    {
        TuningResult result = Result(Json);
        Assert.Equal(1, TuningCharts.LeftOut(result));
        string page = TuningPage.Of(result).ToText();
        foreach (string part in new[] { "1 trials with far worse values are left out", "Trial 4: learningRate 0.04, layers 1, cell gru.", "flatters it",
            "unroll train text --config folder", "the loss became NaN" })
            Assert.Contains(part, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Charts_GoUp_WhereTheLargestIsBest()
    {
        TuningResult result = Result(Json.Replace("\"task\"", "\"metric\": \"validationAccuracy\", \"task\"", StringComparison.Ordinal));
        Assert.Equal(3, result.Best!.Trial.Number);
        Assert.Equal([1.5, 1.5, 1.7, 1.7, 1.7], ((XyChart)TuningCharts.Of(result).First()).Series[2].Points.Select(point => point.Y));
    }

    [Fact]
    public void Page_IsThere_WhereNothingWasMeasured()
    {
        var result = new TuningResult(TuningReader.Read(Json, "t.json"), "folder", TuningHistory.Empty, TuningEnd.Stopped);
        Assert.Empty(TuningCharts.Of(result));
        Assert.Contains("of 0 trials", TuningPage.Of(result).ToText(), StringComparison.Ordinal);
    }

    /// <summary>Trials 1, 3 and 4 came to their end, 2, 5, 6 and 7 to the first rung; 8 failed.</summary>
    static TuningResult Result(string json)
    {
        TuningDefinition definition = TuningReader.Read(json, "t.json");
        (double? Value, long Steps)[] measured = [(1.5, 100), (2.5, 10), (1.7, 100), (1.2, 100), (2.0, 10), (2.2, 10), (3e5, 10), (null, 3)];
        TuningJob[] jobs = [.. measured.Select((one, place) =>
        {
            JsonElement Of(int at, double value) => definition.Space.Ranges[at].ToJson(value);
            double rate = (place + 1) / 100.0;
            int cell = place % 2 == 1 ? 0 : 1;
            var settings = new Dictionary<string, JsonElement> { ["learningRate"] = Of(0, rate), ["layers"] = Of(1, 1), ["cell"] = Of(2, cell) };
            return new TuningJob(place + 1, new TuningTrial(place + 1, settings, [rate, 1, cell], true), 0)
            {
                Measurement = new TuningMeasurement(one.Steps, 100, one.Value, 1, one.Value is null ? "the loss became NaN" : null),
            };
        })];
        return new TuningResult(definition, "folder", new TuningHistory([.. jobs.Select(job => job.Trial)], jobs), TuningEnd.Done);
    }
}
