using Unroll.Studies.Grid;
using Unroll.Studies.Tasks.Tweets;
using Unroll.Studies.Tests.Data.Tweets;

namespace Unroll.Studies.Tests.Grid;

/// <summary>Studies whose trainings begin with encoders that the study pretrains.</summary>
public sealed class StudyEncoderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public StudyEncoderTests() => File.WriteAllText(_folder.File("tweets.csv"), SmallTweets.Csv(60));

    static string Json => """
        {
          "name": "arms", "title": "Arms", "question": "Which one?",
          "encoders": {
            "plain": { "data": ["tweets.csv"], "hidden": 8, "layers": 1, "heads": 2, "length": 16, "vocabulary": 90, "batch": 8, "steps": 12 },
            "kind": { "initFrom": "plain", "data": ["tweets.csv"], "classes": "neither", "batch": 4, "steps": 6 },
            "rude": { "initFrom": "plain", "data": ["tweets.csv"], "classes": "offensive", "tokensOf": "kind", "batch": 4, "steps": 6 }
          },
          "base": { "task": "tweets", "data": "tweets.csv", "units": 4, "maxTokens": 16, "epochs": 1, "encoderRate": 1 },
          "axes": [{ "name": "arm", "path": "encoder", "values": ["plain", "kind", "rude", { "name": "none", "set": { "encoder": "" } }] }],
          "figures": ["trainingLoss", "macroF1"],
          "quick": { "encoders": { "plain": { "steps": 3 } }, "axes": { "arm": ["plain", "rude"] } }
        }
        """;

    [Fact]
    public void Run_PretrainsTheEncoders_OnceAndToTheSameBits_HoweverManyThreads()
    {
        var told = new Encoders();
        StudyResult one = Run("one", workers: 1, told);
        Assert.Equal(["plain", "kind", "rude"], told.Names);
        StudyResult two = Run("two", workers: 2, null);
        Assert.Equal((0, 0), (one.Failures, two.Failures));
        foreach (string file in (string[])["summary.csv", "encoders.csv", "encoders/rude/model.safetensors"])
            Assert.Equal(File.ReadAllBytes(_folder.File("one/" + file)), File.ReadAllBytes(_folder.File("two/" + file)));
        Assert.Equal(4, one.Cells.Select(cell => cell.Trials("trainingLoss")!.Mean).Distinct().Count());

        var again = new Encoders();
        Directory.Delete(_folder.File("one/cells/arm=rude/1"), recursive: true);
        Assert.Equal(0, Run("one", workers: 2, again).Failures);
        Assert.Empty(again.Names);
        Assert.Equal(File.ReadAllText(_folder.File("one/summary.csv")), File.ReadAllText(_folder.File("two/summary.csv")));
    }

    [Fact]
    public void Run_LeavesATableOfTheEncoders_WithAsManyTokensAsAnotherHas()
    {
        Run("run", workers: 2, null);
        string[] lines = File.ReadAllLines(_folder.File("run/encoders.csv"));
        Assert.StartsWith("encoder,begins with,data,tokens,steps,training loss,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("plain,,tweets.csv,", lines[1], StringComparison.Ordinal);
        string[] kind = lines[2].Split(','), rude = lines[3].Split(',');
        Assert.Equal(["rude", "plain", "tweets.csv (offensive)"], rude[..3]);
        int wanted = int.Parse(kind[3], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(int.Parse(rude[3], System.Globalization.CultureInfo.InvariantCulture), wanted - 14, wanted);
        Assert.Equal("6", rude[4]);

        // Without the weights the table stays.
        Directory.Delete(_folder.File("run/encoders"), recursive: true);
        Assert.Contains("| rude | plain | tweets.csv (offensive) |", Markdown("run"), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_GoesOn_WhereItWasStoppedInAPretraining()
    {
        Run("whole", workers: 1, null);
        using var stop = new CancellationTokenSource();
        string backup = _folder.File("parts/encoders/kind/backup.safetensors");
        new Thread(() =>
        {
            while (!File.Exists(backup))
                Thread.Sleep(1);
            stop.Cancel();
        })
        { IsBackground = true }.Start();
        string longer = Json.Replace("\"classes\": \"neither\", \"batch\": 4, \"steps\": 6", "\"classes\": \"neither\", \"batch\": 4, \"steps\": 400", StringComparison.Ordinal);
        Assert.True(Run("parts", workers: 1, null, longer, stop.Token).IsStopped);
        Assert.False(File.Exists(_folder.File("parts/summary.csv")));
        Assert.True(File.Exists(backup));
        Assert.Equal(0, Run("parts", workers: 2, null, longer).Failures);
        Assert.Equal(0, Run("at once", workers: 2, null, longer).Failures);
        Assert.Equal(File.ReadAllText(_folder.File("at once/summary.csv")), File.ReadAllText(_folder.File("parts/summary.csv")));
    }

    [Fact]
    public void Run_Refuses_EncodersThatWereMadeFromOtherSettingsOrData()
    {
        Run("run", workers: 2, null);
        string other = Json.Replace("\"steps\": 12", "\"steps\": 13", StringComparison.Ordinal);
        string message = Assert.Throws<InputException>(() => Run("run", workers: 2, null, other)).Message;
        Assert.EndsWith("pretraining.json: made with steps 12, the study has 13; choose another --out", message, StringComparison.Ordinal);
        File.WriteAllText(_folder.File("tweets.csv"), SmallTweets.Csv(70));
        Assert.Contains("the file has changed", Assert.Throws<InputException>(() => Run("run", workers: 2, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Refuses_TrainingsThatBeganWithOtherWeights_AlsoWhenAllAreDone()
    {
        Run("run", workers: 2, null);
        File.Copy(_folder.File("run/encoders/kind/model.safetensors"), _folder.File("run/encoders/rude/model.safetensors"), overwrite: true);
        string message = Assert.Throws<InputException>(() => Run("run", workers: 2, null)).Message;
        Assert.Contains("model.safetensors: the file has changed since the run was made from it", message, StringComparison.Ordinal);
        Assert.EndsWith("bring it back, or choose another --out", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_PreparesWhatIsNotMade_AndLeavesNothing()
    {
        StudyPlan plan = StudyRunner.Check(Study(Json), _folder.File("new"), 2, CancellationToken.None);
        Assert.Equal([("plain", false, 12L), ("kind", false, 6L), ("rude", false, 6L)],
            plan.Encoders.Select(encoder => (encoder.Encoder.Name, encoder.IsMade, encoder.Steps)));
        Assert.All(plan.Cells, cell => Assert.True(cell.Parameters > 0));
        plan.Measure(null, CancellationToken.None);
        Assert.All(plan.Encoders, encoder => Assert.True(encoder.Time > TimeSpan.Zero));
        Assert.False(Directory.Exists(_folder.File("new")));

        string standIn;
        using (var encoders = PreparedEncoders.Create(plan.Study, "", workers: null, CancellationToken.None))
        {
            standIn = ((TweetsConfiguration)encoders.Place(plan.Study.Cells[2].Configuration)).Encoder;
            Assert.True(File.Exists(Path.Combine(standIn, "model.safetensors")));
        }

        Assert.False(Directory.Exists(standIn));
    }

    [Fact]
    public void ReadQuick_ChangesSettingsOfEncoders_AndItsJsonIsReadAgain()
    {
        Study quick = Study(Json).Quick!;
        Assert.Equal(3, quick.Encoders[0].Settings["steps"].GetInt32());
        Assert.Equal(("plain", "kind"), (quick.Encoders[2].Base, quick.Encoders[2].TokensOf));
        Study again = Study(quick.Json);
        Assert.Equal(StudyEncoderReader.ToJson(quick.Encoders).ToJsonString(), StudyEncoderReader.ToJson(again.Encoders).ToJsonString());
        Assert.Equal(2, again.Cells.Count);
    }

    [Theory]
    [InlineData("\"hidden\": 8", "\"hiden\": 8", "arms.json: $.encoders.plain.hiden: a pretraining has no setting 'hiden'", "did you mean 'hidden'?")]
    [InlineData("\"hidden\": 8", "\"hidden\": \"8\"", "arms.json: $.encoders.plain: hidden must be ", "not \"8\"")]
    [InlineData("\"kind\": { \"initFrom\": \"plain\"", "\"kind\": { \"initFrom\": \"plan\"", "arms.json: $.encoders.kind.initFrom: there is no encoder 'plan' before it", "plain")]
    [InlineData("\"tokensOf\": \"kind\"", "\"tokensOf\": \"rude\"", "arms.json: $.encoders.rude.tokensOf: there is no encoder 'rude' before it", "kind")]
    [InlineData("\"initFrom\": \"plain\", ", "\"initFrom\": \"plain\", \"hidden\": 8, ", "arms.json: $.encoders.kind: hidden 8: the model of plain has its own", "")]
    [InlineData("\"classes\": \"neither\"", "\"classes\": \"nether\"", "arms.json: $.encoders.kind: classes nether: there is no class 'nether'", "neither")]
    [InlineData("\"plain\": { \"data\"", "\"pl/ain\": { \"data\"", "arms.json: $.encoders.pl/ain: 'pl/ain' names a folder", "")]
    [InlineData("{ \"plain\": { \"steps\": 3 } }", "{ \"plane\": {} }", "arms.json: $.quick.encoders: the study has no encoder 'plane'", "plain")]
    public void Read_RefusesInOneLine(string right, string wrong, string message, string more)
    {
        string json = Json.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Json, json);
        string found = Assert.Throws<InputException>(() => Study(json)).Message;
        Assert.StartsWith(message, found, StringComparison.Ordinal);
        Assert.Contains(more, found, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', found);
    }

    [Fact]
    public void Run_Refuses_AnEncoderThatTheStudyLacks()
    {
        string json = Json.Replace("\"values\": [\"plain\", ", "\"values\": [\"plane\", ", StringComparison.Ordinal);
        Assert.Contains("encoder plane: there is no such folder", Assert.Throws<InputException>(() => Run("run", 1, null, json)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    Study Study(string json) => StudyReader.Read(json, "arms.json", _folder.Path);

    string Markdown(string name) => SummaryMarkdown.Write(SavedStudy.Open(_folder.File(name)).Result!);

    StudyResult Run(string name, int workers, IStudyListener? listener, string? json = null, CancellationToken cancellationToken = default) =>
        new StudyRunner(Study(json ?? Json), new StudyOptions { Folder = _folder.File(name), Workers = workers, Listener = listener }).Run(cancellationToken);

    sealed class Encoders : IStudyListener
    {
        public List<string> Names { get; } = [];

        public void OnEncoder(EncoderPlan encoder) => Names.Add(encoder.Encoder.Name);

        public void OnStart(StudyProgress progress)
        {
        }

        public void OnTrialEnd(StudyTrial trial, TrialResult result, bool isNew)
        {
        }
    }
}
