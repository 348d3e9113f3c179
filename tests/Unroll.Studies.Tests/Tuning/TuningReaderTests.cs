using Unroll.Studies.Runs;
using Unroll.Studies.Tuning;

namespace Unroll.Studies.Tests.Tuning;

public sealed class TuningReaderTests
{
    [Fact]
    public void Read_TakesWhatIsThere_AndDefaultsForTheRest()
    {
        TuningDefinition definition = TuningReader.Read(TuningSamples.Text, "t.json");
        Assert.Equal(["learningRate: log 0.001 to 0.1", "units: integer 2 to 6 by 2", "cell: gru, simple_rnn"], definition.Space.Ranges.Select(range => $"{range}"));
        Assert.Equal(("text", "validationLoss", false, 8), (definition.Task, definition.Metric, definition.IsLargestBest, definition.Trials));
        Assert.Equal((Stopping.Asha, new RunEnd(null, 2), 3), (definition.Stopping, definition.Minimum, definition.Reduction));
        Assert.Equal((4, 1, 1, 1), (definition.Startup, definition.Repeats, definition.Seed, definition.Parallel));
        Assert.Equal(new RunEnd(null, 18), definition.Rung(2));
        Assert.Equal(18, definition.Shared.Steps);
        Assert.True(TuningReader.Read(TuningSamples.Text.Replace("\"trials\"", "\"metric\": \"validationAccuracy\", \"trials\"", StringComparison.Ordinal), "t.json")
            .IsLargestBest);
    }

    /// <summary>What is not named is as 'unroll train text' has it for this data.</summary>
    [Fact]
    public void Read_SuitsTheData_AsTrainDoes()
    {
        RunConfiguration shared = TuningReader.Read("""{ "task": "text", "ranges": { "dropout": { "uniform": [0, 0.5] } } }""", "t.json").Shared;
        Assert.Equal((192, 16, 30), (shared.Units, shared.Batch, shared.Epochs));
        shared = TuningReader.Read("""{ "task": "text", "settings": { "data": "shakespeare" }, "ranges": { "dropout": { "uniform": [0, 0.5] } } }""", "t.json")
            .Shared;
        Assert.Equal((256, 32, 10), (shared.Units, shared.Batch, shared.Epochs));
    }

