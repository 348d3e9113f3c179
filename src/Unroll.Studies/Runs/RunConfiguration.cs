using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Studies.Data;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Runs;

/// <summary>Everything that a run is made from: running it again from this alone gives the same bits.</summary>
public abstract record RunConfiguration
{
    /// <summary>The member of config.json that holds <see cref="DataFiles"/>.</summary>
    public const string DataFilesName = "dataFiles";

    /// <summary>The member of config.json that holds <see cref="Remarks"/>.</summary>
    public const string RemarksName = "remarks";

    /// <summary>The member of config.json that holds <see cref="InitFiles"/>.</summary>
    public const string InitFilesName = "initFiles";

    const int MostUnits = 16_384;

    static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>The task's name in config.json.</summary>
    public abstract string Task { get; }

    /// <summary>"lstm", "gru", "simple_rnn", "layer_normalized_lstm" or "layer_normalized_gru".</summary>
    public string Cell { get; set; } = "gru";

    /// <summary>Units of each recurrent layer.</summary>
    public int Units { get; set; } = 128;

    /// <summary>Recurrent layers.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>Dropout after each recurrent layer.</summary>
    public float Dropout { get; set; }

    /// <summary>Dropout on the input of each recurrent layer, the same at all steps of a row: the <c>dropout</c> of Keras' recurrent layers.</summary>
    public float InputDropout { get; set; }

    /// <summary>
    /// Dropout on the state of each recurrent layer wherever it meets the recurrent weights, the same at all steps of a row: the <c>recurrent_dropout</c> of
    /// Keras' recurrent layers.
    /// </summary>
    public float RecurrentDropout { get; set; }

    /// <summary>The probability that a unit of a recurrent layer's state h keeps its value over a step (zoneout).</summary>
    public float Zoneout { get; set; }

    /// <summary>The same of an LSTM's c.</summary>
    public float ZoneoutCell { get; set; }

    /// <summary>
    /// Whether <see cref="Dropout"/> leaves out the same units at all steps of a row, where the layer gives a sequence. A text that runs through the model is
    /// one for a window: the next one draws anew.
    /// </summary>
    public bool LockedDropout { get; set; }

    /// <summary>The loss.</summary>
    public string Loss { get; set; } = "categorical_crossentropy";

    /// <summary>The optimizer, with hyperparameters that are not Keras' defaults: "adam", "sgd:momentum=0.9,nesterov=true".</summary>
    public string Optimizer { get; set; } = "adam";

    /// <summary>The (largest) learning rate; null for <see cref="DefaultLearningRate"/>. A run writes down which it took.</summary>
    public float? LearningRate { get; set; }

    /// <summary>The learning rate schedule, with options: "constant", "cosine", "exponential:decay_steps=1000,decay_rate=0.5".</summary>
    public string Schedule { get; set; } = "constant";

    /// <summary>
    /// Maximum norm of all gradients together; null for none. One in the optimizer's spec (clipnorm, clipvalue, global_clipnorm) takes its place.
    /// </summary>
    public float? Clip { get; set; }

    /// <summary>Callbacks beside those that keep the run folder, with options: "early_stopping:patience=5".</summary>
    public IReadOnlyList<string> Callbacks { get; set; } = [];

    /// <summary>Rows of a batch.</summary>
    public int Batch { get; set; } = 128;

    /// <summary>Passes over the training part.</summary>
    public int Epochs { get; set; } = 10;

    /// <summary>Number of steps; null for whole epochs. A time limit is turned into this once the speed is known.</summary>
    public long? Steps { get; set; }

    /// <summary>Seed of all random numbers.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>What happens when a loss or a gradient is not a finite number: "stop" or "skip".</summary>
    public string OnNaN { get; set; } = "stop";

    /// <summary>The files that the run was made from; empty before it has read them.</summary>
    public IReadOnlyList<FileIdentity> DataFiles { get; init; } = [];

    /// <summary>What a reader should know of the data that the run was made from, a line each; empty before it has read them.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The run or the checkpoint that the first weights are taken from; empty for weights that are drawn. A run writes down the checkpoint.</summary>
    public string InitFrom { get; set; } = "";

    /// <summary>
    /// The checkpoint that <see cref="InitFrom"/> names, or other files that weights were taken from; empty before they have been read, and without any.
    /// </summary>
    public IReadOnlyList<FileIdentity> InitFiles { get; init; } = [];

    /// <summary>The folder of the config.json that this was read from; null for none.</summary>
    internal string? SavedIn { get; init; }

    /// <summary>The kind of data set that the task can be trained on by name; null for none.</summary>
    public virtual DataKind? Kind => null;

    /// <summary>The names or paths of the data.</summary>
    public abstract IReadOnlyList<string> DataNames { get; }

    /// <summary>The files behind <see cref="DataNames"/> as they are now; none where the program draws the data.</summary>
    /// <exception cref="InputException">One is not at hand.</exception>
    public abstract IReadOnlyList<FileIdentity> IdentifyData();

