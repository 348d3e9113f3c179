using Unroll.Studies.Pretraining;

namespace Unroll.Studies.Tests.Pretraining;

public sealed class PretrainingDataTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly string _text;

    public PretrainingDataTests() => File.WriteAllText(_text = _folder.File("animals.txt"), PretrainingSamples.Text(100));

    static PreparedPretraining Prepare(PretrainingConfiguration configuration) =>
        PreparedPretraining.From(configuration, new PretrainingOptions { Folder = "" });

    string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }

    static string Complaint(PretrainingConfiguration configuration) =>
        Assert.ThrowsAny<Exception>(() => Prepare(configuration)) is var error && error is InputException or InvalidDataException or FileNotFoundException
            ? error.Message : throw error;

    [Fact]
    public void Load_HoldsOutTheEndOfEachText_AndMakesTheVocabularyFromTheRest()
    {
        string other = Write("other.txt", PretrainingSamples.Text(100) + string.Concat(Enumerable.Repeat("zebra ", 60)));
        PretrainingData data = Prepare(PretrainingSamples.Small(_text, other) with { ValidationShare = 0.1 }).Data;
        Assert.DoesNotContain("z", data.Tokenizer.Pieces);
        Assert.NotNull(data.HeldOut);
        Assert.InRange(data.HeldOut.Count, 0.05 * data.Training.Count, 0.16 * data.Training.Count);
    }

    [Fact]
    public void Tokens_DrawsSequencesAtRandom_UpToThatNumber()
    {
        PretrainingConfiguration configuration = PretrainingSamples.Small(_text) with { Tokens = 300 };
        PretrainingData first = Prepare(configuration).Data, again = Prepare(configuration).Data, all = Prepare(configuration with { Tokens = null }).Data;
        Assert.InRange(first.TrainingTokens, 300 - 14, 300);
        Assert.Equal(first.TrainingTokens, again.TrainingTokens);
        Assert.True(all.TrainingTokens > 1000);
        Assert.Equal(all.Tokenizer.Pieces, first.Tokenizer.Pieces);
    }

    [Fact]
    public void VocabularyData_GivesTheVocabulary_InsteadOfTheData()
    {
        string other = Write("other.txt", PretrainingSamples.Text(50) + string.Concat(Enumerable.Repeat("zebra zebu\n", 60)) + PretrainingSamples.Text(50));
        PretrainingData data = Prepare(PretrainingSamples.Small(_text) with { VocabularyData = [_text, other] }).Data;
        Assert.Contains("z", data.Tokenizer.Pieces);
        Assert.Equal(Prepare(PretrainingSamples.Small(_text)).Data.Training.Count, data.Training.Count, 20.0);
    }

    [Fact]
    public void Cased_KeepsCapitals()
    {
        string capitals = Write("capitals.txt", PretrainingSamples.Text(100).Replace("the", "The", StringComparison.Ordinal));
        Assert.Contains("T", Prepare(PretrainingSamples.Small(capitals) with { Cased = true }).Data.Tokenizer.Pieces);
        Assert.DoesNotContain("T", Prepare(PretrainingSamples.Small(capitals)).Data.Tokenizer.Pieces);
    }

    [Fact]
    public void ToJson_IsReadAgain()
    {
        PretrainingConfiguration prepared = Prepare(PretrainingSamples.Small(_text) with { Tokens = 300, Clip = null, Seed = -5 }).Configuration;
        Assert.Equal(prepared.ToJson(), PretrainingConfiguration.FromJson(prepared.ToJson(), "pretraining.json").ToJson());
        Assert.Contains("banana", Assert.Throws<InputException>(() => PretrainingConfiguration.FromJson("{\"banana\": 1}", "p.json")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void BadInput_IsOneLine_ThatSaysWhatWouldBeRight()
    {
        PretrainingConfiguration small = PretrainingSamples.Small(_text);
        Assert.Contains("empty", Complaint(PretrainingSamples.Small(Write("empty.txt", ""))), StringComparison.Ordinal);
        Assert.Contains("no words", Complaint(PretrainingSamples.Small(Write("blank.txt", "  \n\n "))), StringComparison.Ordinal);
        Assert.Contains("at least 14", Complaint(PretrainingSamples.Small(Write("short.txt", "the cat sat"))), StringComparison.Ordinal);
        Assert.Contains("at least 4", Complaint(small with { Vocabulary = 12 }), StringComparison.Ordinal);
        Assert.Contains("heads 3", Complaint(small with { Heads = 3 }), StringComparison.Ordinal);
        Assert.Contains("data is missing", Complaint(small with { Data = [] }), StringComparison.Ordinal);
        Assert.Contains("tokens 3", Complaint(small with { Tokens = 3 }), StringComparison.Ordinal);
        var further = new PretrainingConfiguration { Data = [_text], InitFrom = _folder.File("nowhere") };
        Assert.Contains("config.json", Complaint(further), StringComparison.Ordinal);
        Assert.Contains("hidden 16", Complaint(small with { InitFrom = "somewhere", Vocabulary = null }), StringComparison.Ordinal);
        Assert.Contains("unknown", Complaint(small with { Optimizer = "adm" }), StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.File("t5"));
        Write(Path.Combine("t5", "config.json"), "{\"model_type\": \"t5\"}");
        Assert.Contains("'bert' is needed", Complaint(further with { InitFrom = _folder.File("t5") }), StringComparison.Ordinal);
    }

    [Fact]
    public void InitFrom_RefusesSequences_ThatItsModelCannotRead()
    {
        PretrainingSamples.Train(PretrainingSamples.Small(_text) with { Epochs = 1 }, _folder.File("bert"));
        var further = new PretrainingConfiguration { Data = [_text], InitFrom = _folder.File("bert") };
        Assert.Equal(16, Prepare(further).Data.Length);
        Assert.Contains("at most 16", Complaint(further with { Length = 17 }), StringComparison.Ordinal);
        File.Delete(_folder.File(Path.Combine("bert", "vocab.txt")));
        Assert.Contains("vocab.txt", Complaint(further), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
