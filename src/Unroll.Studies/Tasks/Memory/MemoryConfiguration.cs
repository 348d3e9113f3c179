using System.Text.Json.Serialization;
using Unroll.Studies.Data;
using Unroll.Studies.Text;

namespace Unroll.Studies.Tasks;

/// <summary>A run of the memory task: a model that has read a passage completes words from their first letters (study C).</summary>
public sealed record MemoryConfiguration : RunConfiguration
{
    /// <summary>Study C's: one layer of 128 units, Adam, 100 epochs.</summary>
    public MemoryConfiguration() => (Cell, Units, Layers, Batch, Epochs) = ("gru", 128, 1, 128, 100);

    /// <inheritdoc/>
    public override string Task => "memory";

    /// <summary>"hello" (the embedded passage), the name of a text, or the path of a text file; its letters alone are read.</summary>
    public string Data { get; set; } = TextCorpus.Hello;

    /// <summary>Letters of a window; a word is completed from so many.</summary>
    public int Window { get; set; } = 4;

    /// <summary>The words to complete.</summary>
    public IReadOnlyList<string> Words { get; set; } = ["language", "programming", "helloworld", "sequence", "algorithm", "introduction", "scientist", "favorite"];

    /// <inheritdoc/>
    [JsonIgnore]
    public override DataKind Kind => DataKind.Text;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> DataNames => [Data];

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        ConfigurationCheck.Within("--window", Window, 1_000);
        if (Words.Count == 0)
            throw new InputException("--words: at least one word is needed");
        foreach (string word in Words)
        {
            if (word.Length == 0 || Letters.Of(word) != word)
                throw new InputException($"--words '{word}': a word has the letters a to z only, in lower case");
            if (word.Length <= Window)
                throw new InputException($"--words {word}: a word to complete must be longer than the window of {Window}");
        }

        if (Words.GroupBy(word => word).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InputException($"--words {twice.Key}: given twice; once is right");
    }

    /// <inheritdoc/>
    public override TaskData Load() => MemoryData.Load(this, Data, isHeldOut: false);

    internal override TaskRun CreateRun(IReadOnlyDictionary<string, string> metadata, string path, int workers) => new MemoryRun(this, steps: 1, workers);
}
