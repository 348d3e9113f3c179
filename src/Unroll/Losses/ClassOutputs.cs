using Unroll.Kernels.Activations;

namespace Unroll.Losses;

/// <summary>Which last layers a loss of probabilities can measure, and what would be right instead of the others.</summary>
static class ClassOutputs
{
    public const string OneSoftmax = "the softmax of one output is always 1, so there is nothing to learn; "
        + "for yes or no use one output with a sigmoid and BinaryCrossentropy, for classes use an output for each.";

    /// <summary>What a cross-entropy of classes objects to.</summary>
    public static string? OfClasses(ActivationFunction activation, int? outputs, bool fromLogits) =>
        outputs == 1 ? "with one output there is one class and nothing to learn; for yes or no use BinaryCrossentropy, for classes use an output for each"
        : fromLogits && activation == ActivationFunction.Softmax ? "FromLogits applies a softmax, and the model has one already; leave one of the two out"
        : !fromLogits && CanBeNegative(activation) ? "these are no probabilities; use Activation.Softmax, or FromLogits = true with linear outputs"
        : null;

    /// <summary>What a cross-entropy of yes or no objects to.</summary>
    public static string? OfBinary(ActivationFunction activation, bool fromLogits)
    {
        bool areProbabilities = activation is ActivationFunction.Sigmoid or ActivationFunction.HardSigmoid or ActivationFunction.Softmax;
        return fromLogits && areProbabilities ? "FromLogits applies a sigmoid, and these are probabilities already; leave one of the two out"
            : !fromLogits && !areProbabilities ? "these are not between 0 and 1; use Activation.Sigmoid, or FromLogits = true with linear outputs"
            : null;
    }

    /// <summary>What a divergence of distributions objects to.</summary>
    public static string? OfDistributions(ActivationFunction activation) =>
        CanBeNegative(activation) ? "these are no probabilities; use Activation.Softmax" : null;

    static bool CanBeNegative(ActivationFunction activation) => activation is not (ActivationFunction.Relu or ActivationFunction.Softplus
        or ActivationFunction.Sigmoid or ActivationFunction.HardSigmoid or ActivationFunction.Exponential or ActivationFunction.Softmax);
}
