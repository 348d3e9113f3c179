using System.Text.Json.Nodes;
using Unroll.Studies.Grid;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Memory;

namespace Unroll.Studies.Tests.Grid;

public sealed class StudyReaderTests
{
    [Fact]
    public void Read_MakesTheGrid_TheLastAxisFastest()
    {
        Study study = StudyReader.Read(StudySamples.Memory, "tiny.json");
        IReadOnlyList<StudyCell> cells = study.Cells;
        Assert.Equal(["cell=gru,length=short", "cell=gru,length=long", "cell=simple_rnn,length=short", "cell=simple_rnn,length=long"],
            cells.Select(cell => cell.Name));
        var configuration = Assert.IsType<MemoryConfiguration>(cells[3].Trials[1].Configuration);
        Assert.Equal(("simple_rnn", 4, 12, 64, 8L), (configuration.Cell, configuration.Units, configuration.Epochs, configuration.Batch, configuration.Seed));
        Assert.Equal(Path.Combine("cells", "cell=simple_rnn,length=long", "8"), cells[3].Trials[1].Folder);
        Assert.Equal(128, cells[0].Configuration.Batch);
        Assert.Equal(0.5, cells[1].Published("completion")!.Value);
        Assert.Null(cells[0].Published("completion"));
    }

    [Fact]
    public void Common_LeavesOut_WhatAnAxisAlwaysSets()
    {
        string json = StudySamples.Memory.Replace("\"units\": 4", "\"units\": 4, \"cell\": \"lstm\", \"epochs\": 3, \"batch\": 32", StringComparison.Ordinal);
        Assert.Equal(["units", "batch", "words"], StudyReader.Read(json, "tiny.json").Common.Select(setting => setting.Key));
    }

    [Fact]
    public void Read_MakesTheQuickForm_WhichItsOwnJsonGivesAgain()
    {
        Study quick = StudyReader.Read(StudySamples.Memory, "tiny.json").Quick!;
        StudyCell cell = Assert.Single(quick.Cells);
        Assert.Equal(("gru", "shorter", 3, 2L), (cell["cell"], cell["length"], cell.Configuration.Units, cell.Configuration.Steps));
        Assert.Single(cell.Trials);
        Assert.Empty(quick.Published);
        Study again = StudyReader.Read(quick.Json, "study.json");
        Assert.True(again.IsQuick);
        Assert.Equal(quick.Json, again.Json);
        Assert.Equal(cell.Trials[0].Configuration.ToJson(), Assert.Single(again.Cells).Trials[0].Configuration.ToJson());
    }

