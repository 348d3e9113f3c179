using Unroll.Losses;

namespace Unroll.Forecasting.Heads;

/// <summary>A normal distribution, learned by its likelihood.</summary>
public sealed class NormalHead : ForecastHead
{
    /// <inheritdoc/>
    public override string Name => "normal";

    /// <inheritdoc/>
    public override int Parameters => 2;

    /// <inheritdoc/>
    public override Loss Loss { get; } = new NormalLikelihood();

    /// <inheritdoc/>
    public override bool HasDistribution => true;

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> outputs) => outputs[0];

    /// <inheritdoc/>
    public override double Quantile(ReadOnlySpan<double> outputs, double probability) =>
        outputs[0] + (PositiveNumber.Of(outputs[1]) * StandardQuantile.Normal(probability));
}
