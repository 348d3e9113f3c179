using Unroll.Data;

namespace Unroll.Training;

/// <summary>How a model is fitted. Names and defaults are Keras' where it has them.</summary>
public sealed record FitOptions
{
    /// <summary>Passes over the data; the number of the last epoch, where <see cref="InitialEpoch"/> is not 0.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Epochs that count as done: training begins with the one after them, in its order of samples.</summary>
    public int InitialEpoch { get; init; }

    /// <summary>Steps of an epoch; null for all batches of the data. The data continue where the last epoch left them, and begin again at their end.</summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>Ends training after so many steps in all, within an epoch if need be; null for none.</summary>
    public long? Steps { get; init; }

    /// <summary>Rows of a batch; the last batch of an epoch may have fewer.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Whether each epoch takes the samples in an order of its own, drawn from the model's seed.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Data that the model is measured on after each epoch, with a state of its own.</summary>
    public DataSet? Validation { get; init; }

    /// <summary>
    /// Instead of <see cref="Validation"/>: the last part of the training data, cut off before any shuffling and never trained on; 0 for none.
    /// </summary>
    public double ValidationSplit { get; init; }

    /// <summary>Batches of validation that are measured; null for all.</summary>
    public int? ValidationSteps { get; init; }

    /// <summary>Rows of a batch of validation; null for <see cref="BatchSize"/>.</summary>
    public int? ValidationBatchSize { get; init; }

    /// <summary>How much a class counts in the training loss, by its id; classes that are not named count 1. Null for none.</summary>
    public IReadOnlyDictionary<int, float>? ClassWeights { get; init; }

    /// <summary>Callbacks invoked during training.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>0: silent; 1: a progress bar, which is one line per epoch where <see cref="Output"/> is no terminal; 2: one line per epoch.</summary>
    public int Verbose { get; init; }

    /// <summary>Where progress is written; null for the console, which nothing touches while <see cref="Verbose"/> is 0.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>Threads; 0 for one per processor. The result does not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>What happens when the loss or a gradient of a step is NaN or infinite.</summary>
    public NonFiniteLoss OnNonFiniteLoss { get; init; }

    /// <exception cref="ArgumentException">A number is out of its range, or two options exclude each other.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Epochs);
        ArgumentOutOfRangeException.ThrowIfNegative(InitialEpoch);
        ArgumentOutOfRangeException.ThrowIfNegative(Workers);
        ArgumentOutOfRangeException.ThrowIfNegative(Steps ?? 0, nameof(Steps));
        ArgumentOutOfRangeException.ThrowIfLessThan(StepsPerEpoch ?? 1, 1, nameof(StepsPerEpoch));
        ArgumentOutOfRangeException.ThrowIfLessThan(ValidationSteps ?? 1, 1, nameof(ValidationSteps));
        ArgumentOutOfRangeException.ThrowIfLessThan(ValidationBatchSize ?? 1, 1, nameof(ValidationBatchSize));
        foreach ((int id, float weight) in ClassWeights ?? new Dictionary<int, float>())
            if (!(weight >= 0 && float.IsFinite(weight)))
                throw new ArgumentException($"{nameof(ClassWeights)}: the weight of class {id} is {weight}; a weight is a number from 0 on.",
                    nameof(ClassWeights));
        if (ValidationSplit is not (>= 0 and < 1))
            throw new ArgumentException($"{nameof(ValidationSplit)} is {ValidationSplit}; the part held out lies between 0 and 1, 1 excluded.",
                nameof(ValidationSplit));
        if (ValidationSplit > 0 && Validation is not null)
            throw new ArgumentException($"{nameof(ValidationSplit)} and {nameof(Validation)} are both given; leave one of them out.", nameof(ValidationSplit));
        if (Verbose is < 0 or > 2)
            throw new ArgumentException($"{nameof(Verbose)} is {Verbose}; it is 0 (silent), 1 (a bar) or 2 (one line per epoch).", nameof(Verbose));
    }
}
