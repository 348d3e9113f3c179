using System.Text.Json.Nodes;
using Unroll.Autograd;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>
/// The objective that training minimizes: a loss for each row, reduced to one number with weights and masks. Derive from it to write one from the tape's
/// operations.
/// </summary>
public abstract class Loss
{
    /// <summary>Cross-entropy of probabilities against one-hot targets.</summary>
    public static Loss CategoricalCrossentropy => new CategoricalCrossentropy();

    /// <summary>Cross-entropy of probabilities against class ids.</summary>
    public static Loss SparseCategoricalCrossentropy => new SparseCategoricalCrossentropy();

    /// <summary>Cross-entropy of independent yes-or-no probabilities.</summary>
    public static Loss BinaryCrossentropy => new BinaryCrossentropy();

    /// <summary>The mean of the squared errors.</summary>
    public static Loss MeanSquaredError => new MeanSquaredError();

    /// <summary>The mean of the errors' magnitudes.</summary>
    public static Loss MeanAbsoluteError => new MeanAbsoluteError();

    /// <summary>The name in logs and files, in Keras' spelling.</summary>
    public abstract string Name { get; }

    /// <summary>The losses of a batch.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="predictions">[…, outputs].</param>
    /// <param name="targets">As the loss demands.</param>
    /// <returns>[rows], one for each vector of predictions; or one number, which can then be neither masked nor weighted.</returns>
    public abstract Tensor Forward(Tape tape, Tensor predictions, Tensor targets);

    /// <summary>The mean loss of a batch. Steps that the mask of the predictions leaves out do not count.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="predictions">[…, outputs].</param>
    /// <param name="targets">As the loss demands.</param>
    /// <param name="weights">A weight for each row of predictions, or for each sample of the batch; empty for ones.</param>
    /// <returns>One number.</returns>
    /// <exception cref="ArgumentException">A target is not a number, or the weights do not fit.</exception>
    public Tensor Mean(Tape tape, Tensor predictions, Tensor targets, ReadOnlySpan<float> weights = default)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (predictions.Shape.Last == 1 && tape.Latest<SoftmaxEntry>() is { } softmax && softmax.Probabilities.IsSameWindow(predictions))
            throw new ArgumentException($"{Name}: {ClassOutputs.OneSoftmax} The predictions have shape {predictions.Shape}.", nameof(predictions));
        Tensor losses = Forward(tape, predictions, targets);
        bool isReduced = losses.Shape.Length == 1 && predictions.Shape.Rows != 1;
        if (isReduced && (predictions.HasMask || !weights.IsEmpty))
            throw new NotSupportedException(
                $"{Name} gives one number for the whole batch, so rows can be neither masked nor weighted: let Forward return a loss for each row.");
        if (!weights.IsEmpty && weights.Length != losses.Shape.Length && weights.Length != Samples(predictions))
            throw new ArgumentException(
                $"There are {weights.Length} weights for {Samples(predictions)} samples of predictions {predictions.Shape}; give one for each.",
                nameof(weights));
        Tensor mean = isReduced ? losses : tape.WeightedMean(losses, weights, predictions.HasMask ? predictions.Mask : []);
        if (!float.IsFinite(mean.Values[0]) && !targets.IsIds)
            CheckTargets(targets, predictions.HasMask ? predictions.Mask : []);
        return mean;
    }

    /// <summary>The loss with its options, as the registry reads them; null for what is a user's own, which cannot be saved.</summary>
    internal virtual JsonObject? Describe()
    {
        if (GetType().Assembly != typeof(Loss).Assembly)
            return null;
        var options = new JsonObject { ["type"] = Name };
        WriteOptions(options);
        return options;
    }

    private protected virtual void WriteOptions(JsonObject options)
    {
    }

    /// <summary>Why this loss cannot measure the outputs of an activation; null where it can.</summary>
    /// <param name="activation">That of the model's last layer.</param>
    /// <param name="outputs">The number of outputs; null where it is not known yet.</param>
    internal virtual string? Objection(ActivationFunction activation, int? outputs) => null;

    /// <summary>What a target must be, if not just a number.</summary>
    private protected virtual string? Demand => null;

    /// <summary>Whether a target is one that the loss can compare with.</summary>
    private protected virtual bool IsPossible(float target) => !float.IsNaN(target);

    /// <summary>(1 − smoothing)·y + smoothing·even.</summary>
    private protected static Tensor Smooth(Tape tape, Tensor targets, float smoothing, float even)
    {
        if (smoothing == 0)
            return targets;
        Tensor smooth = tape.Arena.Allocate(targets.Shape);
        ReadOnlySpan<float> from = targets.Values;
        Span<float> to = smooth.Values;
        for (int i = 0; i < to.Length; i++)
            to[i] = (from[i] * (1 - smoothing)) + (smoothing * even);
        return smooth;
    }

    static int Samples(Tensor predictions) => predictions.Shape.Rank > 2 ? predictions.Shape[1] : predictions.Shape.Rows;

    void CheckTargets(Tensor targets, ReadOnlySpan<byte> mask)
    {
        ReadOnlySpan<float> values = targets.Values;
        int outputs = targets.Shape.Last;
        for (int i = 0; i < values.Length; i++)
            if (!IsPossible(values[i]) && (mask.Length != values.Length / outputs || mask[i / outputs] != 0))
                throw new ArgumentException(
                    $"{Name}: the target of row {i / outputs} of the batch, output {i % outputs}, is {values[i]}; {Demand ?? "remove or fill such samples"}.",
                        nameof(targets));
    }
}
