using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Optimizers;
using Unroll.Naming;
using Unroll.Schedules;

namespace Unroll.Optimizers;

/// <summary>
/// Adadelta (Zeiler, 2012) as Keras writes it: a = ρ·a + (1 − ρ)g²; Δ = √(d + ε) / √(a + ε) · g; d = ρ·d + (1 − ρ)Δ²; w −= η·Δ. Keras' default rate is 0.001,
/// the paper's is 1.
/// </summary>
public sealed class Adadelta : Optimizer
{
    /// <summary>Adadelta with the learning rate of <see cref="Optimizer.LearningRate"/>.</summary>
    public Adadelta()
    {
    }

    /// <summary>Adadelta with a constant learning rate.</summary>
    public Adadelta(float learningRate) => LearningRate = learningRate;

    internal Adadelta(LearningRateSchedule learningRate, ConfigurationReader options) : base(learningRate, options)
    {
        Rho = options.Number("rho", Rho);
        Epsilon = options.Number("epsilon", Epsilon);
    }

    /// <summary>ρ, the decay of both averages.</summary>
    public double Rho { get; init => field = Argument.FractionBelowOne(value); } = 0.95;

    /// <summary>ε, which lets the first step move and keeps the division finite; inside both roots.</summary>
    public double Epsilon { get; init => field = Argument.NotNegative(value); } = 1e-7;

    /// <inheritdoc/>
    public override string Name => "adadelta";

    /// <inheritdoc/>
    protected override void DeclareState()
    {
        AddSlot("accumulated_gradient");
        AddSlot("accumulated_change");
    }

    /// <inheritdoc/>
    protected override void Update(UpdateRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        range.Run(new AdadeltaUpdate((float)range.LearningRate, (float)Rho, (float)(1 - Rho), (float)Epsilon));
    }

    private protected override void WriteOptions(JsonObject options)
    {
        options["rho"] = Rho;
        options["epsilon"] = Epsilon;
    }
}
