using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Optimizers;
using Unroll.Naming;
using Unroll.Schedules;

namespace Unroll.Optimizers;

/// <summary>Adagrad (Duchi et al., 2011) as Keras writes it: a += g²; w −= η·g / √(a + ε).</summary>
public sealed class Adagrad : Optimizer
{
    /// <summary>Adagrad with the learning rate of <see cref="Optimizer.LearningRate"/>.</summary>
    public Adagrad()
    {
    }

    /// <summary>Adagrad with a constant learning rate.</summary>
    public Adagrad(float learningRate) => LearningRate = learningRate;

    internal Adagrad(LearningRateSchedule learningRate, ConfigurationReader options) : base(learningRate, options)
    {
        InitialAccumulatorValue = options.Number("initial_accumulator_value", InitialAccumulatorValue);
        Epsilon = options.Number("epsilon", Epsilon);
    }

    /// <summary>What a holds before the first step.</summary>
    public double InitialAccumulatorValue { get; init => field = Argument.NotNegative(value); } = 0.1;

    /// <summary>ε, which keeps the division finite; inside the root.</summary>
    public double Epsilon { get; init => field = Argument.NotNegative(value); } = 1e-7;

    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <inheritdoc/>
    protected override void DeclareState() => AddSlot("accumulator", (float)InitialAccumulatorValue);

    /// <inheritdoc/>
    protected override void Update(UpdateRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        range.Run(new AdagradUpdate((float)range.LearningRate, (float)Epsilon));
    }

    private protected override void WriteOptions(JsonObject options)
    {
        options["initial_accumulator_value"] = InitialAccumulatorValue;
        options["epsilon"] = Epsilon;
    }
}
