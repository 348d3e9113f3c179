using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Kernels.Activations;
using Unroll.Naming;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Transformers;

namespace Unroll.Studies.Pretraining;

/// <summary>Everything that a pretraining is made from: running it again from this alone gives the same bits.</summary>
public sealed record PretrainingConfiguration
{
    const string DataFilesName = "dataFiles", InitFilesName = "initFiles";
    const int LeastLength = 8, MostLength = 512;

    static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>Text files, and files of tweets.</summary>
    public IReadOnlyList<string> Data { get; set; } = [];

    /// <summary>The character set of the files; "auto" for what each shows.</summary>
    public string Encoding { get; set; } = CharacterSet.Auto;

    /// <summary>The part at the end of each text that the model is measured on; of tweets, the validation part of the task's split.</summary>
    public double ValidationShare { get; set; } = 0.1;

    /// <summary>The most tokens that are trained on, drawn at random sequence by sequence; null for all.</summary>
    public int? Tokens { get; set; }

    /// <summary>The classes of tweets that are read, with commas between: "hate,offensive"; empty for all.</summary>
    public string Classes { get; set; } = "";

    /// <summary>Which tweets are the test of <c>train tweets</c>, and so are not read.</summary>
    public TweetSplit Split { get; set; } = new();

    /// <summary>Text files whose training part gives the vocabulary; none for those of <see cref="Data"/>.</summary>
    public IReadOnlyList<string> VocabularyData { get; set; } = [];

    /// <summary>The folder of a BERT whose vocabulary, sizes and weights are gone on with; empty for weights that are drawn.</summary>
    public string InitFrom { get; set; } = "";

    /// <summary>The most pieces of the vocabulary; null for 4,000.</summary>
    public int? Vocabulary { get; set; }

    /// <summary>Whether letters keep their case.</summary>
    public bool Cased { get; set; }

    /// <summary>Tokens of a sequence, [CLS] and [SEP] included; null for 64, or what <see cref="InitFrom"/> reads where that is less.</summary>
    public int? Length { get; set; }

    /// <summary>Features of a vector; null for 128. Like the other sizes it is that of <see cref="InitFrom"/> where there is one.</summary>
    public int? Hidden { get; set; }

    /// <summary>Layers; null for 2.</summary>
    public int? Layers { get; set; }

    /// <summary>Heads of attention; null for 2.</summary>
    public int? Heads { get; set; }

    /// <summary>Units of a layer's feed-forward part; null for four times the features.</summary>
    public int? Intermediate { get; set; }

    /// <summary>Dropout of vectors and of attention; null for 0.1.</summary>
    public float? Dropout { get; set; }

    /// <summary>The part of a sequence's tokens that is chosen to be found again.</summary>
    public double MaskShare { get; set; } = 0.15;

    /// <summary>Sequences of a batch.</summary>
    public int Batch { get; set; } = 32;

    /// <summary>Passes over the training part.</summary>
    public int Epochs { get; set; } = 10;

    /// <summary>Number of updates; null for whole epochs.</summary>
    public long? Steps { get; set; }

    /// <summary>The optimizer with its hyperparameters. Muon leaves the plateau of the words' frequencies in a third of the steps that AdamW takes.</summary>
    public string Optimizer { get; set; } = "muon:ns_steps=3,weight_decay=0.01,adam_weight_decay=0.01";

    /// <summary>The largest learning rate.</summary>
    public float LearningRate { get; set; } = 4e-3f;

    /// <summary>The learning rate schedule.</summary>
    public string Schedule { get; set; } = "polynomial";

    /// <summary>Maximum norm of all gradients together; null for none.</summary>
    public float? Clip { get; set; } = 1;

    /// <summary>Seed of all random numbers.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>The files that it was made from; empty before it has read them.</summary>
    public IReadOnlyList<FileIdentity> DataFiles { get; init; } = [];

    /// <summary>The weights that <see cref="InitFrom"/> names; empty before they have been read, and without one.</summary>
    public IReadOnlyList<FileIdentity> InitFiles { get; init; } = [];

