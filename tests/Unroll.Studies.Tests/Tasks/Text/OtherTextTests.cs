using System.Text;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Text;

namespace Unroll.Studies.Tests.Tasks.Text;

/// <summary>A model of text on another text than its own: what it has learned does not count, what it does not know is said.</summary>
public sealed class OtherTextTests : IDisposable
{
    static readonly string s_book = Sentences(1, 60), s_rest = Sentences(7, 20);

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void On_LeavesOutWhatWasLearned_OfACopyAndOfATextThatHasGrown()
    {
        using TrainedModel model = Trained(s_book);
        double own = Loss(model.On([]));

        TaskRun copy = model.On([Write("copy.txt", s_book)]);
        Assert.Equal(own, Loss(copy));
        int learned = s_book.Length - (s_book.Length / 10);
        Assert.StartsWith($"{_folder.File("copy.txt")}: begins with the text that the run was made from; the {learned:N0} characters that were learned are left "
            + $"out, the {s_book.Length - learned:N0} after them are measured", copy.Data.Remarks[0], StringComparison.Ordinal);

        // The same as the held-out part and what follows it, in a file of their own.
        double grown = Loss(model.On([Write("grown.txt", s_book + s_rest)]));
        Assert.Equal(Loss(model.On([Write("new.txt", s_book[learned..] + s_rest)])), grown);
        Assert.NotEqual(own, grown);

        // The run's own file need not be there any more.
        File.Delete(_folder.File("book.txt"));
        Assert.Equal(grown, Loss(model.On([_folder.File("grown.txt")])));
    }

    [Fact]
    public void On_LeavesOutTheLearnedPart_WithALimit_InAnotherCharacterSet_AndPacked()
    {
        string book = s_book.Replace("cat", "côté", StringComparison.Ordinal);
        byte[] bytes = Encoding.Latin1.GetBytes(book), rest = Encoding.Latin1.GetBytes(s_rest);
        File.WriteAllBytes(_folder.File("book.txt"), bytes);
        using TrainedModel model = Trained(null, new TextConfiguration { Limit = 1_000, Encoding = "windows-1252" });
        File.WriteAllBytes(_folder.File("grown.gz"), Unroll.Studies.Tests.Data.SampleData.Pack([.. bytes, .. rest]));
        TaskRun grown = model.On([_folder.File("grown.gz")]);
        File.WriteAllBytes(_folder.File("new.txt"), [.. bytes[900..], .. rest]);
        Assert.Equal(Loss(model.On([_folder.File("new.txt")])), Loss(grown));
        Assert.Contains(grown.Data.Remarks, remark => remark.Contains("the 900 characters that were learned are left out", StringComparison.Ordinal));
    }

    [Fact]
    public void On_Refuses_ACopyOfWhichNothingWasHeldOut()
    {
        using TrainedModel model = Trained(s_book, new TextConfiguration { ValidationShare = 0 });
        Assert.EndsWith("copy.txt: the model has learned all of it but 0 characters; at least 11 others are needed",
            Assert.Throws<InputException>(() => model.On([Write("copy.txt", s_book)])).Message, StringComparison.Ordinal);
    }

    /// <summary>With something before it, or an edited line, the text cannot be cut: that passages of it were learned is said.</summary>
    [Fact]
    public void On_Says_ThatPassagesWereLearned()
    {
        using TrainedModel model = Trained(s_book);
        string remark = Assert.Single(model.On([Write("with-title.txt", "the title\n\n" + s_book)]).Data.Remarks);
        Assert.Matches("with-title.txt: the model has learned (8|9)[0-9.]+ % of its passages of 64 characters; the metrics count them and flatter$", remark);
        Assert.Empty(model.On([Write("rest.txt", s_rest)]).Data.Remarks);
    }

    [Fact]
    public void On_LeavesOutUnknownCharacters_AndSaysTheirShare()
    {
        using TrainedModel model = Trained(s_book);
        double without = Loss(model.On([Write("a.txt", s_rest)]));
        TaskRun with = model.On([Write("b.txt", s_rest.Insert(100, "Ω😀Ω"))]);
        Assert.Equal(without, Loss(with));
        Assert.Equal($"{_folder.File("b.txt")}: the model has never seen 'Ω' (U+03A9), '😀' (U+1F600): 3 of {s_rest.Length + 3:N0} characters, "
            + $"{300.0 / (s_rest.Length + 3):0.##} %; they are left out", Assert.Single(with.Data.Remarks));
        Assert.Contains("%; it can be measured on a text in its own characters",
            Assert.Throws<InputException>(() => model.On([Write("c.txt", "Широка страна моя родная, много в ней лесов\n")])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_SaysTheCharacterSet_AndAnotherNameOverrulesIt()
    {
        byte[] russian = CharacterSetBytes("windows-1251", string.Concat(Enumerable.Repeat("Широка страна моя родная, много в ней лесов, полей и рек.\n", 20)));
        File.WriteAllBytes(_folder.File("book.txt"), russian);
        using (PreparedRun run = Small(new TextConfiguration()).Prepare(new RunOptions { Workers = 1 }))
            Assert.Equal([$"{_folder.File("book.txt")}: read as windows-1251, which its bytes suggest; --encoding names another"], run.Data.Remarks);
        using (PreparedRun run = Small(new TextConfiguration { Encoding = "koi8-r" }).Prepare(new RunOptions { Workers = 1 }))
        {
            Assert.Empty(run.Data.Remarks);
            Assert.Contains("\"encoding\": \"koi8-r\"", run.Configuration.ToJson(), StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();

    static byte[] CharacterSetBytes(string name, string text) => Unroll.Studies.Data.CharacterSet.Find(name).GetBytes(text);

    /// <summary>Lines of words in an order that does not repeat, all of the same characters.</summary>
    static string Sentences(uint state, int count)
    {
        string[] words = ["the", "cat", "sat", "on", "a", "mat", "and", "saw", "dogs", "run", "by", "quick", "lazy", "fox", "jump", "vexed"];
        var text = new StringBuilder();
        for (int line = 0; line < count; line++)
        {
            for (int word = 0; word < 8; word++)
                text.Append(words[(state = (state * 1_664_525) + 1_013_904_223) >> 28]).Append(' ');
            text.Append("end.\n");
        }

        return text.ToString();
    }

    TextConfiguration Small(TextConfiguration configuration) => configuration with
    {
        Data = _folder.File("book.txt"),
        Units = 4,
        Layers = 1,
        EmbeddingUnits = 3,
        Window = 10,
        Batch = 4,
        Steps = 3,
    };

    TrainedModel Trained(string? text, TextConfiguration? configuration = null)
    {
        if (text is not null)
            Write("book.txt", text);
        RunTraining.Train(Small(configuration ?? new TextConfiguration()),
            new RunOptions { Folder = _folder.File("run"), Workers = 1, KeepsDetails = false }, CancellationToken.None);
        return SavedRun.Open(_folder.File("run"), workers: 1);
    }

    static double Loss(TaskRun run) => run.Measure(CancellationToken.None).ByName["loss"];

    string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }
}
