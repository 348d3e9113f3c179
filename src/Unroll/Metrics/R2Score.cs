namespace Unroll.Metrics;

/// <summary>
/// 1 − Σ(y − p)² / Σ(y − ȳ)² of each output, and the mean over the outputs, as Keras' R2Score and scikit-learn's r2_score with "uniform_average". Targets that
/// are all equal
/// give 1 for perfect predictions and 0 for others, as in scikit-learn.
/// </summary>
public sealed class R2Score() : Metric("r2_score", MetricDirection.LargerIsBetter)
{
    const int NumbersPerOutput = 3;

    /// <inheritdoc/>
    protected override int StateLength(int outputs) => NumbersPerOutput * outputs;

    /// <inheritdoc/>
    protected override void Add(in MetricRow row)
    {
        for (int i = 0; i < row.Prediction.Length; i++)
        {
            // Mean and squared deviations are carried on (Welford): Σy² − (Σy)²/n would lose all digits of targets far from 0.
            Span<double> output = State.Slice(NumbersPerOutput * i, NumbersPerOutput);
            double target = row.TargetValue(i), deviation = target - output[0], error = target - row.Prediction[i];
            output[0] += deviation * (row.Weight / Weight);
            output[1] += row.Weight * deviation * (target - output[0]);
            output[2] += row.Weight * error * error;
        }
    }

    /// <inheritdoc/>
    protected override double Compute()
    {
        double sum = 0;
        for (int i = 0; i < State.Length; i += NumbersPerOutput)
        {
            double total = State[i + 1], residual = State[i + 2];
            sum += total != 0 ? 1 - (residual / total) : residual == 0 ? 1 : residual > 0 ? 0 : double.NaN;
        }

        return sum / (State.Length / NumbersPerOutput);
    }
}
