using Unroll.Data;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Texts;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks.Text;

/// <summary>What a run of the text task is made from.</summary>
public sealed record TextConfiguration : RunConfiguration
{
    /// <summary>The output layer is updated by AdamW, as Keras advises for Muon, and so are biases. With so much weight decay, dropout only harms.</summary>
    const string UsualOptimizer = "muon:exclude_layers=dense|bias,ns_steps=3,weight_decay=0.2,adam_weight_decay=0.2";

    /// <summary>The configuration that suits real text: 2 × GRU 256.</summary>
    public TextConfiguration()
    {
        (Units, Layers) = (256, 2);
        (Optimizer, Schedule, Clip, Batch) = (UsualOptimizer, "cosine", 1, 32);
    }

    /// <inheritdoc/>
    public override string Task => TextTask.Definition.Name;

    /// <summary>"harbour" (the embedded corpus), the name of a data set, or the path of a text file.</summary>
    public string Data { get; set; } = TextCorpus.Harbour;

    /// <summary>The character set of the file; "auto" for what the file shows.</summary>
    public string Encoding { get; set; } = CharacterSet.Auto;

    /// <summary>Whether letters are folded to lower case.</summary>
    public bool LowerCase { get; set; }

    /// <summary>What the text is cut into.</summary>
    public TextTokens Tokens { get; set; } = TextTokens.Characters;

    /// <summary>The most words or tokens of the vocabulary; null for 10,000 words or 1,000 tokens. Characters are all taken.</summary>
    public int? Vocabulary { get; set; }

    /// <summary>How the text is cut.</summary>
    public TextMode Mode { get; set; } = TextMode.Stream;

    /// <summary>Characters (words, tokens) of a window, or steps between two updates of a stream.</summary>
    public int Window { get; set; } = 64;

    /// <summary>How a character reaches the first layer.</summary>
    public CharacterInput Input { get; set; } = CharacterInput.Embedding;

    /// <summary>Length of an embedded character.</summary>
    public int EmbeddingUnits { get; set; } = 64;

    /// <summary>Whether the last layer reads the outputs of all recurrent layers instead of the last one's alone.</summary>
    public bool SkipConnections { get; set; }

    /// <summary>The part of the text, at its end, that the model is measured on.</summary>
    public double ValidationShare { get; set; } = 0.1;

    /// <summary>Characters at the beginning of the text that are used; null for all.</summary>
    public int? Limit { get; set; }

    /// <summary>Prompts that the trained model continues; what it writes is in continuations.csv.</summary>
    public IReadOnlyList<string> Primes { get; set; } = [];

    /// <summary>How many passages of the held-out part the trained model continues too, each as long as a window.</summary>
    public int Passages { get; set; }

    /// <summary>Characters (words, tokens) of a continuation.</summary>
    public int ContinuationLength { get; set; } = 100;

    /// <summary>Temperature of continuations; 0 for the likeliest character each time.</summary>
    public float Temperature { get; set; }

    /// <inheritdoc/>
    public override DataKind? Kind => DataKind.Text;

    /// <inheritdoc/>
    public override IReadOnlyList<string> DataNames => [Data];

    /// <inheritdoc/>
    public override IReadOnlyList<FileIdentity> IdentifyData() => [TextCorpus.Identify(Data)];

    /// <summary>Half of it for words: with two layers they stay at the frequencies of the words for many epochs otherwise.</summary>
    /// <inheritdoc/>
    public override float DefaultLearningRate => TrainingSpecs.LearningRate(Optimizer, Loss, Tokens == TextTokens.Words ? 2e-3f : 4e-3f);

    /// <inheritdoc/>
    public override string ModelDescription => Input switch
    {
        CharacterInput.Embedding => $"embedding {EmbeddingUnits}, ",
        CharacterInput.OneHot => "one-hot, ",
        CharacterInput.Raw => "raw, ",
        _ => "scalar, ",
    } + base.ModelDescription;

    /// <inheritdoc/>
    internal override bool HasSkipConnections => SkipConnections;

