using System.Text.Json.Serialization;
using Unroll.Studies.Data;
using Unroll.Studies.Text;
using Unroll.Text;

namespace Unroll.Studies.Tasks;

/// <summary>A run of the text task: a model that writes, character by character (studies A and D).</summary>
public sealed record TextConfiguration : RunConfiguration
{
    /// <summary>The configuration that suits real text: 2 × GRU 256.</summary>
    public TextConfiguration()
    {
        (Units, Layers, Dropout) = (256, 2, 0.1f);
        (Schedule, Clip, Batch) = ("cosine", 1, 32);
    }

    /// <inheritdoc/>
    public override string Task => "text";

    /// <summary>"harbour" (the embedded corpus), the name of a data set, or the path of a text file.</summary>
    public string Data { get; set; } = TextCorpus.Harbour;

    /// <summary>Whether letters are folded to lower case.</summary>
    public bool LowerCase { get; set; }

    /// <summary>How the text is cut.</summary>
    public TextMode Mode { get; set; } = TextMode.Stream;

    /// <summary>Characters of a window, or steps between two updates of a stream.</summary>
    public int Window { get; set; } = 64;

    /// <summary>How a character reaches the first layer.</summary>
    public CharacterInput Input { get; set; } = CharacterInput.Embedding;

    /// <summary>Length of an embedded character.</summary>
    public int EmbeddingUnits { get; set; } = 64;

    /// <summary>The part of the text, at its end, that the model is measured on.</summary>
    public double ValidationShare { get; set; } = 0.1;

    /// <summary>Characters at the beginning of the text that are used; null for all.</summary>
    public int? Limit { get; set; }

    /// <summary>Texts from which the trained model goes on; what it writes is in continuations.csv.</summary>
    public IReadOnlyList<string> Primes { get; set; } = [];

    /// <summary>How many passages of the held-out part the trained model goes on from too, each as long as a window.</summary>
    public int Passages { get; set; }

    /// <summary>Characters of a continuation.</summary>
    public int ContinuationLength { get; set; } = 100;

    /// <summary>Temperature of continuations; 0 for the likeliest character each time.</summary>
    public float Temperature { get; set; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override DataKind Kind => DataKind.Text;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> DataNames => [Data];

    /// <inheritdoc/>
    [JsonIgnore]
    public override float SuitableLearningRate => TrainingChoices.LearningRate(Optimizer, Loss, 4e-3f);

    /// <inheritdoc/>
    [JsonIgnore]
    public override string ModelDescription => Input switch
    {
        CharacterInput.Embedding => $"embedding {EmbeddingUnits}, ",
        CharacterInput.OneHot => "one-hot, ",
        CharacterInput.Raw => "raw, ",
        _ => "scalar, ",
    } + base.ModelDescription;

    /// <summary>The configuration that suits a text: a small, strongly regularized model for the embedded corpus, 2 × GRU 256 for anything larger.</summary>
    /// <param name="data">"harbour", the name of a data set, or a path.</param>
    public static TextConfiguration ForCorpus(string data) => data == TextCorpus.Harbour
        ? new TextConfiguration { Units = 192, Dropout = 0.3f, Batch = 16, Epochs = 30 }
        : new TextConfiguration { Data = data };

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        ConfigurationCheck.Within("--window", Window, 1_000_000);
        ConfigurationCheck.Within("--embedding-units", EmbeddingUnits, 16_384);
        if (Limit is { } limit)
            ConfigurationCheck.Within("limit", limit, int.MaxValue);
        if (Passages < 0)
            throw new InputException($"passages {Passages}: at least 0");
        if (Primes.Any(string.IsNullOrEmpty))
            throw new InputException("primes: a text from which the model is to go on has at least one character");
        ConfigurationCheck.Within("continuationLength", ContinuationLength, 1_000_000);
        if (!(Temperature >= 0 && float.IsFinite(Temperature)))
            throw new InputException($"temperature {Temperature}: at least 0");
        if (ValidationShare is not (>= 0 and < 1))
            throw new InputException($"validationShare {ValidationShare}: the part held out lies between 0 and 1, 1 excluded");
    }

    /// <inheritdoc/>
    public override TaskData Load() => TextData.Load(this);

    internal override TaskRun CreateRun(IReadOnlyDictionary<string, string> metadata, string path, int workers) =>
        new TextRun(this, TextRun.ReadVocabulary(metadata, path), steps: 1, workers);
}
