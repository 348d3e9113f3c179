using Unroll.Studies.Data;
using Unroll.Studies.Data.Texts;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks.Memory;

/// <summary>What a run of the memory task is made from.</summary>
public sealed record MemoryConfiguration : RunConfiguration
{
    const string WordsName = "words";

    /// <summary>Study C's: one layer of 128 units, Adam, 100 epochs.</summary>
    public MemoryConfiguration() => (Cell, Units, Layers, Batch, Epochs) = ("gru", 128, 1, 128, 100);

    /// <inheritdoc/>
    public override string Task => MemoryTask.Definition.Name;

    /// <summary>"hello" (the embedded passage), the name of a text, or the path of a text file; its letters alone are read.</summary>
    public string Data { get; set; } = TextCorpus.Hello;

    /// <summary>The character set of the file; "auto" for what the file shows.</summary>
    public string Encoding { get; set; } = CharacterSet.Auto;

    /// <summary>Letters of a window; a word is completed from so many.</summary>
    public int Window { get; set; } = 4;

    /// <summary>The words to complete.</summary>
    public IReadOnlyList<string> Words { get; set; } =
        ["language", "programming", "helloworld", "sequence", "algorithm", "introduction", "scientist", "favorite"];

    /// <inheritdoc/>
    public override DataKind? Kind => DataKind.Text;

    /// <inheritdoc/>
    public override IReadOnlyList<string> DataNames => [Data];

    /// <inheritdoc/>
    public override IReadOnlyList<FileIdentity> IdentifyData() => [TextCorpus.Identify(Data)];

    /// <inheritdoc/>
    protected override IEnumerable<Setting> TaskSettings =>
    [
        Text("data", SettingKind.Text("NAME|FILE"), () => Data, value => Data = value,
            "the passage, of which the letters are read: hello (comes with unroll) or a text of yours", SettingGroup.Data),
        Text("encoding", SettingKind.Text("NAME", CharacterSet.Mistake), () => Encoding, value => Encoding = value,
            "the character set of the file, such as windows-1251; auto: what the file shows", SettingGroup.Data),
        new Setting<IReadOnlyList<string>>(WordsName, SettingKind.Texts("WORD"), () => Words, value => Words = value,
            "the words to complete from their first letters") { Group = SettingGroup.Data },
        Number("window", SettingKind.Count(1_000), () => Window, value => Window = value, "letters of a window"),
    ];

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        if (Words.Count == 0)
            throw new SettingException(WordsName, ": at least one word is needed");
        foreach (string word in Words)
        {
            if (word.Length == 0 || Letters.Of(word) != word)
                throw new SettingException(WordsName, $"'{word}'", "a word has the letters a to z only, in lower case");
            if (word.Length <= Window)
                throw new SettingException(WordsName, word, $"a word to complete must be longer than the window of {Window}");
        }

        if (Words.GroupBy(word => word).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new SettingException(WordsName, twice.Key, "given twice; give it once");
    }

    /// <inheritdoc/>
    public override PreparedRun Prepare(RunOptions options, CancellationToken cancellationToken = default) =>
        PreparedRun.From(MemoryTask.Definition, this, options, cancellationToken);

    internal override TrainedModel Open(RunMetadata metadata, int workers) => MemoryTask.Definition.Open(this, metadata, new ModelSetup(null, workers));
}
