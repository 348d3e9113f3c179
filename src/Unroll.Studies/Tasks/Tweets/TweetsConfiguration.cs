using Unroll.Studies.Data;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>What a run of the tweets task is made from.</summary>
public sealed record TweetsConfiguration : RunConfiguration
{
    const int MostTokens = 512;

    /// <summary>An embedding and a bidirectional LSTM of 64 units each way, Adam, 3 epochs in which the rate falls.</summary>
    public TweetsConfiguration() => (Cell, Units, Batch, Epochs, Dropout, Schedule) = ("lstm", 64, 32, 3, 0.3f, "cosine");

    /// <inheritdoc/>
    public override string Task => TweetsTask.Definition.Name;

    /// <summary>"tweets", or the path of a CSV file with the columns class and tweet.</summary>
    public string Data { get; set; } = "tweets";

    /// <summary>What learns the classes.</summary>
    public TweetModelKind Model { get; set; }

    /// <summary>Which tweets are the test, which ones the validation part, and which ones are left out.</summary>
    public TweetSplit Split { get; set; } = new();

    /// <summary>Tokens that are read of a tweet.</summary>
    public int MaxTokens { get; set; } = 40;

    /// <summary>The most pieces of the vocabulary, which is made from the training part.</summary>
    public int Vocabulary { get; set; } = 8000;

    /// <summary>Length of the vectors that stand for pieces.</summary>
    public int EmbeddingUnits { get; set; } = 64;

    /// <summary>
    /// The folder, or the name on the hub, of a pretrained BERT that reads the tokens before the recurrent layers, or of a T5 that is trained further; empty
    /// for an embedding, or a T5, that is learned.
    /// </summary>
    public string Encoder { get; set; } = "";

    /// <summary>Whether the BERT stays as it is.</summary>
    public bool FreezeEncoder { get; set; }

    /// <summary>The learning rate of the BERT as a multiple of that of the other layers.</summary>
    public double EncoderRate { get; set; } = 0.05;

    /// <summary>Whether each recurrent layer reads a tweet from both ends.</summary>
    public bool Bidirectional { get; set; } = true;

    /// <summary>Whether a tweet of a rare class counts more in the loss.</summary>
    public ClassWeighting ClassWeights { get; set; } = ClassWeighting.Balanced;

    /// <summary>Whether the report shows slurs as they are.</summary>
    public bool ShowSlurs { get; set; }

    /// <inheritdoc/>
    public override DataKind? Kind => DataKind.Tweets;

    /// <inheritdoc/>
    public override IReadOnlyList<string> DataNames => [Data];

    /// <summary>A T5 that is trained further learns at a smaller rate than one whose weights are drawn.</summary>
    public override float DefaultLearningRate =>
        Model == TweetModelKind.T5 && Encoder.Length > 0 && TrainingSpecs.NameOf(Optimizer) != "sgd" ? 0.0003f : base.DefaultLearningRate;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Metrics =>
        Model == TweetModelKind.T5 ? ["loss", TweetMetrics.TokenAccuracy] : ["loss", "accuracy", TweetMetrics.EpochF1];

    /// <inheritdoc/>
    public override string ModelDescription
    {
        get
        {
            if (Model == TweetModelKind.T5)
                return TweetWriterSettings.Describe(this);
            string first = Encoder.Length > 0 ? $"{(FreezeEncoder ? "frozen " : "")}encoder {Path.GetFileName(Path.TrimEndingDirectorySeparator(Encoder))}, "
                : InitFrom.Length > 0 ? "" : $"embedding {EmbeddingUnits}, ";
            return first + base.ModelDescription;
        }
    }

    internal override bool IsBidirectional => Bidirectional;

    internal override bool BeginsWithWeights => base.BeginsWithWeights || Encoder.Length > 0;

    internal override RunConfiguration FindWeights() => Encoder.Length > 0 ? EncoderFolder.Find(this) : base.FindWeights();

    /// <inheritdoc/>
    public override void SuitData()
    {
        if (EncoderFolder.IsWriter(Encoder))
            Model = TweetModelKind.T5;
        if (Model == TweetModelKind.T5)
            SuitWriter();
        else if (Encoder.Length > 0)
            SuitEncoder();
    }

    /// <summary>A BERT is fine-tuned at a rate that rises and then falls in a line, with clipped gradients.</summary>
    internal void SuitEncoder() => (Schedule, Clip) = ("polynomial", 1);

    /// <summary>A T5 of its own has two layers of 64 features on either side, and learns at a rate that rises and then falls.</summary>
    internal void SuitWriter()
    {
        (Schedule, Clip) = ("polynomial", 1);
        if (Encoder.Length == 0)
            (Layers, Units, Dropout) = (2, 64, 0.1f);
    }

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        if (Model == TweetModelKind.T5)
            TweetWriterSettings.Check(this);
        if (Encoder.Length > 0 && InitFrom.Length > 0)
            throw new SettingException(EncoderFolder.SettingName, Encoder,
                "the run that --init-from names has an encoder or an embedding of its own; pass one of the two");
        if (FreezeEncoder && Encoder.Length == 0 && InitFrom.Length == 0)
            throw new SettingException("freezeEncoder", ": there is no encoder to freeze; name the folder of a pretrained BERT by --encoder");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<FileIdentity> IdentifyData() => [FileIdentity.Of(TweetCorpus.Locate(Data))];

