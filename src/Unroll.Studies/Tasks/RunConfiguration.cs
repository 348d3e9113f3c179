using System.Text.Json.Serialization;
using Unroll.Studies.Data;

namespace Unroll.Studies.Tasks;

/// <summary>
/// Everything that a run is made from: running it again from this alone gives the same bits. A task is a configuration, the data that it loads, and the run
/// that it opens; everything between them (training, resuming, the run folder) is the same for all tasks.
/// </summary>
public abstract record RunConfiguration
{
    /// <summary>The task's name in config.json.</summary>
    [JsonPropertyOrder(-1)]
    public abstract string Task { get; }

    /// <summary>"lstm", "gru" or "simple_rnn".</summary>
    public string Cell { get; set; } = "gru";

    /// <summary>Units of each recurrent layer.</summary>
    public int Units { get; set; } = 128;

    /// <summary>Recurrent layers.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>Dropout after each recurrent layer.</summary>
    public float Dropout { get; set; }

    /// <summary>Dropout of what each recurrent layer reads, the same at all steps of a row: Keras' dropout of the layer itself.</summary>
    public float InputDropout { get; set; }

    /// <summary>The loss.</summary>
    public string Loss { get; set; } = "categorical_crossentropy";

    /// <summary>The optimizer, with hyperparameters that are not Keras' defaults: "adam", "sgd:momentum=0.9,nesterov=true".</summary>
    public string Optimizer { get; set; } = "adam";

    /// <summary>The (largest) learning rate; null for <see cref="SuitableLearningRate"/>. A run writes down which it took.</summary>
    public float? LearningRate { get; set; }

    /// <summary>How the learning rate goes over all steps, with options: "constant", "cosine", "exponential:decay_steps=1000,decay_rate=0.5".</summary>
    public string Schedule { get; set; } = "constant";

    /// <summary>Limit of the gradients' norm; null for none. A limit in the optimizer's line (clipnorm, clipvalue, global_clipnorm) takes its place.</summary>
    public float? Clip { get; set; }

    /// <summary>What takes part in training beside what keeps the run folder, with options: "early_stopping:patience=5".</summary>
    public IReadOnlyList<string> Callbacks { get; set; } = [];

    /// <summary>Rows of a batch.</summary>
    public int Batch { get; set; } = 128;

    /// <summary>Passes over the training part.</summary>
    public int Epochs { get; set; } = 10;

    /// <summary>Limit of steps; null for whole epochs. A time limit is turned into this once the speed is known.</summary>
    public long? Steps { get; set; }

    /// <summary>Where all random numbers come from.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>What happens when the loss or the gradients of a step are not finite numbers: "stop" or "skip".</summary>
    public string OnNaN { get; set; } = "stop";

    /// <summary>What the task's data are made of.</summary>
    [JsonIgnore]
    public abstract DataKind Kind { get; }

    /// <summary>The names or paths of the data.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> DataNames { get; }

    /// <summary>The learning rate where none is named: Keras' default of the optimizer.</summary>
    [JsonIgnore]
    public virtual float SuitableLearningRate => TrainingChoices.NameOf(Optimizer) == "sgd" ? 0.01f : 0.001f;

    /// <summary>What an epoch reports of the training part, and with val_ before it of the part that was held out: what a callback can watch.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<string> Figures => ["loss", "accuracy"];

    /// <summary>The model in a few words: "embedding 64, 2 × gru 256, dropout 0.1".</summary>
    [JsonIgnore]
    public virtual string ModelDescription => RecurrentStack.Describe(this);

    /// <summary>Checks names and sizes before anything is read or written.</summary>
    /// <exception cref="InputException">One is wrong; the message names it and what would be right.</exception>
    public virtual void Check() => ConfigurationCheck.Common(this);

    /// <summary>Reads the data.</summary>
    /// <exception cref="InputException">They are not at hand, wrong, or too few for the configuration.</exception>
    public abstract TaskData Load();

    /// <summary>Builds the model of a run that was saved, its weights yet untrained.</summary>
    /// <param name="metadata">What <see cref="TaskData.Metadata"/> put into the checkpoint.</param>
    /// <param name="path">The checkpoint, for messages.</param>
    /// <param name="workers">Threads; 0 for one a processor.</param>
    /// <exception cref="InvalidDataException">The checkpoint lacks what the task needs.</exception>
    internal abstract TaskRun CreateRun(IReadOnlyDictionary<string, string> metadata, string path, int workers);
}
