using Unroll.Autograd;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>What training makes small: one number from predictions and targets. Derive from it to write one from the tape's operations.</summary>
public abstract class Loss
{
    /// <summary>Cross-entropy of probabilities against one-hot targets.</summary>
    public static Loss CategoricalCrossentropy => new CategoricalCrossentropy();

    /// <summary>Cross-entropy of probabilities against class ids.</summary>
    public static Loss SparseCategoricalCrossentropy => new SparseCategoricalCrossentropy();

    /// <summary>The mean of the squared errors.</summary>
    public static Loss MeanSquaredError => new MeanSquaredError();

    /// <summary>The name in logs and files, in Keras' spelling.</summary>
    public abstract string Name { get; }

    /// <summary>The mean loss of a batch.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="predictions">[…, outputs].</param>
    /// <param name="targets">As the loss demands.</param>
    /// <returns>One number.</returns>
    public abstract Tensor Forward(Tape tape, Tensor predictions, Tensor targets);
}
