using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Optimizers;
using Unroll.Naming;
using Unroll.Schedules;

namespace Unroll.Optimizers;

/// <summary>
/// RMSprop (Tieleman and Hinton, 2012) as Keras writes it: v = ρ·v + (1 − ρ)g²; s = η·g / √(v + ε); w −= s. Centered, v − ḡ² takes the place of v, with
/// ḡ = ρ·ḡ + (1 − ρ)g (Graves, 2013); with momentum, m = μ·m + s and w −= m.
/// </summary>
public sealed class RmsProp : Optimizer
{
    /// <summary>RMSprop with the learning rate of <see cref="Optimizer.LearningRate"/>.</summary>
    public RmsProp()
    {
    }

    /// <summary>RMSprop with a constant learning rate.</summary>
    public RmsProp(float learningRate) => LearningRate = learningRate;

    internal RmsProp(LearningRateSchedule learningRate, ConfigurationReader options) : base(learningRate, options)
    {
        Rho = options.Number("rho", Rho);
        Momentum = options.Number("momentum", Momentum);
        Epsilon = options.Number("epsilon", Epsilon);
        Centered = options.Flag("centered", false);
    }

    /// <summary>ρ, the decay of the averages.</summary>
    public double Rho { get; init => field = Argument.FractionBelowOne(value); } = 0.9;

    /// <summary>μ, how much of the last change of a weight goes into the next; 0 for none.</summary>
    public double Momentum { get; init => field = Argument.FractionBelowOne(value); }

    /// <summary>Whether gradients are divided by their deviation instead of their magnitude.</summary>
    public bool Centered { get; init; }

    /// <summary>ε, which keeps the division finite; inside the root.</summary>
    public double Epsilon { get; init => field = Argument.NotNegative(value); } = 1e-7;

    /// <inheritdoc/>
    public override string Name => "rmsprop";

    /// <inheritdoc/>
    protected override void DeclareState()
    {
        AddSlot("velocity");
        if (Centered)
            AddSlot("average_gradient");
        if (Momentum > 0)
            AddSlot("momentum");
    }

    /// <inheritdoc/>
    protected override void Update(UpdateRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        range.Run(new RmsPropUpdate((float)range.LearningRate, (float)Rho, (float)(1 - Rho), (float)Momentum, (float)Epsilon, Centered));
    }

    private protected override void WriteOptions(JsonObject options)
    {
        options["rho"] = Rho;
        options["momentum"] = Momentum;
        options["epsilon"] = Epsilon;
        options["centered"] = Centered;
    }
}
