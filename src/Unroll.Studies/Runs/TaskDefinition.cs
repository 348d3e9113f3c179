namespace Unroll.Studies.Runs;

/// <summary>A task: what is trained on what, and how it presents itself on the command line.</summary>
/// <param name="name">Its name in config.json and on the command line.</param>
/// <param name="description">What it does, for the help: "trains a model that …".</param>
public abstract class TaskDefinition(string name, string description)
{
    /// <summary>Its name in config.json and on the command line.</summary>
    public string Name { get; } = name;

    /// <summary>Other names that the command line takes.</summary>
    public virtual IReadOnlyList<string> Aliases => [];

    /// <summary>What it does, for the help.</summary>
    public string Description { get; } = description;

    /// <summary>Commands to try, each with what it does.</summary>
    public abstract IReadOnlyList<(string Command, string Meaning)> Examples { get; }

    /// <summary>A configuration with the task's defaults.</summary>
    public abstract RunConfiguration CreateConfiguration();

    /// <summary>
    /// The configurations whose values the help shows as defaults: the usual one first, then those that suit other data, with the name of these.
    /// </summary>
    public virtual IReadOnlyList<(string Name, RunConfiguration Configuration)> Presets => [("", CreateConfiguration())];
}

/// <summary>A task, typed in its parts.</summary>
/// <typeparam name="TConfiguration">What a run is made from.</typeparam>
/// <typeparam name="TData">Its data.</typeparam>
public abstract class TaskDefinition<TConfiguration, TData>(string name, string description) : TaskDefinition(name, description)
    where TConfiguration : RunConfiguration, new()
    where TData : TaskData
{
    /// <inheritdoc/>
    public override RunConfiguration CreateConfiguration() => new TConfiguration();

    /// <summary>Reads the data of a new run; a vocabulary or a scaler is made from them.</summary>
    /// <param name="configuration">What the run is made from.</param>
    /// <param name="weights">The metadata of the checkpoint that the run's first weights come from; null where they are drawn.</param>
    /// <exception cref="InputException">They are not at hand, wrong, or too few for the configuration.</exception>
    protected internal abstract TData Load(TConfiguration configuration, RunMetadata? weights);

    /// <summary>Builds the model that fits the data.</summary>
    protected internal abstract TrainedModel<TData> Create(TConfiguration configuration, TData data, ModelSetup setup);

    /// <summary>Builds the model of a run that was saved, without its data.</summary>
    /// <exception cref="InvalidDataException">The checkpoint lacks what the task needs.</exception>
    protected internal abstract TrainedModel<TData> Open(TConfiguration configuration, RunMetadata metadata, ModelSetup setup);
}
