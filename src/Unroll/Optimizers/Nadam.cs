using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Numerics;
using Unroll.Kernels.Optimizers;
using Unroll.Naming;
using Unroll.Schedules;

namespace Unroll.Optimizers;

/// <summary>
/// Adam with Nesterov's look ahead (Dozat, 2016) as Keras writes it: uₜ = β₁(1 − ½·0.96ᵗ), U = u₁·u₂·…·uₜ,
/// m̂ = uₜ₊₁·m / (1 − U·uₜ₊₁) + (1 − uₜ)·g / (1 − U), v̂ = v / (1 − β₂ᵗ), w −= η·m̂ / (√v̂ + ε).
/// </summary>
public sealed class Nadam : Optimizer
{
    OptimizerScalar? _product;
    double _momentumPart, _gradientPart, _correction;

    /// <summary>Nadam with the learning rate of <see cref="Optimizer.LearningRate"/>.</summary>
    public Nadam()
    {
    }

    /// <summary>Nadam with a constant learning rate.</summary>
    public Nadam(float learningRate) => LearningRate = learningRate;

    internal Nadam(LearningRateSchedule learningRate, ConfigurationReader options) : base(learningRate, options)
    {
        Beta1 = options.Number("beta_1", Beta1);
        Beta2 = options.Number("beta_2", Beta2);
        Epsilon = options.Number("epsilon", Epsilon);
    }

    /// <summary>β₁, the decay of the first moment.</summary>
    public double Beta1 { get; init => field = Argument.FractionBelowOne(value); } = 0.9;

    /// <summary>β₂, the decay of the second moment.</summary>
    public double Beta2 { get; init => field = Argument.FractionBelowOne(value); } = 0.999;

    /// <summary>ε, which keeps the division finite.</summary>
    public double Epsilon { get; init => field = Argument.NotNegative(value); } = 1e-7;

    /// <inheritdoc/>
    public override string Name => "nadam";

    /// <inheritdoc/>
    protected override void DeclareState()
    {
        AddSlot("m");
        AddSlot("v");
        _product = AddScalar("u_product", 1);
    }

    /// <inheritdoc/>
    protected override void BeginStep(long step)
    {
        double now = Momentum(step), next = Momentum(step + 1);
        double product = _product!.Value *= now;
        _momentumPart = next / (1 - (product * next));
        _gradientPart = (1 - now) / (1 - product);
        _correction = 1 / (1 - PortableMath.Power(Beta2, step));
    }

    /// <inheritdoc/>
    protected override void Update(UpdateRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        double rate = range.LearningRate;
        range.Run(new NadamUpdate((float)(rate * _momentumPart), (float)(rate * _gradientPart), (float)_correction, (float)(1 - Beta1), (float)(1 - Beta2),
            (float)Epsilon));
    }

    double Momentum(long step) => Beta1 * (1 - (0.5 * PortableMath.Power(0.96, step)));

    private protected override void WriteOptions(JsonObject options)
    {
        options["beta_1"] = Beta1;
        options["beta_2"] = Beta2;
        options["epsilon"] = Epsilon;
    }
}
