using Unroll.Studies.Runs;
using Unroll.Training;

namespace Unroll.Studies.Tasks.Text;

/// <summary>
/// Measures a text model whose weights follow the text that it reads, with the state carried: dynamic evaluation (Krause et al., 2018). Its metrics have names
/// of their own, as they are none of the trained weights alone. The numbers were chosen on a part of a training text.
/// </summary>
static class DynamicTextEvaluation
{
    const string Prefix = "dynamic";
    const int TrainingBatch = 32;

    static readonly DynamicEvaluation s_evaluation = new();

    /// <summary>Loss, bits per character and accuracy.</summary>
    /// <param name="model">The model; it has its weights back at the end.</param>
    /// <param name="own">The text that it was trained on.</param>
    /// <param name="data">The text whose held-out part is read.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="NotFiniteNumberException">The loss is NaN or infinite.</exception>
    public static Evaluation Measure(TextModel model, TextData own, TextData data, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, double> metrics = s_evaluation.Evaluate(
            model.Network, own.TrainingSegments, TrainingBatch, data.HeldOutSegments, 1, model.Workers, cancellationToken);
        double loss = metrics["loss"];
        FiniteNumbers.OfLoss(loss);
        return new Evaluation(
            [
                .. Named("loss", loss),
                .. TaskLoss.IsEntropy(model.Configuration.Loss) ? Named("bitsPerCharacter", data.BitsPerCharacter(loss)) : [],
                .. metrics.Where(metric => metric.Key != "loss").SelectMany(metric => Named(metric.Key, metric.Value)),
            ])
        {
            Remarks =
            [
                $"dynamic evaluation: the weights follow the text as it is read, {TextData.SegmentSteps} {data.Unit} at a time; the run keeps the trained ones",
            ],
        };

        static IEnumerable<MetricValue> Named(string name, double value) =>
            [new MetricValue(MetricName.Of($"{Prefix}_{char.ToUpperInvariant(name[0])}{name[1..]}"), value)];
    }
}
