using Unroll.Autograd;
using Unroll.Kernels.Losses;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>Losses that compare predictions with targets of their shape: a loss for each row.</summary>
static class ElementLossOperation
{
    /// <summary>Σⱼ ℓ(pⱼ, yⱼ), or the mean over j, of every row.</summary>
    public static Tensor ElementLoss<TLoss>(this Tape tape, TLoss loss, Tensor predictions, Tensor targets, bool isMean) where TLoss : struct, IElementLoss
    {
        int columns = predictions.Shape.Last;
        float divisor = isMean ? columns : 1;
        Tensor losses = tape.Allocate(new Shape(predictions.Shape.Rows), predictions.RequiresGradient);
        ElementLossLoop.Forward(tape.Workers, loss, predictions.Values, targets.Values, columns, divisor, losses.Values);
        if (losses.RequiresGradient)
            tape.Record<ElementLossEntry<TLoss>>().Save(loss, predictions, targets, losses, divisor);
        return losses;
    }

    /// <summary>−p̂·ŷ of every row.</summary>
    public static Tensor CosineSimilarity(this Tape tape, Tensor predictions, Tensor targets)
    {
        Tensor losses = tape.Allocate(new Shape(predictions.Shape.Rows), predictions.RequiresGradient);
        CosineSimilarityKernel.Forward(tape.Workers, predictions.Values, targets.Values, predictions.Shape.Last, losses.Values);
        if (losses.RequiresGradient)
            tape.Record<CosineEntry>().Save(predictions, targets, losses);
        return losses;
    }

    sealed class ElementLossEntry<TLoss> : TapeEntry where TLoss : struct, IElementLoss
    {
        TLoss _loss;
        Tensor _predictions, _targets, _losses;
        float _divisor;

        public void Save(TLoss loss, Tensor predictions, Tensor targets, Tensor losses, float divisor) =>
            (_loss, _predictions, _targets, _losses, _divisor) = (loss, predictions, targets, losses, divisor);

        public override void Backward(Tape tape)
        {
            if (_losses.HasGradient)
                ElementLossLoop.Backward(tape.Workers, _loss, _predictions.Values, _targets.Values, _predictions.Shape.Last, _divisor, _losses.Gradients,
                    _predictions.Gradients, _predictions.AccumulatesGradient());
        }
    }

    sealed class CosineEntry : TapeEntry
    {
        Tensor _predictions, _targets, _losses;

        public void Save(Tensor predictions, Tensor targets, Tensor losses) => (_predictions, _targets, _losses) = (predictions, targets, losses);

        public override void Backward(Tape tape)
        {
            if (_losses.HasGradient)
                CosineSimilarityKernel.Backward(tape.Workers, _predictions.Values, _targets.Values, _predictions.Shape.Last, _losses.Gradients,
                    _predictions.Gradients, _predictions.AccumulatesGradient());
        }
    }
}
