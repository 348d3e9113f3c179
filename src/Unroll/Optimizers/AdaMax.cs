using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Numerics;
using Unroll.Kernels.Optimizers;
using Unroll.Naming;
using Unroll.Schedules;

namespace Unroll.Optimizers;

/// <summary>AdaMax (Kingma and Ba, 2015, section 7) as Keras writes it: u = max(β₂·u, |g|); w −= η·m / ((1 − β₁ᵗ)(u + ε)).</summary>
public sealed class AdaMax : Optimizer
{
    double _correction;

    /// <summary>AdaMax with the learning rate of <see cref="Optimizer.LearningRate"/>.</summary>
    public AdaMax()
    {
    }

    /// <summary>AdaMax with a constant learning rate.</summary>
    public AdaMax(float learningRate) => LearningRate = learningRate;

    internal AdaMax(LearningRateSchedule learningRate, ConfigurationReader options) : base(learningRate, options)
    {
        Beta1 = options.Number("beta_1", Beta1);
        Beta2 = options.Number("beta_2", Beta2);
        Epsilon = options.Number("epsilon", Epsilon);
    }

    /// <summary>β₁, the decay of the first moment.</summary>
    public double Beta1 { get; init => field = Argument.FractionBelowOne(value); } = 0.9;

    /// <summary>β₂, the decay of the largest gradient.</summary>
    public double Beta2 { get; init => field = Argument.FractionBelowOne(value); } = 0.999;

    /// <summary>ε, which keeps the division finite.</summary>
    public double Epsilon { get; init => field = Argument.NotNegative(value); } = 1e-7;

    /// <inheritdoc/>
    public override string Name => "adamax";

    /// <inheritdoc/>
    protected override void DeclareState()
    {
        AddSlot("m");
        AddSlot("u");
    }

    /// <inheritdoc/>
    protected override void BeginStep(long step) => _correction = 1 - PortableMath.Power(Beta1, step);

    /// <inheritdoc/>
    protected override void Update(UpdateRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        range.Run(new AdaMaxUpdate((float)(range.LearningRate / _correction), (float)(1 - Beta1), (float)Beta2, (float)Epsilon));
    }

    private protected override void WriteOptions(JsonObject options)
    {
        options["beta_1"] = Beta1;
        options["beta_2"] = Beta2;
        options["epsilon"] = Epsilon;
    }
}