    /// <summary>Updates in all.</summary>
    internal long StepsOn(TaskData data) => Steps ?? (long)data.Training.BatchCount(Batch) * Epochs;

    /// <summary>The learning rate where none is given: Keras' default of the optimizer.</summary>
    public virtual float DefaultLearningRate => TrainingSpecs.NameOf(Optimizer) == "sgd" ? 0.01f : 0.001f;

    /// <summary>The metrics of the training part in each epoch; with val_ before the name, of the part held out. A callback can watch them.</summary>
    public virtual IReadOnlyList<string> Metrics => ["loss", "accuracy"];

    /// <summary>Whether the last layer reads the outputs of all recurrent layers.</summary>
    internal virtual bool HasSkipConnections => false;

    /// <summary>Whether each recurrent layer reads a sequence from both ends.</summary>
    internal virtual bool IsBidirectional => false;

    /// <summary>The model in a few words: "embedding 64, 2 × gru 256, dropout 0.1".</summary>
    public virtual string ModelDescription => RecurrentStack.Describe(this);

    /// <summary>What training minimizes, in a few words.</summary>
    public virtual string LossDescription => Loss;

    /// <summary>All settings in the order of config.json, the task's own first. They are bound to this configuration, not to copies of it.</summary>
    public IReadOnlyList<Setting> Settings => [.. TaskSettings, .. CommonSettings];

    /// <summary>The settings of the task alone.</summary>
    protected abstract IEnumerable<Setting> TaskSettings { get; }

    IEnumerable<Setting> CommonSettings =>
    [
        Text("cell", SettingKind.Name(RecurrentStack.Cells), () => Cell, value => Cell = value,
            "lstm, gru, simple_rnn, layer_normalized_lstm or layer_normalized_gru", SettingGroup.Model),
        Number("units", SettingKind.Count(MostUnits), () => Units, value => Units = value, "units of each recurrent layer", SettingGroup.Model),
        Number("layers", SettingKind.Count(64), () => Layers, value => Layers = value, "recurrent layers", SettingGroup.Model),
        Number("dropout", SettingKind.Share<float>("a rate", withZero: true), () => Dropout, value => Dropout = value, "dropout after each recurrent layer",
            SettingGroup.Model),
        Number("inputDropout", SettingKind.Share<float>("a rate", withZero: true), () => InputDropout, value => InputDropout = value,
            "dropout on the input of each recurrent layer, the same at all steps", SettingGroup.Model),
        Number("recurrentDropout", SettingKind.Share<float>("a rate", withZero: true), () => RecurrentDropout, value => RecurrentDropout = value,
            "dropout on the state of each recurrent layer, the same at all steps", SettingGroup.Model),
        Number("zoneout", SettingKind.Share<float>("a rate", withZero: true), () => Zoneout, value => Zoneout = value,
            "the part of each recurrent layer's state that keeps its value over a step (Krueger et al., 2016)", SettingGroup.Model),
        Number("zoneoutCell", SettingKind.Share<float>("a rate", withZero: true), () => ZoneoutCell, value => ZoneoutCell = value,
            "the same of an LSTM's cell state", SettingGroup.Model),
        new Setting<bool>("lockedDropout", SettingKind.Flag, () => LockedDropout, value => LockedDropout = value,
            "let the dropout after a layer leave out the same units at all steps of a window") { Group = SettingGroup.Model },
        Number("batch", SettingKind.Count(65_536), () => Batch, value => Batch = value, "rows of a batch"),
        Number("epochs", SettingKind.Count(), () => Epochs, value => Epochs = value, "passes over the training part"),
        Number("steps", SettingKind.Optional(SettingKind.Long(1)), () => Steps, value => Steps = value, "number of updates, instead of whole epochs"),
        Text("loss", SettingKind.Text("SPEC", TaskLoss.Mistake), () => Loss, value => Loss = value,
            $"{Names(TaskLoss.Names)}; with options: huber:delta=0.5, categorical_crossentropy:label_smoothing=0.1"),
        Text("optimizer", SettingKind.Text("SPEC"), () => Optimizer, value => Optimizer = value,
            $"{Names(TrainingSpecs.Optimizers)}; with Keras' hyperparameters: sgd:momentum=0.9,nesterov=true"),
        Number("learningRate", SettingKind.Optional(SettingKind.Number<float>(rate => rate > 0 ? null : "a learning rate is a number above 0")),
            () => LearningRate, value => LearningRate = value, "the learning rate, at its largest"),
        Text("schedule", SettingKind.Text("SPEC"), () => Schedule, value => Schedule = value,
            $"{Names(TrainingSpecs.Schedules)}: warm-up and decay over all steps; with options: exponential:decay_steps=1000,decay_rate=0.5"),
        Number("clip", SettingKind.Optional(SettingKind.Number<float>(clip => clip > 0 ? null : "a maximum norm is above 0"), zeroIsNone: true),
            () => Clip, value => Clip = value, "maximum gradient norm; 0 for none"),
        new Setting<IReadOnlyList<string>>("callbacks", SettingKind.Texts("SPEC"), () => Callbacks, value => Callbacks = value,
            $"{Names(TrainingSpecs.CallbackNames)}; several, with Keras' options: early_stopping:patience=5 csv_logger"),
        Number("seed", SettingKind.Long(long.MinValue), () => Seed, value => Seed = value, "seed of all random numbers"),
        new Setting<string>(InitialWeights.SettingName, SettingKind.TextOrEmpty("RUN|FILE"), () => InitFrom, value => InitFrom = value,
            "a run, or a checkpoint, whose weights a new run begins with, on the same or on other data; a text keeps its characters"),
        Text("onNaN", SettingKind.Name(TrainingSpecs.OnNaN), () => OnNaN, value => OnNaN = value,
            "when a step's loss or gradients are not finite numbers: stop, or skip the step"),
    ];

