using Unroll.Autograd;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Softmax;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Cross-entropy, the mean over all rows.</summary>
public static class CrossEntropyOperation
{
    /// <summary>−Σ y·ln softmax(x), computed from the logits in one operation.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="logits">x: […, classes].</param>
    /// <param name="targets">Ids of the shape […], or weights of the shape of x.</param>
    /// <returns>One number.</returns>
    /// <exception cref="ShapeMismatchException">Targets and logits do not agree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not below the classes.</exception>
    public static Tensor CrossEntropyFromLogits(this Tape tape, Tensor logits, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        tape.Softmax(logits);
        return FromSoftmax(tape, tape.Latest<SoftmaxEntry>()!, targets);
    }

    /// <summary>−Σ y·ln p as Keras computes it. Where p is the result of the softmax just before, the two become one operation on its logits.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="probabilities">p: […, classes].</param>
    /// <param name="targets">Ids of the shape […], or weights of the shape of p.</param>
    /// <returns>One number.</returns>
    /// <exception cref="ShapeMismatchException">Targets and probabilities do not agree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not below the classes.</exception>
    public static Tensor CrossEntropy(this Tape tape, Tensor probabilities, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (tape.Latest<SoftmaxEntry>() is { } softmax && softmax.Probabilities.IsSameWindow(probabilities))
            return FromSoftmax(tape, softmax, targets);

        Tensor y = Check(probabilities, targets).IsIds ? OneHot(tape, targets, probabilities.Shape) : targets;
        Tensor losses = tape.Allocate(new Shape(probabilities.Shape.Rows), requiresGradient: false);
        ProbabilityCrossEntropyKernel.Forward(probabilities.Values, y.Values, probabilities.Shape.Last, losses.Values);
        Tensor loss = Mean(tape, losses, probabilities.RequiresGradient);
        if (loss.RequiresGradient)
            tape.Record<ProbabilityEntry>().Save(probabilities, y, loss);
        return loss;
    }

    static Tensor FromSoftmax(Tape tape, SoftmaxEntry softmax, Tensor targets)
    {
        Tensor logits = softmax.Logits;
        Check(logits, targets);
        Tensor losses = tape.Allocate(new Shape(logits.Shape.Rows), requiresGradient: false);
        if (targets.IsIds)
            CrossEntropyKernel.Forward(logits.Values, softmax.LogSums.Values, targets.Ids, logits.Shape.Last, losses.Values);
        else
            CrossEntropyKernel.Forward(logits.Values, softmax.LogSums.Values, targets.Values, logits.Shape.Last, losses.Values);
        Tensor loss = Mean(tape, losses, logits.RequiresGradient);
        if (loss.RequiresGradient)
            tape.Record<LogitsEntry>().Save(logits, softmax.Probabilities, targets, loss);
        return loss;
    }

    static Tensor Check(Tensor predictions, Tensor targets)
    {
        int classes = predictions.Shape.Last;
        if (!targets.IsIds)
            return targets.Shape.Length == predictions.Shape.Length && targets.Shape.Last == classes
                ? targets
                : throw new ShapeMismatchException("Cross-entropy", $"targets of shape {predictions.Shape}, as the predictions", targets.Shape, nameof(targets));

        if (targets.Shape.Length != predictions.Shape.Rows)
            throw new ShapeMismatchException("Cross-entropy", $"one id for each of {predictions.Shape.Rows} predictions", targets.Shape, nameof(targets));
        foreach (int id in targets.Ids)
            if ((uint)id >= (uint)classes)
                throw new ArgumentOutOfRangeException(nameof(targets), id, $"With {classes} classes a target runs from 0 to {classes - 1}.");
        return targets;
    }

    static Tensor Mean(Tape tape, Tensor losses, bool requiresGradient)
    {
        Tensor loss = tape.Allocate(new Shape(1), requiresGradient);
        loss.Values[0] = (float)(Reductions.Sum(tape.Workers, losses.Values) / losses.Shape.Length);
        return loss;
    }

    static Tensor OneHot(Tape tape, Tensor ids, Shape shape)
    {
        Tensor rows = tape.Allocate(shape, requiresGradient: false);
        Span<float> values = rows.Values;
        values.Clear();
        for (int row = 0; row < shape.Rows; row++)
            values[(row * shape.Last) + ids.Ids[row]] = 1;
        return rows;
    }

    sealed class LogitsEntry : TapeEntry
    {
        Tensor _logits, _probabilities, _targets, _loss;

        public void Save(Tensor logits, Tensor probabilities, Tensor targets, Tensor loss) =>
            (_logits, _probabilities, _targets, _loss) = (logits, probabilities, targets, loss);

        public override void Backward(Tape tape)
        {
            if (!_loss.HasGradient)
                return;

            float scale = _loss.Gradients[0] / _logits.Shape.Rows;
            bool accumulate = _logits.AccumulatesGradient();
            if (_targets.IsIds)
                CrossEntropyKernel.Backward(tape.Workers, _probabilities.Values, _targets.Ids, _logits.Shape.Last, scale, _logits.Gradients, accumulate);
            else
                CrossEntropyKernel.Backward(tape.Workers, _probabilities.Values, _targets.Values, _logits.Shape.Last, scale, _logits.Gradients, accumulate);
        }
    }

    sealed class ProbabilityEntry : TapeEntry
    {
        Tensor _probabilities, _targets, _loss;

        public void Save(Tensor probabilities, Tensor targets, Tensor loss) => (_probabilities, _targets, _loss) = (probabilities, targets, loss);

        public override void Backward(Tape tape)
        {
            if (_loss.HasGradient)
                ProbabilityCrossEntropyKernel.Backward(_probabilities.Values, _targets.Values, _probabilities.Shape.Last,
                    _loss.Gradients[0] / _probabilities.Shape.Rows, _probabilities.Gradients, _probabilities.AccumulatesGradient());
        }
    }
}