    [Theory]
    [InlineData("{ \"log\": [0.001, 0.1] }", "{ \"log\": [0, 0.1] }", "$.ranges.learningRate.log: 0 to 0.1: a logarithmic scale lies above 0")]
    [InlineData("{ \"log\": [0.001, 0.1] }", "{ \"log\": [0.1, 0.001] }", "$.ranges.learningRate.log: 0.1 to 0.001: the range is reversed; the lowest comes first")]
    [InlineData("{ \"log\": [0.001, 0.1] }", "{ \"uniform\": [0.1, 0.1] }", "$.ranges.learningRate.uniform: 0.1 to 0.1: the range is empty; name a single value in \"settings\"")]
    [InlineData("{ \"log\": [0.001, 0.1] }", "{ \"uniform\": [0, 0.1] }", "$.ranges.learningRate: learningRate 0: a learning rate is a number above 0")]
    [InlineData("{ \"log\": [0.001, 0.1] }", "{ \"log\": [0.001] }", "$.ranges.learningRate.log: two numbers are expected, the lowest and the highest")]
    [InlineData("{ \"log\": [0.001, 0.1] }", "[0.001, 0.1]", "$.ranges.learningRate: a range is {\"uniform\": [0, 0.5]}, {\"log\"", false)]
    [InlineData("{ \"log\": [0.001, 0.1] }", "{ \"log\": [0.001, 0.1], \"choice\": [1] }", "$.ranges.learningRate: a range is one of {", false)]
    [InlineData("{ \"log\": [0.001, 0.1] }", "{ \"log\": [0.001, 0.1], \"stpe\": 1 }", "$.ranges.learningRate: this version knows no option 'stpe'", false)]
    [InlineData("\"learningRate\":", "\"learningrate\":", "$.ranges.learningrate: the task text has no setting 'learningrate'; known are ", false)]
    [InlineData("\"layers\": 1", "\"layrs\": 1", "$.settings.layrs: the task text has no setting 'layrs'; known are ", false)]
    [InlineData("\"layers\": 1", "\"layers\": \"one\"", "$.settings.layers: layers must be a whole number, not \"one\"")]
    [InlineData("\"layers\": 1", "\"units\": 4", "$.ranges.units: it is among the \"settings\" too; leave it out there")]
    [InlineData("\"layers\": 1", "\"seed\": 4", "$.settings.seed: every training of a tuning has a seed of its own; the first one is the tuning's \"seed\"")]
    [InlineData("{ \"integer\": [2, 6], \"step\": 2 }", "{ \"integer\": [0, 6] }", "$.ranges.units: units 0: at least 1")]
    [InlineData("{ \"integer\": [2, 6], \"step\": 2 }", "{ \"integer\": [2, 6], \"step\": 5 }", "$.ranges.units.step: 5: a step lies between 1 and the width of the range, 4")]
    [InlineData("{ \"integer\": [2, 6], \"step\": 2 }", "{ \"integer\": [2, 6.5] }", "$.ranges.units.integer: whole numbers are expected")]
    [InlineData("{ \"integer\": [2, 6], \"step\": 2 }", "{ \"integer\": [2, 6], \"scale\": \"lgo\" }", "$.ranges.units: scale 'lgo' is unknown; known are linear, log; did you mean 'log'?")]
    [InlineData("{ \"integer\": [2, 6], \"step\": 2 }", "{ \"integer\": [2, 6], \"scale\": \"log\", \"step\": 2 }", "$.ranges.units.step: on a logarithmic scale the step is 1", false)]
    [InlineData("{ \"integer\": [2, 6], \"step\": 2 }", "{ \"uniform\": [2, 6] }", "$.ranges.units: units must be a whole number, not 4.472; for whole numbers there is {\"integer\"", false)]
    [InlineData("[\"gru\", \"simple_rnn\"]", "[\"gru\", \"lstn\"]", "$.ranges.cell.choice[1]: cell lstn: unknown; known are ", false)]
    [InlineData("[\"gru\", \"simple_rnn\"]", "[]", "$.ranges.cell.choice: it is empty; a choice has two at least")]
    [InlineData("[\"gru\", \"simple_rnn\"]", "[\"gru\", \"gru\"]", "$.ranges.cell.choice[1]: \"gru\" is there twice")]
    [InlineData("\"cell\": { \"choice\": [\"gru\", \"simple_rnn\"] }", "\"limit\": { \"choice\": [100, 200] }", "$.ranges.limit: 'limit' changes the data, and so what a trial is measured on", false)]
    [InlineData("\"cell\": { \"choice\": [\"gru\", \"simple_rnn\"] }", "\"loss\": { \"choice\": [\"mse\", \"mae\"] }", "$.ranges.loss: values of different losses cannot be compared", false)]
    [InlineData("\"trials\": 8", "\"trials\": 0", "$.trials: 0: 1 to 100000 are possible")]
    [InlineData("\"reduction\": 3", "\"reduction\": 1", "$.reduction: 1: 2 to 100 are possible")]
    [InlineData("\"reduction\": 3", "\"minimumEpochs\": 3", "$: minimumEpochs and minimumSteps both say when a trial is measured first; leave one of them out")]
    [InlineData("\"minimumSteps\": 2", "\"stopping\": \"median\"", "$.stopping: a trial can be stopped where it was measured; \"minimumSteps\"", false)]
    [InlineData("\"trials\": 8", "\"trails\": 8", "$: this version knows no option 'trails'", false)]
    [InlineData("\"task\": \"text\"", "\"task\": \"texts\"", "$.task: There is no task 'texts'", false)]
    public void Read_SaysInOneLine_WhatIsWrong(string right, string wrong, string message, bool isAll = true)
    {
        Assert.Contains(right, TuningSamples.Text, StringComparison.Ordinal);
        string said = Assert.Throws<InputException>(() => TuningReader.Read(TuningSamples.Text.Replace(right, wrong, StringComparison.Ordinal), "t.json")).Message;
        Assert.StartsWith("t.json: " + message, said, StringComparison.Ordinal);
        Assert.True(!isAll || said.Length == message.Length + 8, said);
        Assert.DoesNotContain('\n', said);
    }

    [Fact]
    public void Read_SaysWhatIsNoTuning()
    {
        Assert.Equal("t.json: not JSON: it is empty", Assert.Throws<InputException>(() => TuningReader.Read("", "t.json")).Message);
        Assert.Contains("'ranges' is missing", Assert.Throws<InputException>(() => TuningReader.Read("""{ "task": "text" }""", "t.json")).Message,
            StringComparison.Ordinal);
        Assert.Equal("t.json: $.ranges: at least one range is needed",
            Assert.Throws<InputException>(() => TuningReader.Read("""{ "task": "text", "ranges": {} }""", "t.json")).Message);
        Assert.Contains("there is no such file", Assert.Throws<InputException>(() => TuningReader.ReadFile("nowhere.json")).Message, StringComparison.Ordinal);
    }
}