    /// <summary>All settings, bound to this configuration and not to copies of it.</summary>
    public IReadOnlyList<Setting> Settings =>
    [
        Files("data", () => Data, value => Data = value,
            "text files, names of texts such as shakespeare; tweets, or CSV files of tweets, of which the test is not read"),
        Of("encoding", SettingKind.Text("NAME", CharacterSet.Mistake), () => Encoding, value => Encoding = value,
            "the character set of the files; auto: what each shows", SettingGroup.Data),
        Of("validationShare", SettingKind.Share<double>("a share", withZero: true), () => ValidationShare, value => ValidationShare = value,
            "the part at the end of each text that the model is measured on", SettingGroup.Data),
        Of("tokens", SettingKind.Optional(SettingKind.Count(), zeroIsNone: true), () => Tokens, value => Tokens = value,
            "train on at most so many tokens, drawn at random sequence by sequence", SettingGroup.Data),
        Of("classes", SettingKind.TextOrEmpty("NAMES"), () => Classes, value => Classes = value,
            "the classes of tweets that are read: hate, offensive, neither, with commas between [all]", SettingGroup.Data),
        Of("minimumWords", SettingKind.Optional(SettingKind.Count()), () => Split.MinimumWords, value => Split = Split with { MinimumWords = value },
            "leave out tweets with fewer words, as train tweets does", SettingGroup.Data),
        Of("testShare", SettingKind.Share<double>("a share", withZero: false), () => Split.TestShare, value => Split = Split with { TestShare = value },
            "the part of tweets that is the test, as of train tweets", SettingGroup.Data),
        Of("splitSeed", SettingKind.Long(long.MinValue), () => Split.Seed, value => Split = Split with { Seed = value },
            "which tweets these are, as of train tweets", SettingGroup.Data),
        Files("vocabularyData", () => VocabularyData, value => VocabularyData = value,
            "the text files whose training part gives the vocabulary, where they are others than those of --data"),
        Of("initFrom", SettingKind.TextOrEmpty("DIR"), () => InitFrom, value => InitFrom = value,
            "the folder of a BERT whose vocabulary, sizes and weights are gone on with", SettingGroup.Model),
        Of("vocabulary", SettingKind.Optional(SettingKind.Count(1_000_000)), () => Vocabulary, value => Vocabulary = value,
            $"the most pieces of words, found in the training part [{UsualVocabulary}]", SettingGroup.Model),
        Of("cased", SettingKind.Flag, () => Cased, value => Cased = value, "keep capital letters apart from small ones", SettingGroup.Model),
        Of("length", SettingKind.Optional(SettingKind.Whole(LeastLength, MostLength)), () => Length, value => Length = value,
            $"tokens of a sequence, and the longest text that the model will read [{UsualLength}]", SettingGroup.Model),
        Of("hidden", SettingKind.Optional(SettingKind.Count(4096)), () => Hidden, value => Hidden = value,
            $"features of a token's vector [{UsualHidden}]", SettingGroup.Model),
        Of("layers", SettingKind.Optional(SettingKind.Count(64)), () => Layers, value => Layers = value,
            $"layers [{UsualLayers}]", SettingGroup.Model),
        Of("heads", SettingKind.Optional(SettingKind.Count(64)), () => Heads, value => Heads = value,
            $"heads of attention, which share the features [{UsualHeads}]", SettingGroup.Model),
        Of("intermediate", SettingKind.Optional(SettingKind.Count(16_384)), () => Intermediate, value => Intermediate = value,
            "units of a layer's feed-forward part [4 × hidden]", SettingGroup.Model),
        Of("dropout", SettingKind.Optional(SettingKind.Share<float>("a rate", withZero: true)), () => Dropout, value => Dropout = value,
            "dropout of vectors and of the weights of attention [0.1]", SettingGroup.Model),
        Of("maskShare", SettingKind.Share<double>("a share", withZero: false), () => MaskShare, value => MaskShare = value,
            "the part of the tokens that is to be found again; of them 80 % are masked, 10 % replaced, 10 % kept"),
        Of("batch", SettingKind.Count(65_536), () => Batch, value => Batch = value, "sequences of a batch"),
        Of("epochs", SettingKind.Count(), () => Epochs, value => Epochs = value, "passes over the training part"),
        Of("steps", SettingKind.Optional(SettingKind.Long(1)), () => Steps, value => Steps = value, "number of updates, instead of whole epochs"),
        Of("optimizer", SettingKind.Text("SPEC"), () => Optimizer, value => Optimizer = value,
            $"{string.Join(", ", TrainingSpecs.Optimizers)}; with Keras' hyperparameters"),
        Of("learningRate", SettingKind.Number<float>(rate => rate > 0 ? null : "a learning rate is a number above 0"), () => LearningRate,
            value => LearningRate = value, "the learning rate, at its largest"),
        Of("schedule", SettingKind.Text("SPEC"), () => Schedule, value => Schedule = value,
            $"{string.Join(", ", TrainingSpecs.Schedules)}: warm-up and decay over all steps; polynomial is a straight line"),
        Of("clip", SettingKind.Optional(SettingKind.Number<float>(clip => clip > 0 ? null : "a maximum norm is above 0"), zeroIsNone: true),
            () => Clip, value => Clip = value, "maximum gradient norm; 0 for none"),
        Of("seed", SettingKind.Long(long.MinValue), () => Seed, value => Seed = value, "seed of all random numbers"),
    ];

