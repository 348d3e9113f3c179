using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Numerics;
using Unroll.Losses;

namespace Unroll.Forecasting.Heads;

/// <summary>The negative binomial distribution, learned by its likelihood: for counts, whole numbers of at least 0, many of which may be 0.</summary>
public sealed class NegativeBinomialHead : ForecastHead
{
    NegativeBinomialLikelihood _loss = new();

    /// <summary>What counts are near to; fitting a forecaster sets it to the mean of the training part.</summary>
    public double Level { get => _loss.Level; init => _loss = new() { Level = (float)Argument.AboveZero(value) }; }

    /// <inheritdoc/>
    public override string Name => "negative_binomial";

    /// <inheritdoc/>
    public override int Parameters => 2;

    /// <inheritdoc/>
    public override Loss Loss => _loss;

    /// <inheritdoc/>
    public override bool ReadsRawValues => true;

    /// <inheritdoc/>
    public override bool HasDistribution => true;

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> outputs) => Level * PositiveNumber.Of(outputs[0]);

    /// <inheritdoc/>
    public override double Quantile(ReadOnlySpan<double> outputs, double probability)
    {
        // P(Y ≤ k) = I(r / (r + μ); r, k + 1), which rises with k: double the bound until it is above, then halve the distance.
        double mean = Value(outputs), r = 1 / PositiveNumber.Of(outputs[1]), share = r / (r + mean);
        if (Reaches(0))
            return 0;
        double below = 0, above = Math.Max(1, Math.Ceiling(mean));
        for (; !Reaches(above); above *= 2)
            below = above;
        while (above - below > 1)
        {
            double middle = Math.Floor((below + above) / 2);
            (below, above) = Reaches(middle) ? (below, middle) : (middle, above);
        }

        return above;

        bool Reaches(double count) => GammaFunctions.Beta(share, r, count + 1) >= probability;
    }

    internal override void Check(Series series, string column)
    {
        double[] values = series.Values(column);
        for (int step = 0; step < values.Length; step++)
            if (values[step] < 0 || Math.Floor(values[step]) < values[step])
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"Value {step} of the column '{column}' of {series.Name} is {values[step]}; counts are whole numbers of at least 0."), nameof(series));
    }

    internal override void WriteOptions(JsonObject options) => options["level"] = Level;

    private protected override ForecastHead ForMean(double mean) => mean > 0 ? new NegativeBinomialHead { Level = mean } : this;
}
