using Unroll.Studies.Grid;

namespace Unroll.Studies.Tests.Grid;

/// <summary>What the readers of axes, comparisons, plots and published metrics make of right and wrong JSON.</summary>
public sealed class StudyPartTests
{
    const string Units = "\"axes\": [{ \"name\": \"units\", \"values\": [4] }], ";

    [Fact]
    public void Axes_NameTheirValues_AsTheyAreWritten()
    {
        Study study = Read("""
            "axes": [
              { "name": "units", "path": "units", "values": [4, 16] },
              { "name": "rate", "path": "learningRate", "values": [0.10, null] }
            ]
            """);
        Assert.Equal(["4", "16"], study.Axes[0].Values.Select(value => value.Name));
        Assert.Equal(["0.10", "null"], study.Axes[1].Values.Select(value => value.Name));
        Assert.Equal([4, 4, 16, 16], study.Cells.Select(cell => cell.Configuration.Units));
        Assert.Equal([0.1f, null, 0.1f, null], study.Cells.Select(cell => cell.Configuration.LearningRate));
    }

    [Fact]
    public void Axes_SetWhatTheyAreCalled_WhereTheyNameNoPath()
    {
        Study study = Read("""
            "axes": [{ "name": "units", "values": [4, { "name": "many", "set": { "units": 64, "layers": 2 } }] }],
            "quick": { "axes": { "units": [3] } }
            """);
        Assert.Equal([(4, 1), (64, 2)], study.Cells.Select(cell => (cell.Configuration.Units, cell.Configuration.Layers)));
        Assert.Equal(3, Assert.Single(study.Quick!.Cells).Configuration.Units);
    }

    [Fact]
    public void Comparison_IsOfOneFigure_InOneDirection()
    {
        StudyComparison higher = Read("\"compare\": { \"figure\": \"trainingLoss\", \"better\": \"higher\" }").Comparison!;
        Assert.Equal(("trainingLoss", true), (higher.Metric, higher.IsHigherBetter));
        Assert.False(Read("\"compare\": { \"figure\": \"trainingLoss\", \"better\": \"lower\" }").Comparison!.IsHigherBetter);
        Assert.Null(Read("\"seed\": 3").Comparison);
    }

    [Fact]
    public void Plots_HaveDefaults()
    {
        StudyPlot history = Assert.Single(Read("\"plots\": [{ \"title\": \"Loss\", \"figure\": \"trainingLoss\" }]").Plots);
        Assert.Equal(new StudyPlot("Loss", PlotKind.History, "trainingLoss", "", "", IsLogarithmic: false), history);
        StudyPlot axis = Assert.Single(Read("""
            "axes": [{ "name": "units", "path": "units", "values": [4] }],
            "plots": [{ "title": "Loss", "kind": "axis", "figure": "trainingLoss", "x": "units", "scale": "log" }]
            """).Plots);
        Assert.Equal((PlotKind.Axis, "units", true), (axis.Kind, axis.X, axis.IsLogarithmic));
    }

    [Theory]
    [InlineData("\"axes\": [{ \"name\": \"a\", \"values\": [4] }]", "$.axes[0].values[0]: 'a' is no setting: a plain value needs the \"path\" of its axis")]
    [InlineData("\"axes\": [{ \"name\": \"seed\", \"values\": [4] }]", "$.axes[0].values[0]: every training of a study has a seed of its own")]
    [InlineData("\"axes\": [{ \"name\": \"a\", \"path\": \"units\", \"values\": [4] }, { \"name\": \"a\", \"path\": \"batch\", \"values\": [4] }]",
        "$.axes: two axes have the name 'a'")]
    [InlineData("\"axes\": [{ \"name\": \"a\", \"path\": \"cell\", \"values\": [\"gru\", \"GRU\"] }]",
        "$.axes[0].values: the axis 'a' has the value 'gru' twice")]
    [InlineData("\"axes\": [{ \"name\": \"a\", \"path\": \"seed\", \"values\": [1] }]", "$.axes[0].path: every training of a study has a seed of its own")]
    [InlineData("\"axes\": [3]", "$.axes[0]: an object {…} is expected, not 3")]
    [InlineData("\"compare\": { \"figure\": \"trainingLoss\" }", "$.compare: \"better\" is missing; say higher or lower")]
    [InlineData("\"compare\": { \"figure\": \"trainingLoss\", \"better\": \"more\" }", "$.compare: better 'more' is unknown; known are higher, lower")]
    [InlineData("\"compare\": { \"figure\": \"trainingLoss\", \"better\": \"lower\", \"within\": [3] }", "$.compare.within[0]: a text is expected, not 3")]
    [InlineData("\"plots\": [{ \"title\": \"t\", \"kind\": \"axis\", \"figure\": \"trainingLoss\" }]", "$.plots[0].x: the study has no axis ''")]
    [InlineData("\"plots\": [{ \"title\": \"t\", \"figure\": \"trainingLoss\", \"series\": \"cell\" }]", "$.plots[0].series: the study has no axis 'cell'")]
    [InlineData("\"published\": [{ \"figure\": \"trainingLoss\" }]", "$.published[0]: a published metric needs a \"value\" or a \"text\"")]
    [InlineData(Units + "\"published\": [{ \"where\": { \"units\": [4, 4] }, \"figure\": \"a\", \"text\": \"b\" }]",
        "$.published[0].where.units: one value is expected")]
    [InlineData("\"facts\": [{ \"title\": \"t\", \"axis\": \"cell\", \"columns\": [], \"rows\": {} }]", "$.facts[0].axis: the study has no axis 'cell'")]
    [InlineData(Units + "\"facts\": [{ \"title\": \"t\", \"axis\": \"units\", \"columns\": [], \"rows\": { \"5\": [] } }]",
        "$.facts[0].rows: the axis 'units' has no value '5'; known are 4")]
    [InlineData(Units + "\"facts\": [{ \"title\": \"t\", \"axis\": \"units\", \"columns\": [\"a\"], \"rows\": { \"4\": [] } }]",
        "$.facts[0].rows.4: 0 texts; the table has 1 columns")]
    [InlineData("\"figures\": [3]", "$.figures[0]: a text is expected, not 3")]
    public void Read_Throws_WithFileAndPath(string part, string message)
    {
        string found = Assert.Throws<InputException>(() => Read(part)).Message;
        Assert.StartsWith("study.json: " + message, found, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', found);
    }

    static string Metrics(string part) => part.Contains("figures", StringComparison.Ordinal) ? "" : ", \"figures\": [\"trainingLoss\"]";

    static Study Read(string part) => StudyReader.Read($$"""
        {
          "name": "parts", "title": "Parts", "question": "Are they read?", "base": { "task": "memory", "words": ["helloworld"] }{{Metrics(part)}},
          {{part}}
        }
        """, "study.json");
}