    /// <inheritdoc/>
    protected override IEnumerable<Setting> TaskSettings =>
    [
        Text("data", SettingKind.Text("NAME|FILE"), () => Data, value => Data = value,
            "tweets (is downloaded; the language is foul), or a CSV file with the columns class (0 hate, 1 offensive, 2 neither) and tweet", SettingGroup.Data),
        new Setting<TweetModelKind>("model", SettingKind.Name(("classifier", TweetModelKind.Classifier), ("t5", TweetModelKind.T5)),
            () => Model, value => Model = value,
            "classifier: recurrent layers that give each class a probability; t5: a T5 that writes the class in words, a small one of --units features, with "
            + "--layers in its encoder and in its decoder, unless --encoder names another") { Group = SettingGroup.Data },
        Text(EncoderFolder.SettingName, SettingKind.TextOrEmpty("DIR|NAME"), () => Encoder, value => Encoder = value,
            "a pretrained BERT that reads the tweets before the recurrent layers, or a T5 that is trained further: a folder with config.json, "
            + "model.safetensors or pytorch_model.bin, and tokenizer.json, vocab.txt or a T5's spiece.model, or a name of 'unroll data list'",
            SettingGroup.Data),
        Number("minimumWords", SettingKind.Optional(SettingKind.Count()), () => Split.MinimumWords, value => Split = Split with { MinimumWords = value },
            "leave out tweets with fewer words after cleaning; none: 1, and of the data set what comes nearest to the published 24,440 tweets",
            SettingGroup.Data),
        Number("testShare", SettingKind.Share<double>("a share", withZero: false), () => Split.TestShare, value => Split = Split with { TestShare = value },
            "the part that is the test, with the same share of every class", SettingGroup.Data),
        Number("validationShare", SettingKind.Share<double>("a share", withZero: true), () => Split.ValidationShare,
            value => Split = Split with { ValidationShare = value }, "the part of the others that each epoch is measured on", SettingGroup.Data),
        Number("splitSeed", SettingKind.Long(long.MinValue), () => Split.Seed, value => Split = Split with { Seed = value },
            "which tweets these are, whatever --seed is", SettingGroup.Data),
        Number("maxTokens", SettingKind.Whole(3, MostTokens), () => MaxTokens, value => MaxTokens = value, "tokens that are read of a tweet",
            SettingGroup.Model),
        Number("vocabulary", SettingKind.Whole(TweetTokenizer.SpecialPieces.Count + 1, 1_000_000), () => Vocabulary, value => Vocabulary = value,
            "without an encoder, the most pieces of words, found in the training part", SettingGroup.Model),
        new Setting<bool>("freezeEncoder", SettingKind.Flag, () => FreezeEncoder, value => FreezeEncoder = value, "leave the encoder as it is")
        {
            Group = SettingGroup.Model,
        },
        Number("embeddingUnits", SettingKind.Count(4096), () => EmbeddingUnits, value => EmbeddingUnits = value,
            "without an encoder, the length of a piece's vector", SettingGroup.Model),
        new Setting<bool>("bidirectional", SettingKind.Flag, () => Bidirectional, value => Bidirectional = value,
            "let each recurrent layer read a tweet from both ends") { Group = SettingGroup.Model },
        Number("encoderRate", SettingKind.Number<double>(rate => rate > 0 && double.IsFinite(rate) ? null : "a multiple is a number above 0"),
            () => EncoderRate, value => EncoderRate = value,
            "the learning rate of the encoder as a multiple of that of the other layers; a small BERT takes 1"),
        new Setting<ClassWeighting>("classWeights", SettingKind.Name(
            ("none", ClassWeighting.None), ("balanced", ClassWeighting.Balanced), ("sampling", ClassWeighting.Sampling)),
            () => ClassWeights, value => ClassWeights = value,
            "none; balanced: a class counts in the loss as much as it is rare (all tweets / (classes · tweets of it)); sampling: an epoch draws as many tweets "
            + "as there are, of each class equally many"),
        new Setting<bool>("showSlurs", SettingKind.Flag, () => ShowSlurs, value => ShowSlurs = value, "show slurs in the report instead of masking them"),
    ];

    /// <inheritdoc/>
    public override PreparedRun Prepare(RunOptions options, CancellationToken cancellationToken = default) =>
        PreparedRun.From(TweetsTask.Definition, this, options, cancellationToken);

    internal override TrainedModel Open(RunMetadata metadata, int workers) => TweetsTask.Definition.Open(this, metadata, new ModelSetup(null, workers));
}