    /// <summary>Whether the first weights, or some of them, are not drawn; a run that is resumed then finds what belongs to them in its checkpoint.</summary>
    internal virtual bool BeginsWithWeights => InitFrom.Length > 0;

    /// <summary>This with the files that its first weights come from, and with their identity.</summary>
    /// <exception cref="InputException">There are no such files, or they have changed since the run was made from them.</exception>
    internal virtual RunConfiguration FindWeights() => InitialWeights.Find(this);

    /// <summary>This for other data than those it was made from: what is known of these is forgotten.</summary>
    public RunConfiguration WithOtherData() => this with { DataFiles = [], SavedIn = null };

    /// <summary>Sets the defaults that suit the data or the problem, once these are known and before other settings are read.</summary>
    public virtual void SuitData()
    {
    }

    /// <summary>Requires possible settings, before anything is read or written.</summary>
    /// <exception cref="SettingException">A setting has a value that it cannot have.</exception>
    public virtual void Check()
    {
        CheckValues();
        if (ZoneoutCell > 0 && !RecurrentStack.HasCellState(Cell))
            throw new SettingException("zoneoutCell", $": {Cell} has no cell state; lstm and layer_normalized_lstm have one");
        if (LockedDropout && Dropout == 0)
            throw new SettingException("lockedDropout", ": there is no dropout after the layers that it could hold on to; set dropout, too");
        TrainingSpecs.Check(this);
    }

    /// <summary>Requires each setting's value to be in its range: enough for a model that is not trained, as no optimizer is built.</summary>
    /// <exception cref="SettingException">A setting has a value that it cannot have.</exception>
    internal void CheckValues()
    {
        foreach (Setting setting in Settings)
            setting.Check();
    }

    /// <summary>Makes the run ready to begin: checked, its data read, its model built.</summary>
    /// <param name="options">What the run needs beside its configuration.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">The configuration or the data cannot be used.</exception>
    public abstract PreparedRun Prepare(RunOptions options, CancellationToken cancellationToken = default);

    /// <summary>The model of a run that was saved, its weights yet to be read. It has no optimizer.</summary>
    /// <param name="metadata">The metadata of its checkpoint.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <exception cref="InvalidDataException">The checkpoint lacks what the task needs.</exception>
    internal abstract TrainedModel Open(RunMetadata metadata, int workers);

    /// <summary>
    /// Walk-forward evaluation: the test in equal parts, one after another, each predicted by a model of its own, trained on all that comes before the part.
    /// </summary>
    /// <param name="folds">How many parts.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <param name="onFold">Receives the number of a part before its training; null for none.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">The task has no days to walk, or too few.</exception>
    public virtual Evaluation WalkForward(int folds, int workers, Action<int>? onFold, CancellationToken cancellationToken) =>
        throw new SettingException("walkForward", $": a run of the task {Task} has no days to walk forward through");

    /// <summary>The configuration as JSON, the content of config.json. Every setting is written, null too: a default may be something else than null.</summary>
    public string ToJson()
    {
        var json = new JsonObject { ["task"] = Task };
        foreach (Setting setting in Settings)
            json[setting.Name] = setting.ToJson();
        if (DataFiles.Count > 0)
            json[DataFilesName] = FileIdentity.ToJson(DataFiles);
        if (Remarks.Count > 0)
            json[RemarksName] = new JsonArray([.. Remarks.Select(remark => (JsonNode)remark)]);
        if (InitFiles.Count > 0)
            json[InitFilesName] = FileIdentity.ToJson(InitFiles);
        return json.ToJsonString(s_indented);
    }

    /// <summary>A setting that is a number.</summary>
    protected static Setting Number<T>(string name, SettingKind<T> kind, Func<T> get, Action<T> set, string help, SettingGroup group = SettingGroup.Training) =>
        new Setting<T>(name, kind, get, set, help) { Group = group };

    /// <summary>A setting that is a text.</summary>
    protected static Setting Text(string name, SettingKind<string> kind, Func<string> get, Action<string> set, string help,
        SettingGroup group = SettingGroup.Training) =>
        new Setting<string>(name, kind, get, set, help) { Group = group };

    static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
