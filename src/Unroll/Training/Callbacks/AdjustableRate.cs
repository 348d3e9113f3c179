using Unroll.Optimizers;
using Unroll.Schedules;

namespace Unroll.Training.Callbacks;

/// <summary>As in Keras, a callback changes only a learning rate that is a number; two masters of one rate would undo each other.</summary>
static class AdjustableRate
{
    /// <exception cref="InvalidOperationException">The optimizer's rate is a schedule.</exception>
    public static void Require(string callback, Optimizer optimizer)
    {
        if (optimizer.LearningRate is not ConstantRate)
            throw new InvalidOperationException(
                $"{callback} cannot change a learning rate that is a schedule ({optimizer.LearningRate.GetType().Name}); give the optimizer a number, or "
                + "leave the callback out.");
    }
}