    /// <inheritdoc/>
    protected override IEnumerable<Setting> TaskSettings =>
    [
        Text("data", SettingKind.Text("NAME|FILE"), () => Data, value => Data = value,
            "the text: harbour (comes with unroll), shakespeare (is downloaded), or a file of yours", SettingGroup.Data),
        Text("encoding", SettingKind.Text("NAME", CharacterSet.Mistake), () => Encoding, value => Encoding = value,
            "the character set of the file, such as windows-1251; auto: what the file shows", SettingGroup.Data),
        new Setting<bool>("lowerCase", SettingKind.Flag, () => LowerCase, value => LowerCase = value,
            "fold letters to lower case") { Group = SettingGroup.Data },
        new Setting<TextTokens>("tokens",
            SettingKind.Name(("characters", TextTokens.Characters), ("words", TextTokens.Words), ("bpe", TextTokens.BytePairs)), () => Tokens,
            value => Tokens = value, "what the text is cut into: characters, words, or bpe (byte pairs: words and pieces of words)")
        { Group = SettingGroup.Data },
        Number("vocabulary", SettingKind.Optional(SettingKind.Count(1_000_000), zeroIsNone: true), () => Vocabulary, value => Vocabulary = value,
            "the most words or byte-pair tokens; 0 for 10000 words or 1000 tokens", SettingGroup.Data),
        Number("limit", SettingKind.Optional(SettingKind.Count(), zeroIsNone: true), () => Limit, value => Limit = value,
            "use the first N characters of the text; 0 for all",
            SettingGroup.Data),
        Number("validationShare", SettingKind.Share<double>("the part held out", withZero: true), () => ValidationShare, value => ValidationShare = value,
            "the part at the end of the text that is held out", SettingGroup.Data),
        new Setting<CharacterInput>("input",
            SettingKind.Name(("scalar", CharacterInput.Scalar), ("raw", CharacterInput.Raw), ("one_hot", CharacterInput.OneHot),
            ("embedding", CharacterInput.Embedding)), () => Input, value =>
                Input = value, "how a character goes in: scalar, raw, one_hot or embedding") { Group = SettingGroup.Model },
        Number("embeddingUnits", SettingKind.Count(16_384), () => EmbeddingUnits, value => EmbeddingUnits = value, "length of an embedded character",
            SettingGroup.Model),
        new Setting<bool>("skipConnections", SettingKind.Flag, () => SkipConnections, value => SkipConnections = value,
            "let the last layer read the outputs of all recurrent layers") { Group = SettingGroup.Model },
        new Setting<TextMode>("mode", SettingKind.Name(("stream", TextMode.Stream), ("window", TextMode.Window)), () => Mode, value => Mode = value,
            "stream (the text runs through the model, a target at each step, the state is carried) or window (a window predicts the next character)"),
        Number("window", SettingKind.Count(1_000_000), () => Window, value => Window = value,
            "characters of a window, or steps of a stream between two updates"),
        new Setting<IReadOnlyList<string>>("primes", SettingKind.Texts("TEXT"), () => Primes, value => Primes = value,
            "prompts that the trained model continues, in continuations.csv"),
        Number("passages", SettingKind.Whole(0, 1_000_000), () => Passages, value => Passages = value, "passages of the held-out part that it continues too"),
        Number("continuationLength", SettingKind.Count(1_000_000), () => ContinuationLength, value => ContinuationLength = value,
            "characters of a continuation"),
        Number("temperature", SettingKind.Number<float>(value => value >= 0 ? null : "at least 0"), () => Temperature, value => Temperature = value,
            "temperature of continuations; 0 takes the likeliest character"),
    ];

    /// <summary>A small model with strong dropout for the embedded corpus, which Muon would learn by heart.</summary>
    public override void SuitData()
    {
        if (Data == TextCorpus.Harbour)
            (Units, Dropout, Optimizer, Batch, Epochs) = (192, 0.3f, "adam", 16, 30);
    }

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        if (SkipConnections && (Layers == 1 || Mode == TextMode.Window))
            throw new SettingException("skipConnections", Layers == 1
                ? ": there is one recurrent layer; at least 2 are needed"
                : ": a model of windows gives its last layer the last state alone; the mode stream is needed");
        if (Vocabulary is { } size && (Tokens == TextTokens.Characters || size < TextVocabulary.Least(Tokens)))
            throw new SettingException("vocabulary", size, Tokens == TextTokens.Characters
                ? "a text of characters takes all that it has; it goes with the tokens words and bpe"
                : $"at least {TextVocabulary.Least(Tokens)} with the tokens {TextVocabulary.Name(Tokens)}");
        if (Primes.Any(string.IsNullOrEmpty))
            throw new SettingException("primes", ": a prompt has at least one character");
    }

    /// <inheritdoc/>
    public override PreparedRun Prepare(RunOptions options, CancellationToken cancellationToken = default) =>
        PreparedRun.From(TextTask.Definition, this, options, cancellationToken);

    internal override TrainedModel Open(RunMetadata metadata, int workers) => TextTask.Definition.Open(this, metadata, new ModelSetup(null, workers));
}
