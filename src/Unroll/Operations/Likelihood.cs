using Unroll.Autograd;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>A distribution whose parameters a network gives: how unlikely a value is, and how that changes with them.</summary>
interface ILikelihood
{
    /// <summary>Numbers that the network gives for a value.</summary>
    int Parameters { get; }

    /// <summary>−ln p(y).</summary>
    /// <param name="outputs">The network's numbers, any real ones.</param>
    /// <param name="y">The value.</param>
    /// <param name="gradient">Receives the derivatives by the outputs.</param>
    double Loss(ReadOnlySpan<double> outputs, double y, Span<double> gradient);
}

/// <summary>Losses that are likelihoods.</summary>
static class LikelihoodOperation
{
    const int MostParameters = 4;

    /// <summary>The mean over the targets of −ln p(y), for every row.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="likelihood">The distribution.</param>
    /// <param name="predictions">[…, parameters · targets]: the first parameter of all targets, then the second one, and so on.</param>
    /// <param name="targets">[…, targets].</param>
    public static Tensor NegativeLogLikelihood<T>(this Tape tape, T likelihood, Tensor predictions, Tensor targets)
        where T : struct, ILikelihood
    {
        int rows = predictions.Shape.Rows, count = targets.Shape.Last;
        Tensor losses = tape.Allocate(new Shape(rows), predictions.RequiresGradient);
        Span<double> outputs = stackalloc double[MostParameters], gradient = stackalloc double[MostParameters];
        for (int row = 0; row < rows; row++)
        {
            double sum = 0;
            for (int target = 0; target < count; target++)
                sum += At(likelihood, predictions, targets, row, target, outputs, gradient);
            losses.Values[row] = (float)(sum / count);
        }

        if (losses.RequiresGradient)
            tape.Record<Entry<T>>().Save(likelihood, predictions, targets, losses);
        return losses;
    }

    static double At<T>(T likelihood, Tensor predictions, Tensor targets, int row, int target, Span<double> outputs, Span<double> gradient)
        where T : struct, ILikelihood
    {
        int count = targets.Shape.Last;
        ReadOnlySpan<float> own = predictions.Values.Slice(row * count * likelihood.Parameters, count * likelihood.Parameters);
        for (int parameter = 0; parameter < likelihood.Parameters; parameter++)
            outputs[parameter] = own[(parameter * count) + target];
        return likelihood.Loss(outputs[..likelihood.Parameters], targets.Values[(row * count) + target], gradient);
    }

    sealed class Entry<T> : TapeEntry
        where T : struct, ILikelihood
    {
        T _likelihood;
        Tensor _predictions, _targets, _losses;

        public void Save(T likelihood, Tensor predictions, Tensor targets, Tensor losses) =>
            (_likelihood, _predictions, _targets, _losses) = (likelihood, predictions, targets, losses);

        public override void Backward(Tape tape)
        {
            if (!_losses.HasGradient)
                return;
            bool accumulate = _predictions.AccumulatesGradient();
            int count = _targets.Shape.Last;
            Span<double> outputs = stackalloc double[MostParameters], gradient = stackalloc double[MostParameters];
            for (int row = 0; row < _losses.Shape.Length; row++)
            {
                Span<float> own = _predictions.Gradients.Slice(row * count * _likelihood.Parameters, count * _likelihood.Parameters);
                double factor = _losses.Gradients[row] / count;
                for (int target = 0; target < count; target++)
                {
                    At(_likelihood, _predictions, _targets, row, target, outputs, gradient);
                    for (int parameter = 0; parameter < _likelihood.Parameters; parameter++)
                    {
                        ref float place = ref own[(parameter * count) + target];
                        place = (float)(factor * gradient[parameter]) + (accumulate ? place : 0);
                    }
                }
            }
        }
    }
}