    /// <summary>The sizes of a new model.</summary>
    /// <param name="vocabulary">The number of pieces.</param>
    /// <param name="paddingId">The id of padding.</param>
    internal BertConfiguration Sizes(int vocabulary, int paddingId) => new()
    {
        VocabularySize = vocabulary, HiddenSize = Hidden ?? UsualHidden, Layers = Layers ?? UsualLayers, Heads = Heads ?? UsualHeads,
        IntermediateSize = Intermediate ?? 4 * (Hidden ?? UsualHidden), Activation = ActivationFunction.Gelu, HiddenDropout = Dropout ?? UsualDropout,
        AttentionDropout = Dropout ?? UsualDropout, MaximalPositions = Length ?? UsualLength, PaddingId = paddingId,
    };

    internal const int UsualVocabulary = 4000, UsualLength = 64, UsualHidden = 128, UsualLayers = 2, UsualHeads = 2;
    const float UsualDropout = 0.1f;

    /// <summary>Requires possible settings, before anything is read or written.</summary>
    /// <exception cref="SettingException">A setting has a value that it cannot have.</exception>
    public void Check()
    {
        foreach (Setting setting in Settings)
            setting.Check();
        if (Data.Count == 0)
            throw new SettingException("data", " is missing: name one or more text files");
        int hidden = Hidden ?? UsualHidden, heads = Heads ?? UsualHeads;
        if (InitFrom.Length == 0 && hidden % heads != 0)
            throw new SettingException("heads", heads, $"they cannot share {hidden} features equally; use a divisor of {hidden}");
        RequireOwnSizes();
        TweetTexts.Classes(Classes);
        if (Classes.Length > 0 && !Data.Any(TweetTexts.IsTweets))
            throw new SettingException("classes", Classes, "there are no tweets among the data; name tweets or a CSV file of them");
        CreateOptimizer(steps: 1000);
    }

    /// <summary>The optimizer with its schedule over a number of steps.</summary>
    /// <exception cref="SettingException">A spec is wrong.</exception>
    internal Optimizer CreateOptimizer(long steps)
    {
        LearningRateSchedule rates = TrainingSpecs.WithContext("schedule", Schedule, TrainingSpecs.Schedules,
            () => ScheduleRegistry.Create(Schedule, LearningRate, steps));
        return TrainingSpecs.WithContext("optimizer", Optimizer, TrainingSpecs.Optimizers, () => OptimizerRegistry.Create(Optimizer, rates, Clip));
    }

    /// <summary>The configuration as JSON.</summary>
    public string ToJson()
    {
        var json = new JsonObject();
        foreach (Setting setting in Settings)
            json[setting.Name] = setting.ToJson();
        json[DataFilesName] = FileIdentity.ToJson(DataFiles);
        if (InitFiles.Count > 0)
            json[InitFilesName] = FileIdentity.ToJson(InitFiles);
        return json.ToJsonString(s_indented);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="InputException">It is no such configuration.</exception>
    public static PretrainingConfiguration FromJson(string json, string path)
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new JsonException("it is no object");
            var configuration = new PretrainingConfiguration
            {
                DataFiles = root.TryGetProperty(DataFilesName, out JsonElement files) ? FileIdentity.FromJson(files) : [],
                InitFiles = root.TryGetProperty(InitFilesName, out JsonElement weights) ? FileIdentity.FromJson(weights) : [],
            };
            IReadOnlyList<Setting> settings = configuration.Settings;
            foreach (JsonProperty member in root.EnumerateObject())
                if (member.Name is not (DataFilesName or InitFilesName))
                    (settings.FirstOrDefault(setting => setting.Name == member.Name)
                        ?? throw new InputException($"a pretraining has no setting '{member.Name}'")).Read(member.Value);
            return configuration;
        }
        catch (Exception error) when (error is JsonException or InputException)
        {
            throw new InputException($"{path}: not the settings of a pretraining: {error.Message}", error);
        }
    }

    /// <summary>With another model's weights its sizes cannot be chosen.</summary>
    void RequireOwnSizes()
    {
        if (InitFrom.Length == 0)
            return;
        foreach (Setting setting in Settings)
            if (setting.Name is "vocabulary" or "hidden" or "layers" or "heads" or "intermediate" or "dropout" && setting.ToJson() is not null)
                throw new SettingException(setting.Name, setting.Text, $"the model of {InitFrom} has its own; leave it out, or begin without its weights");
        if (Cased || VocabularyData.Count > 0)
            throw new SettingException(Cased ? "cased" : "vocabularyData", $": the model of {InitFrom} has its own vocabulary; leave it out");
    }

    static Setting<IReadOnlyList<string>> Files(string name, Func<IReadOnlyList<string>> get, Action<IReadOnlyList<string>> set, string help) =>
        Of(name, SettingKind.Texts("FILE"), get, set, help, SettingGroup.Data);

    static Setting<T> Of<T>(string name, SettingKind<T> kind, Func<T> get, Action<T> set, string help, SettingGroup group = SettingGroup.Training) =>
        new Setting<T>(name, kind, get, set, help) { Group = group };
}
