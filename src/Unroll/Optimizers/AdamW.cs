using Unroll.Naming;
using Unroll.Schedules;

namespace Unroll.Optimizers;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2017): <see cref="Optimizer.WeightDecay"/> is 0.004 unless set, as in Keras.</summary>
public sealed class AdamW : Adam
{
    /// <summary>AdamW with the learning rate of <see cref="Optimizer.LearningRate"/>.</summary>
    public AdamW() => WeightDecay = 0.004;

    /// <summary>AdamW with a constant learning rate.</summary>
    public AdamW(float learningRate) : base(learningRate) => WeightDecay = 0.004;

    internal AdamW(LearningRateSchedule learningRate, ConfigurationReader options) : base(learningRate, options) =>
        WeightDecay = options.Number("weight_decay", 0.004);

    /// <inheritdoc/>
    public override string Name => "adamw";
}
