using Unroll.Models;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Text;
using Unroll.Text;

namespace Unroll.Studies.Tests.Tasks.Text;

/// <summary>Texts of words and of byte-pair tokens: trained, measured, continued, begun again, on other texts.</summary>
public sealed class TextTokensTests : IDisposable
{
    static readonly string s_text = string.Concat(Enumerable.Range(0, 80).Select(i =>
        $"The {"cat dog hen".Split(' ')[i % 3]} sat on the {"mat rug".Split(' ')[i % 2]}, and it didn't \"move\".{(i % 7 == 0 ? $" Café {i}!" : "")}\n"));

    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(TextTokens.Words, TextMode.Stream)]
    [InlineData(TextTokens.Words, TextMode.Window)]
    [InlineData(TextTokens.BytePairs, TextMode.Stream)]
    [InlineData(TextTokens.BytePairs, TextMode.Window)]
    [InlineData(TextTokens.Characters, TextMode.Stream)]
    public void Measure_TellsBitsPerCharacter_ThatEveryTokenIsCountedIn(TextTokens tokens, TextMode mode)
    {
        TextConfiguration configuration = Small(tokens) with { Mode = mode };
        Train(configuration, "run");
        using var model = (TextModel)SavedRun.Open(_folder.File("run"));
        IReadOnlyList<MetricValue> metrics = model.On([]).Measure(CancellationToken.None).Metrics;
        double loss = metrics.Single(metric => metric.Name == "loss").Value;

        // By hand: the held-out tokens after the first of a stream, or the first window; an unknown word is spelled, with its end.
        int[] ids = model.Vocabulary.Encode(s_text);
        int first = ids.Length - (int)(ids.Length * configuration.ValidationShare) + (mode == TextMode.Stream ? 1 : configuration.Window);
        double bits = loss / Math.Log(2) * (ids.Length - first);
        string before = model.Vocabulary.Decode(ids.AsSpan(..first));
        int characters = Runes(s_text[CommonStart(before)..]);
        if (model.Vocabulary is WordVocabulary words)
        {
            string[] all = [.. Words(s_text)];
            Assert.Equal(ids.Length, all.Length);
            characters = all[first..].Sum(Runes);
            foreach (string unknown in all[first..].Where(word => words.Encode(word)[0] <= 1))
                bits += Math.Log2(words.Characters + 1) * (Runes(unknown.TrimStart(' ')) + 1);
            Assert.Contains(all[first..], word => words.Encode(word)[0] <= 1);
        }

        Assert.Equal(bits / characters, metrics.Single(metric => metric.Name == "bitsPerCharacter").Value, 1e-9);

        int CommonStart(string start) => s_text.StartsWith(start, StringComparison.Ordinal) ? start.Length : 0;
    }

    [Theory]
    [InlineData(TextTokens.Words)]
    [InlineData(TextTokens.BytePairs)]
    public void Train_ResumesToTheSameBits_AndCheckpointsKeepTheVocabulary(TextTokens tokens)
    {
        TextConfiguration configuration = Small(tokens) with { Vocabulary = tokens == TextTokens.Words ? 15 : 280 };
        RunTraining.Train(configuration, Options("whole") with { KeepsDetails = true }, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        RunOptions options = Options("parts") with { KeepsDetails = true, Listener = new StopAtFirstSample(stop) };
        Assert.True(RunTraining.Train(configuration, options, stop.Token).Stopped);
        SavedRun.Resume(Options("parts") with { KeepsDetails = true }, CancellationToken.None);
        using var whole = (TextModel)SavedRun.Open(_folder.File("whole"));
        using var parts = (TextModel)SavedRun.Open(_folder.File("parts"));
        Assert.Equal(whole.Network.GetWeights().Select(weights => weights.ToArray()), parts.Network.GetWeights().Select(weights => weights.ToArray()));
        Assert.Equal(whole.Metadata, parts.Metadata);
        Assert.Equal(configuration.Vocabulary, whole.Vocabulary.Size);
        Assert.Equal(tokens, ((TextConfiguration)ConfigurationFile.Read(new RunFolder(_folder.File("whole")).Configuration)).Tokens);
    }

    [Fact]
    public void Prepare_BeginsWithTheVocabularyOfTheWeights_AndRefusesOtherTokens()
    {
        TextConfiguration words = Small(TextTokens.Words);
        Train(words, "first");
        File.WriteAllText(_folder.File("other.txt"), s_text.Replace("cat", "zebra", StringComparison.Ordinal));
        TextConfiguration other = words with { Data = _folder.File("other.txt"), InitFrom = _folder.File("first") };
        using (PreparedRun run = other.Prepare(new RunOptions { Workers = 1 }))
            Assert.Contains("'zebra'", Assert.Single(run.Data.Remarks), StringComparison.Ordinal);
        SettingException error = Assert.Throws<SettingException>(() => (other with { Tokens = TextTokens.BytePairs }).Prepare(new RunOptions { Workers = 1 }));
        Assert.Equal("tokens", error.Setting);
        Assert.EndsWith("reads words; that is what the text must be cut into", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_ReadsOtherTexts_AndRefusesOneOfUnknownWords()
    {
        Train(Small(TextTokens.Words), "words");
        Train(Small(TextTokens.BytePairs), "bpe");
        using var words = (TextModel)SavedRun.Open(_folder.File("words"));
        using var pairs = (TextModel)SavedRun.Open(_folder.File("bpe"));
        File.WriteAllText(_folder.File("near.txt"), "The cat sat on the zebra, and the dog sat on it.\nThe hen sat on the mat.\n");
        File.WriteAllText(_folder.File("far.txt"), "Nothing whatever here occurs within those earlier lines, believe me please.\n");
        TaskRun near = words.On([_folder.File("near.txt")]);
        Assert.Contains("% of the words are none of the vocabulary ('zebra') and are read as <unk>", Assert.Single(near.Data.Remarks), StringComparison.Ordinal);
        Assert.True(double.IsFinite(near.Measure(CancellationToken.None).Metrics[1].Value));
        Assert.EndsWith("it can be measured on a text in its own words",
            Assert.Throws<InputException>(() => words.On([_folder.File("far.txt")])).Message, StringComparison.Ordinal);
        Assert.Empty(pairs.On([_folder.File("far.txt")]).Data.Remarks);
    }

    [Fact]
    public void On_LeavesOutWhatWasLearned_OfATextThatHasGrown()
    {
        Train(Small(TextTokens.BytePairs), "run");
        using var model = (TextModel)SavedRun.Open(_folder.File("run"));
        File.WriteAllText(_folder.File("grown.txt"), s_text + "The dog sat.\n");
        Assert.Contains("tokens that were learned are left out", model.On([_folder.File("grown.txt")]).Data.Remarks[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TextTokens.Words)]
    [InlineData(TextTokens.BytePairs)]
    public void Write_JoinsWords_WithOneSpace_WhetherThePromptEndsInOne(TextTokens tokens)
    {
        Train(Small(tokens) with { Epochs = 40 }, "run");
        using var model = (TextModel)SavedRun.Open(_folder.File("run"));
        var likeliest = new SamplingOptions { Temperature = 0 };
        string without = string.Concat(model.Write("The cat sat on the", 12, likeliest, 1, CancellationToken.None));
        Assert.StartsWith(" ", without, StringComparison.Ordinal);
        Assert.Equal(without[1..], string.Concat(model.Write("The cat sat on the ", 12, likeliest, 1, CancellationToken.None)));
        Assert.Matches("^ (mat|rug), and", without);
        Assert.NotEqual("", string.Concat(model.Write("", 5, likeliest, 1, CancellationToken.None)));
    }

    [Fact]
    public void UnseenRemark_NamesWords_ThatAPromptHasAndTheModelLacks()
    {
        Train(Small(TextTokens.Words), "run");
        using var model = (TextModel)SavedRun.Open(_folder.File("run"));
        Assert.Equal("the model has never seen 'zebra'; it reads an unknown word, <unk>, in its place", model.UnseenRemark("The zebra sat "));
        Assert.Null(model.UnseenRemark("The cat"));
        Assert.DoesNotContain("unk", string.Concat(model.Write("The zebra", 60, new SamplingOptions(), 1, CancellationToken.None)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TextTokens.Characters, 100, "vocabulary 100: a text of characters takes all that it has")]
    [InlineData(TextTokens.Words, 2, "vocabulary 2: at least 3 with the tokens words")]
    [InlineData(TextTokens.BytePairs, 255, "vocabulary 255: at least 256 with the tokens bpe")]
    public void Check_Refuses_AVocabularyThatCannotBe(TextTokens tokens, int size, string expected) => Assert.StartsWith(expected,
        Assert.Throws<SettingException>(new TextConfiguration { Tokens = tokens, Vocabulary = size }.Check).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_Refuses_ATextWithoutAWordThatComesTwice()
    {
        File.WriteAllText(_folder.File("once.txt"), "one two three four five six seven eight");
        Assert.Contains("no word stands twice", Assert.Throws<InputException>(() =>
            (Small(TextTokens.Words) with { Data = _folder.File("once.txt") }).Prepare(new RunOptions())).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    static int Runes(string text) => text.EnumerateRunes().Count();

    /// <summary>The words of this text, by another way than the vocabulary's.</summary>
    static IEnumerable<string> Words(string text) =>
        System.Text.RegularExpressions.Regex.Matches(text, @" ?(?:\p{L}+(?:'\p{L}+)*|\d+|[^\p{L}\d\s])|\s").Select(match => match.Value);

    TextConfiguration Small(TextTokens tokens)
    {
        File.WriteAllText(_folder.File("text.txt"), s_text);
        return new TextConfiguration
        {
            Data = _folder.File("text.txt"), Tokens = tokens, Vocabulary = tokens == TextTokens.BytePairs ? 300 : null, Units = 16, Layers = 1,
            EmbeddingUnits = 8, Window = 8, Batch = 4, Epochs = 2, Dropout = 0, ValidationShare = 0.2,
        };
    }

    RunOptions Options(string name) => new() { Folder = _folder.File(name), Workers = 1, KeepsDetails = false };

    void Train(TextConfiguration configuration, string name) => RunTraining.Train(configuration, Options(name), CancellationToken.None);

    sealed class StopAtFirstSample(CancellationTokenSource stop) : IRunListener
    {
        public void OnStart(RunStart start)
        {
        }

        public void OnSample(int epoch, string sample) => stop.Cancel();
    }
}
