using Unroll.Losses;

namespace Unroll.Forecasting.Heads;

/// <summary>Student's t distribution, learned by its likelihood: for values with outliers.</summary>
public sealed class StudentTHead : ForecastHead
{
    /// <inheritdoc/>
    public override string Name => "student_t";

    /// <inheritdoc/>
    public override int Parameters => 3;

    /// <inheritdoc/>
    public override Loss Loss { get; } = new StudentTLikelihood();

    /// <inheritdoc/>
    public override bool HasDistribution => true;

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> outputs) => outputs[0];

    /// <inheritdoc/>
    public override double Quantile(ReadOnlySpan<double> outputs, double probability) => outputs[0]
        + (PositiveNumber.Of(outputs[1]) * StandardQuantile.StudentT(probability, StudentTLikelihood.LeastFreedom + PositiveNumber.Of(outputs[2])));
}
