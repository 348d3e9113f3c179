using Unroll.Kernels.Activations;
using Unroll.Layers;
using Unroll.Losses;

namespace Unroll.Models;

/// <summary>
/// Refuses a loss that cannot measure what a stack gives: such a training would run, and learn nothing or the wrong thing. Of models of other forms the last
/// layer is not known; their losses look at what they are given.
/// </summary>
static class OutputCheck
{
    /// <exception cref="ArgumentException">The loss and the last layer do not go together; the message says what would.</exception>
    public static void Require(IReadOnlyList<Layer> stack, Loss loss)
    {
        if (ActivationOf(stack[^1]) is not { } activation)
            return;
        int? outputs = OutputsOf(stack);
        string? objection = outputs == 1 && activation is (ActivationFunction.Softmax or ActivationFunction.LogSoftmax)
            ? ClassOutputs.OneSoftmax.TrimEnd('.')
            : loss.Objection(activation, outputs);
        if (objection is not null)
            throw new ArgumentException(
                $"The model ends with {(outputs is { } count ? $"{count} output{(count == 1 ? "" : "s")} of " : "")}{ActivationRegistry.NameOf(activation)}, "
                + $"and the loss is {loss.Name}: {objection}.", nameof(loss));
    }

    static ActivationFunction? ActivationOf(Layer layer) => layer switch
    {
        Dense dense => dense.Activation,
        Activation activation => activation.Function,
        TimeDistributed each => ActivationOf(each.Inner),
        _ => null,
    };

    /// <summary>The outputs of the last layer that says how many it has, where those after it keep their number.</summary>
    static int? OutputsOf(IReadOnlyList<Layer> stack)
    {
        for (int i = stack.Count - 1; i >= 0; i--)
        {
            Layer layer = stack[i] is TimeDistributed each ? each.Inner : stack[i];
            if (layer is Dense dense)
                return dense.Units;
            if (layer is not (Activation or Dropout or GaussianNoise or LayerNormalization or SpatialDropout1D))
                return (layer as RecurrentLayer)?.Units;
        }

        return null;
    }
}
