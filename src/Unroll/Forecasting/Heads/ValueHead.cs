using System.Text.Json.Nodes;
using Unroll.Losses;

namespace Unroll.Forecasting.Heads;

/// <summary>The value alone.</summary>
/// <param name="loss">A loss that compares values; null for the mean squared error, whose forecast is the mean.</param>
public sealed class ValueHead(Loss? loss = null) : ForecastHead
{
    /// <inheritdoc/>
    public override string Name => "value";

    /// <inheritdoc/>
    public override int Parameters => 1;

    /// <inheritdoc/>
    public override Loss Loss { get; } = loss ?? Loss.MeanSquaredError;

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> outputs) => outputs[0];

    /// <inheritdoc/>
    public override double Quantile(ReadOnlySpan<double> outputs, double probability) => throw new NotSupportedException(
        $"A forecaster with a {nameof(ValueHead)} has learned no quantiles; make it with a {nameof(QuantileHead)} or a distribution.");

    internal override void WriteOptions(JsonObject options) => options["loss"] = Loss.Describe() ?? new JsonObject { ["type"] = Loss.Name };
}
