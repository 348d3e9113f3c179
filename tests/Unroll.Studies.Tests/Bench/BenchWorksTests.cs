using Unroll.Studies.Bench;

namespace Unroll.Studies.Tests.Bench;

public sealed class BenchWorksTests
{
    [Theory]
    [InlineData("A", 6 * 100 * 128 * 4 * 256.0 * (1 + 256 + 512))]
    [InlineData("A-stateful", 6 * 100 * 128 * 4 * 256.0 * (1 + 256 + 512))]
    [InlineData("A-masked", 6 * 9600 * 4 * 256.0 * (1 + 256 + 512))]
    [InlineData("A-bidirectional", 6 * 100 * 128 * 2 * 4 * 256.0 * (1 + 256 + 512 + 256))]
    [InlineData("D-gru-bidirectional", 6 * 100 * 64 * 2 * 3 * 1024.0 * (256 + 1024))]
    [InlineData("B-lstm", 6 * 30 * 32 * 4 * 64.0 * (12 + 64 + 128))]
    [InlineData("B-gru", 6 * 30 * 32 * 3 * 64.0 * (12 + 64 + 128))]
    [InlineData("B-rnn", 6 * 30 * 32 * 64.0 * (12 + 64 + 128))]
    [InlineData("C-lstm", 6 * 4 * 128 * 4 * 128.0 * (1 + 128))]
    [InlineData("C-gru", 6 * 4 * 128 * 3 * 128.0 * (1 + 128))]
    [InlineData("C-rnn", 6 * 4 * 128 * 128.0 * (1 + 128))]
    [InlineData("D-lstm", 6 * 100 * 64 * 4 * 1024.0 * (256 + 1024))]
    [InlineData("D-gru", 6 * 100 * 64 * 3 * 1024.0 * (256 + 1024))]
    [InlineData("E", 6 * 28 * 128 * 256.0 * (28 + 256))]
    [InlineData("F-lstm", 6 * 3520 * 2 * 4 * 128.0 * (128 + 128))]
    [InlineData("G-gru", 6 * 168 * 256 * 3 * 64.0 * (8 + 64))]
    [InlineData("H-lnlstm", 6 * 100 * 64 * 4 * 512.0 * (256 + 512))]
    [InlineData("A-attention", 6 * 100 * 128 * ((4 * 256.0 * (1 + 256 + 512)) + (4 * 256 * 256) + (2 * 256 * 100)))]
    [InlineData("I-bert", 6 * 32 * ((40 * 4 * ((4 * 256.0 * 256) + (2 * 256 * 40) + (2 * 256 * 1024))) + (256 * 256)))]
    [InlineData("generate-256x2", 2 * 4 * 256.0 * (64 + 256 + 512))]
    [InlineData("generate-1024", 2 * 4 * 1024.0 * (256 + 1024))]
    [InlineData("generate-64", 64 * 2 * 4 * 256.0 * (64 + 256 + 512))]
    [InlineData("generate-window", 2 * 100 * 4 * 256.0 * (1 + 256 + 512))]
    public void Operations_AreTheProductsOfAStep(string name, double operations) => Assert.Equal(operations, BenchWorks.Find(name).Operations);

    [Fact]
    public void Find_TellsTheNearestName_WhenTheNameIsUnknown()
    {
        var error = Assert.Throws<InputException>(() => BenchWorks.Find("B-lst"));
        Assert.StartsWith("bench B-lst: unknown; known are A, B-lstm, ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("did you mean 'B-lstm'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variants_BelongToAAndD()
    {
        Assert.Equal(["A", "D-lstm", "D-gru"], BenchWorks.All.Where(work => work.Variants.Count > 0).Select(work => work.Name));
        Assert.Equal(["A-masked", "A-recurrent-dropout", "A-bidirectional", "A-stateful", "A-vanishing"], BenchWorks.Find("A").Variants.Select(work => work.Name));
    }

    [Theory]
    [InlineData("A", BenchTask.Class)]
    [InlineData("B-gru", BenchTask.Values)]
    [InlineData("D-lstm", BenchTask.Characters)]
    [InlineData("E", BenchTask.Class)]
    [InlineData("F-lstm", BenchTask.Words)]
    [InlineData("G-gru", BenchTask.Values)]
    [InlineData("H-lnlstm", BenchTask.Characters)]
    public void Start_MakesStepsOfEveryForm(string name, BenchTask task)
    {
        var work = (TrainingWork)BenchWorks.Find(name) with { Units = 5, Features = 3, Steps = 4, Batch = 2 };
        Assert.Equal(task, work.Task);
        foreach (BenchWork form in work.Variants.Prepend(work))
        {
            using BenchRun run = form.Start(workers: 1);
            run.Step();
            run.Step();
        }
    }

    [Fact]
    public void Start_MakesStepsOfAttention()
    {
        using BenchRun lstm = ((TrainingWork)BenchWorks.Find("A-attention") with { Units = 8, Steps = 4, Batch = 2 }).Start(workers: 1);
        lstm.Step();
        lstm.Step();
        using BenchRun bert = ((BertWork)BenchWorks.Find("I-bert") with { Vocabulary = 20, Hidden = 8, Layers = 2, Tokens = 5, Batch = 3 }).Start(workers: 1);
        bert.Step();
        bert.Step();
    }

    [Theory]
    [InlineData("F-lstm", 32, 20, 26, 200)]
    [InlineData("A-masked", 128, 50, 50, 100)]
    [InlineData("A", 128, 100, 100, 100)]
    public void Length_GrowsFromTheFirstRowToTheLast(string name, int rows, int first, int second, int last)
    {
        var work = (TrainingWork)BenchWorks.Find(name);
        Assert.Equal([first, second, last], new[] { 0, 1, rows - 1 }.Select(row => work.Form.Length(row, work.Batch, work.Steps)));
    }

    [Theory]
    [InlineData("generate-256x2", 1)]
    [InlineData("generate-64", 64)]
    [InlineData("A", 0)]
    public void Characters_AreThoseOfAllStreams(string name, int characters)
    {
        BenchWork work = BenchWorks.Find(name);
        Assert.Equal((characters, characters > 0), (work.Characters, work.IsGeneration));
        Assert.Equal(characters * 500, new BenchTiming(work, new BenchIntroduction("one", 1), 2, null).CharactersPerSecond);
    }

    [Theory]
    [InlineData("generate-256x2")]
    [InlineData("generate-64")]
    [InlineData("generate-window")]
    public void Start_GeneratesCharacters(string name)
    {
        using BenchRun run = ((GenerationWork)BenchWorks.Find(name) with { Units = 5 }).Start(workers: 1);
        run.Step();
        run.Step();
    }
}
