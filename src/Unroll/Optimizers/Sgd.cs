using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Optimizers;
using Unroll.Naming;
using Unroll.Schedules;

namespace Unroll.Optimizers;

/// <summary>
/// Gradient descent: w −= η·g. With momentum (Polyak, 1964), m = μ·m − η·g and w += m; with Nesterov's look ahead, w += μ·m − η·g. Keras' SGD.
/// </summary>
public sealed class Sgd : Optimizer
{
    /// <summary>Gradient descent with Keras' default rate of 0.01, or that of <see cref="Optimizer.LearningRate"/>.</summary>
    public Sgd() => LearningRate = 0.01f;

    /// <summary>Gradient descent with a constant learning rate.</summary>
    public Sgd(float learningRate) => LearningRate = learningRate;

    internal Sgd(LearningRateSchedule learningRate, ConfigurationReader options) : base(learningRate, options)
    {
        Momentum = options.Number("momentum", Momentum);
        Nesterov = options.Flag("nesterov", false);
    }

    /// <summary>μ, how much of the last change of a weight goes into the next; 0 for none.</summary>
    public double Momentum { get; init => field = Argument.FractionBelowOne(value); }

    /// <summary>Whether the gradient counts as one taken after the momentum's step (Nesterov, 1983; Sutskever et al., 2013).</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <inheritdoc/>
    protected override void DeclareState()
    {
        if (Momentum > 0)
            AddSlot("momentum");
    }

    /// <inheritdoc/>
    protected override void Update(UpdateRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        if (Momentum > 0)
            range.Run(new MomentumUpdate((float)range.LearningRate, (float)Momentum, Nesterov));
        else
            range.Run(new SgdUpdate((float)range.LearningRate));
    }

    private protected override void WriteOptions(JsonObject options)
    {
        options["momentum"] = Momentum;
        options["nesterov"] = Nesterov;
    }
}
