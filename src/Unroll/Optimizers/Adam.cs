using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Numerics;
using Unroll.Kernels.Optimizers;
using Unroll.Naming;
using Unroll.Schedules;

namespace Unroll.Optimizers;

/// <summary>Adam (Kingma and Ba, 2015) as Keras writes it: w −= α·m / (√v + ε) with α = η·√(1 − β₂ᵗ) / (1 − β₁ᵗ).</summary>
public class Adam : Optimizer
{
    double _numerator, _denominator;

    /// <summary>Adam with the learning rate of <see cref="Optimizer.LearningRate"/>.</summary>
    public Adam()
    {
    }

    /// <summary>Adam with a constant learning rate.</summary>
    public Adam(float learningRate) => LearningRate = learningRate;

    internal Adam(LearningRateSchedule learningRate, ConfigurationReader options) : base(learningRate, options)
    {
        Beta1 = options.Number("beta_1", Beta1);
        Beta2 = options.Number("beta_2", Beta2);
        Epsilon = options.Number("epsilon", Epsilon);
        AmsGrad = options.Flag("amsgrad", false);
    }

    /// <summary>β₁, the decay of the first moment.</summary>
    public double Beta1 { get; init => field = Argument.FractionBelowOne(value); } = 0.9;

    /// <summary>β₂, the decay of the second moment.</summary>
    public double Beta2 { get; init => field = Argument.FractionBelowOne(value); } = 0.999;

    /// <summary>ε, which keeps the division finite; outside the root, not corrected for bias.</summary>
    public double Epsilon { get; init => field = Argument.NotNegative(value); } = 1e-7;

    /// <summary>Whether the largest v so far takes the place of v: AMSGrad (Reddi et al., 2018).</summary>
    public bool AmsGrad { get; init; }

    /// <inheritdoc/>
    public override string Name => "adam";

    /// <inheritdoc/>
    protected override void DeclareState()
    {
        AddSlot("m");
        AddSlot("v");
        if (AmsGrad)
            AddSlot("v_hat");
    }

    /// <inheritdoc/>
    protected override void BeginStep(long step) =>
        (_numerator, _denominator) = (Math.Sqrt(1 - PortableMath.Power(Beta2, step)), 1 - PortableMath.Power(Beta1, step));

    /// <inheritdoc/>
    protected override void Update(UpdateRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        double alpha = range.LearningRate * _numerator / _denominator;
        range.Run(new AdamUpdate((float)alpha, (float)(1 - Beta1), (float)(1 - Beta2), (float)Epsilon, AmsGrad));
    }

    private protected override void WriteOptions(JsonObject options)
    {
        options["beta_1"] = Beta1;
        options["beta_2"] = Beta2;
        options["epsilon"] = Epsilon;
        options["amsgrad"] = AmsGrad;
    }
}