    /// <summary>A study beside its text is found from anywhere; names of data sets stay names.</summary>
    [Fact]
    public void ReadFile_SeesRelativePaths_FromTheFoldersOfTheStudy()
    {
        string folder = Directory.CreateTempSubdirectory("unroll-study-").FullName;
        try
        {
            string file = Path.Combine(folder, "mine.json"), text = Path.Combine(folder, "text.txt");
            File.WriteAllText(text, "hello world");
            File.WriteAllText(file, """
                {
                  "name": "mine", "title": "Mine", "question": "Where?", "figures": ["trainingLoss"], "base": { "task": "memory", "words": ["helloworld"] },
                  "axes": [{ "name": "data", "values": ["text.txt", "hello", "shakespeare", "nowhere.txt", "shakespear", "sub/x.txt"] }]
                }
                """);
            Study study = StudyReader.ReadFile(file);
            string[] expected =
                [text, "hello", "shakespeare", Path.Combine(folder, "nowhere.txt"), "shakespear", Path.GetFullPath(Path.Combine(folder, "sub/x.txt"))];
            Assert.Equal(expected, study.Cells.Select(cell => cell.Configuration.DataNames[0]));
            Assert.Equal("text.txt", study.Axes[0].Values[0].Name);

            // What the folder of the trainings keeps is still seen from there.
            string kept = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "out")).FullName, "study.json");
            File.WriteAllText(kept, StudyReader.SavedJson(study));
            Assert.Equal(expected, StudyReader.ReadFile(kept).Cells.Select(cell => cell.Configuration.DataNames[0]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("\"units\": 4", "\"unitz\": 4", "tiny.json: $.base.unitz: the task memory has no setting 'unitz'; known are ", "; did you mean 'units'?")]
    [InlineData("\"units\": 4", "\"units\": \"four\"", "tiny.json: $.base.units: units must be a whole number, not \"four\"", "")]
    [InlineData("\"units\": 4", "\"units\": null", "tiny.json: $.base.units: units must be a whole number, not null", "")]
    [InlineData("\"units\": 4", "\"units\": 0", "tiny.json: $: the cell cell=gru,length=short: units 0: at least 1", "")]
    [InlineData("\"units\": 4", "\"units\": 4, \"seed\": 3", "tiny.json: $.base.seed: every training", "\"seed\"")]
    [InlineData("\"memory\"", "\"memori\"", "tiny.json: $.base.task: There is no task 'memori'", "did you mean 'memory'?")]
    [InlineData("\"path\": \"cell\"", "\"path\": \"sell\"", "tiny.json: $.axes[0].path: the task memory has no setting 'sell'", "did you mean 'cell'?")]
    [InlineData("\"batch\": 64", "\"batch\": 6.5", "tiny.json: $.axes[1].values[1].set.batch: batch must be a whole number, not 6.5", "")]
    [InlineData("\"batch\": 64", "\"bach\": 64", "tiny.json: $.axes[1].values[1].set.bach: ", "did you mean 'batch'?")]
    [InlineData("\"values\": [\"gru\", \"simple_rnn\"]", "\"values\": [\"gru\", \"gru\"]",
        "tiny.json: $.axes[0].values: the axis 'cell' has the value 'gru' twice", "")]
    [InlineData("\"values\": [\"gru\", \"simple_rnn\"]", "\"values\": []", "tiny.json: $.axes[0].values: the axis 'cell' needs at least one value", "")]
    [InlineData("[\"length\"]", "[\"lenght\"]", "tiny.json: $.compare.within[0]: the study has no axis 'lenght'; known are cell, length",
        "did you mean 'length'?")]
    [InlineData("{ \"figure\": \"trainingLoss\"", "{ \"figure\": \"trainingLos\"",
        "tiny.json: $.compare.figure: 'trainingLos' is not among the study's metrics: completion, ", "did you mean 'trainingLoss'?")]
    [InlineData("\"figure\": \"completion\", \"value\"", "\"figure\": \"trainingAccuracy\", \"value\"",
        "tiny.json: $.published[0].figure: 'trainingAccuracy' is not among", "")]
    [InlineData("\"length\": \"long\"", "\"length\": \"longer\"", "tiny.json: $.published[0].where.length: the axis 'length' has no value 'longer'; known are short, long",
        "did you mean 'long'?")]
    [InlineData("\"cell\": [\"gru\"]", "\"sell\": [\"gru\"]", "tiny.json: $.quick.axes: the study has no axis 'sell'", "did you mean 'cell'?")]
    [InlineData("\"steps\": 2", "\"stepz\": 2", "tiny.json: $.quick.axes.length[0].set.stepz: the task memory has no setting 'stepz'", "did you mean 'steps'?")]
    [InlineData("\"units\": 3", "\"units\": 0", "tiny.json: $.quick: the cell cell=gru,length=shorter: ", "at least 1")]
    [InlineData("\"repeats\": 2", "\"repeats\": 0", "tiny.json: $.repeats: 0 trainings", "")]
    [InlineData("\"repeats\": 2", "\"repets\": 2", "tiny.json: $: this version knows no option 'repets'", "did you mean 'repeats'?")]
    [InlineData("\"title\": \"A tiny study\",", "", "tiny.json: $: the option 'title' is missing", "a text")]
    [InlineData("[\"completion\", ", "[\"seconds\", ", "tiny.json: $.figures: 'seconds' is a time, and the study is not timed", "")]
    [InlineData("\"A tiny study\",", "\"A tiny study\"", "tiny.json: not JSON: line 4: ", "Expected")]
    [InlineData("\"name\": \"tiny\"", "\"name\": \"../tiny\"", "tiny.json: $.name: '../tiny' names a folder", "")]
    public void Read_Throws_WithFileAndPath(string right, string wrong, string message, string more)
    {
        Assert.Contains(right, StudySamples.Memory, StringComparison.Ordinal);
        var error = Assert.Throws<InputException>(() => StudyReader.Read(StudySamples.Memory.Replace(right, wrong, StringComparison.Ordinal), "tiny.json"));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(more, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("3.5")]
    [InlineData("1e99")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("{}")]
    [InlineData("true")]
    public void Read_Throws_WithFileAndPath_WhateverIsInAPlace(string wrong)
    {
        foreach (string json in Replaced(JsonNode.Parse(StudySamples.Memory)!, wrong))
        {
            try
            {
                StudyReader.Read(json, "tiny.json");
            }
            catch (InputException error)
            {
                Assert.StartsWith("tiny.json: $", error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', error.Message);
            }
        }
    }

    /// <summary>The JSON with each of its values replaced, one at a time.</summary>
    static IEnumerable<string> Replaced(JsonNode root, string value)
    {
        yield return value;
        var open = new Queue<JsonNode>([root]);
        while (open.TryDequeue(out JsonNode? node))
        {
            (object Key, JsonNode? Child)[] children = node switch
            {
                JsonObject members => [.. members.Select(member => ((object)member.Key, member.Value))],
                JsonArray list => [.. list.Select((item, place) => ((object)place, item))],
                _ => [],
            };
            foreach ((object key, JsonNode? child) in children)
            {
                Set(node, key, JsonNode.Parse(value));
                yield return root.ToJsonString();
                Set(node, key, child);
                if (child is not null)
                    open.Enqueue(child);
            }
        }
    }

    static void Set(JsonNode node, object key, JsonNode? value)
    {
        if (key is string name)
            node[name] = value;
        else
            node[(int)key] = value;
    }
}
