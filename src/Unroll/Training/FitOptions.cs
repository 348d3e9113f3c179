namespace Unroll.Training;

/// <summary>How a model is fitted. Names and defaults are Keras' where it has them.</summary>
public sealed record FitOptions
{
    /// <summary>Passes over the data.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Ends training after so many steps in all, within an epoch if need be; null for none.</summary>
    public long? Steps { get; init; }

    /// <summary>Rows of a batch; the last batch of an epoch may have fewer.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Whether each epoch takes the samples in an order of its own, drawn from the model's seed.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Data that the model is measured on after each epoch, with a state of its own.</summary>
    public DataSet? Validation { get; init; }

    /// <summary>Rows of a batch of validation; null for <see cref="BatchSize"/>.</summary>
    public int? ValidationBatchSize { get; init; }

    /// <summary>What takes part in training beside the loop.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>0: silent; 1: a progress bar; 2: a line an epoch.</summary>
    public int Verbose { get; init; }

    /// <summary>Where progress is written; null for the console, which nothing touches while <see cref="Verbose"/> is 0.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>Threads; 0 for one a processor. The result does not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>What happens when a loss is not a finite number.</summary>
    public NonFiniteLoss OnNonFiniteLoss { get; init; }
}

/// <summary>What happens when a loss is not a finite number.</summary>
public enum NonFiniteLoss
{
    /// <summary>Training goes on, as in Keras.</summary>
    Continue,

    /// <summary>Training stops before the update, with the weights of the step before.</summary>
    Stop,

    /// <summary>The step makes no update.</summary>
    Skip,
}
