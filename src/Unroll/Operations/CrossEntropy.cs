using Unroll.Autograd;
using Unroll.Kernels.Softmax;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Cross-entropy, a loss for each row; <see cref="WeightedMeanOperation"/> makes one number of them.</summary>
public static class CrossEntropyOperation
{
    /// <summary>−Σ y·ln softmax(x), computed from the logits in one operation.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="logits">x: […, classes].</param>
    /// <param name="targets">Ids of the shape […], or weights of the shape of x.</param>
    /// <returns>[rows]: one loss for each vector of classes.</returns>
    /// <exception cref="ShapeMismatchException">Targets and logits do not agree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not below the classes.</exception>
    public static Tensor CrossEntropyFromLogits(this Tape tape, Tensor logits, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Check(logits, targets);
        tape.Softmax(logits);
        return FromSoftmax(tape, tape.Latest<SoftmaxEntry>()!, targets);
    }

    /// <summary>−Σ y·ln p as Keras computes it. Where p is the result of the softmax just before, the two become one operation on its logits.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="probabilities">p: […, classes].</param>
    /// <param name="targets">Ids of the shape […], or weights of the shape of p.</param>
    /// <returns>[rows]: one loss for each vector of classes.</returns>
    /// <exception cref="ShapeMismatchException">Targets and probabilities do not agree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not below the classes.</exception>
    public static Tensor CrossEntropy(this Tape tape, Tensor probabilities, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Check(probabilities, targets);
        if (tape.Latest<SoftmaxEntry>() is { } softmax && softmax.Probabilities.IsSameWindow(probabilities)
            && softmax.Probabilities.Shape.Last == probabilities.Shape.Last)
            return FromSoftmax(tape, softmax, targets);

        RequireProbabilities(probabilities);
        Tensor y = targets.IsIds ? tape.OneHot(targets, probabilities.Shape.Last, probabilities.Mask) : targets;
        Tensor losses = tape.Allocate(new Shape(probabilities.Shape.Rows), probabilities.RequiresGradient);
        ProbabilityCrossEntropyKernel.Forward(probabilities.Values, y.Values, probabilities.Shape.Last, losses.Values);
        if (losses.RequiresGradient)
            tape.Record<ProbabilityEntry>().Save(probabilities, y, losses);
        return losses;
    }

    static Tensor FromSoftmax(Tape tape, SoftmaxEntry softmax, Tensor targets)
    {
        Tensor logits = softmax.Logits;
        Tensor losses = tape.Allocate(new Shape(logits.Shape.Rows), logits.RequiresGradient);
        if (targets.IsIds)
            CrossEntropyKernel.Forward(logits.Values, softmax.LogSums.Values, targets.Ids, logits.Shape.Last, losses.Values);
        else
            CrossEntropyKernel.Forward(logits.Values, softmax.LogSums.Values, targets.Values, logits.Shape.Last, losses.Values);
        if (losses.RequiresGradient)
            tape.Record<LogitsEntry>().Save(logits, softmax.Probabilities, targets, losses);
        return losses;
    }

    /// <exception cref="ArgumentException">A probability is negative: these are logits.</exception>
    static void RequireProbabilities(Tensor probabilities)
    {
        ReadOnlySpan<float> values = probabilities.Values;
        for (int i = 0; i < values.Length; i++)
            if (values[i] < 0 && (!probabilities.HasMask || probabilities.Mask[i / probabilities.Shape.Last] != 0))
                throw new ArgumentException(
                    $"Cross-entropy was given a probability of {values[i]} in row {i / probabilities.Shape.Last} of predictions {probabilities.Shape}: end the "
                    + "model with a softmax, or set FromLogits.", nameof(probabilities));
    }

    static void Check(Tensor predictions, Tensor targets)
    {
        int classes = predictions.Shape.Last;
        if (classes < 2)
            throw new ShapeMismatchException("Cross-entropy", "two classes or more (for one output use BinaryCrossentropy)", predictions.Shape,
                nameof(predictions));
        if (!targets.IsIds)
        {
            if (targets.Shape.Length != predictions.Shape.Length || targets.Shape.Last != classes)
                throw new ShapeMismatchException("Cross-entropy", $"targets of shape {predictions.Shape}, as the predictions", targets.Shape, nameof(targets));
            return;
        }

        if (targets.Shape.Length != predictions.Shape.Rows)
            throw new ShapeMismatchException("Cross-entropy", $"one id for each of the {predictions.Shape.Rows} predictions of shape {predictions.Shape}",
                targets.Shape, nameof(targets));

        // Padding may have any id.
        ReadOnlySpan<int> ids = targets.Ids;
        ReadOnlySpan<byte> mask = predictions.HasMask ? predictions.Mask : [];
        for (int row = 0; row < ids.Length; row++)
            if ((uint)ids[row] >= (uint)classes && (mask.IsEmpty || mask[row] != 0))
                throw new ArgumentOutOfRangeException(nameof(targets), ids[row],
                    $"With {classes} classes a target runs from 0 to {classes - 1}; row {row} of predictions {predictions.Shape} has another.");
    }

    sealed class LogitsEntry : TapeEntry
    {
        Tensor _logits, _probabilities, _targets, _losses;

        public void Save(Tensor logits, Tensor probabilities, Tensor targets, Tensor losses) =>
            (_logits, _probabilities, _targets, _losses) = (logits, probabilities, targets, losses);

        public override void Backward(Tape tape)
        {
            if (!_losses.HasGradient)
                return;

            bool accumulate = _logits.AccumulatesGradient();
            if (_targets.IsIds)
                CrossEntropyKernel.Backward(tape.Workers, _probabilities.Values, _targets.Ids, _logits.Shape.Last, _losses.Gradients, _logits.Gradients,
                    accumulate);
            else
                CrossEntropyKernel.Backward(tape.Workers, _probabilities.Values, _targets.Values, _logits.Shape.Last, _losses.Gradients, _logits.Gradients,
                    accumulate);
        }
    }

    sealed class ProbabilityEntry : TapeEntry
    {
        Tensor _probabilities, _targets, _losses;

        public void Save(Tensor probabilities, Tensor targets, Tensor losses) => (_probabilities, _targets, _losses) = (probabilities, targets, losses);

        public override void Backward(Tape tape)
        {
            if (_losses.HasGradient)
                ProbabilityCrossEntropyKernel.Backward(_probabilities.Values, _targets.Values, _probabilities.Shape.Last, _losses.Gradients,
                    _probabilities.Gradients, _probabilities.AccumulatesGradient());
        }
    }
}
