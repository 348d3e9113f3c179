using Unroll.Layers;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Data.Pictures;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Statistics;
using Unroll.Studies.Tables;
using Unroll.Tensors;

namespace Unroll.Studies.Tasks.Digits;

/// <summary>A model of the digits task: it reads pictures row by row and says which digit each shows.</summary>
public sealed class DigitsModel : TrainedModel<DigitsData>
{
    const string LowName = "accuracyLow", HighName = "accuracyHigh", F1Name = "macroF1", ConfusionFile = "confusion.csv";

    readonly DigitsConfiguration _configuration;
    readonly PictureSize _size;

    readonly DigitDrawing _drawing;

    internal DigitsModel(DigitsConfiguration configuration, PictureSize size, DigitDrawing drawing, ModelSetup setup)
        : base(configuration, Build(configuration, size, setup), setup.Workers) => (_configuration, _size, _drawing) = (configuration, size, drawing);

    static IEnumerable<int> Digits => Enumerable.Range(0, DigitSet.Classes);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata =>
        new Dictionary<string, string>(_size.Metadata.Concat(DrawingMetadata.Of(_drawing)));

    /// <inheritdoc/>
    public override (string Invitation, string Command) NextStep(string run) => ("Let it predict", $"unroll predict {run} --data FILE.png");

    /// <inheritdoc/>
    protected override DigitsData Reload() => new(_configuration, DigitData.Load(_configuration.Data, known: _drawing.Levels));

    /// <inheritdoc/>
    protected override DigitsData Load(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count == 1
            ? new DigitsData(_configuration, DigitData.Load(names[0], known: _drawing.Levels))
            : throw new SettingException("data", string.Join(' ', names), "one data set or folder is expected");
    }

    internal override Evaluation Measure(DigitsData data, CancellationToken cancellationToken)
    {
        if (data.Size != _size)
            throw new InputException($"the model reads pictures of {_size}; those of {data.Source} have {data.Size}");
        ConfusionMatrix confusion = DigitConfusion.Of(this, data.Test, cancellationToken);
        (double low, double high) = ShareInterval.Wilson((int)Digits.Sum(digit => confusion[digit, digit]), data.Test.Count);
        double f1 = new ClassificationReport(confusion).MacroAverage.F1;
        return new Evaluation(
            [.. Losses(data.HeldOut!, data.HeldOutBatchSize, cancellationToken), new MetricValue(LowName, low), new MetricValue(HighName, high),
                new MetricValue(F1Name, f1)])
        {
            Confusion = confusion,
            Tables = new Dictionary<string, Table>
            {
                [ConfusionFile] = new([Column.Number("digit"), .. Digits.Select(digit => Column.Number($"read as {digit}"))],
                    [.. Digits.Select(digit => (Cell[])[digit, .. Digits.Select(other => (Cell)confusion[digit, other])])]),
            },
        };
    }

    /// <summary>
    /// Reads the digits of pictures and IDX files; paper and ink, size and place are brought to those of the pictures that the model was trained on.
    /// </summary>
    private protected override Predictions PredictFrom(PredictionInput input, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> files = input.FilesAlone(Configuration.Task);
        return files.Count > 0
            ? new DigitReader(this, _size, _drawing).Read(files, cancellationToken)
            : throw new InputException($"predict: pass --data with pictures ({PictureFormat.Read}) or an IDX file");
    }

    internal override EvaluationOutline Outline(DigitsData data) => new([.. LossNames, LowName, HighName, F1Name], [ConfusionFile]);

    internal override IReadOnlyDictionary<string, string> Explain(DigitsData data, CancellationToken cancellationToken) =>
        DigitsInsight.Look(this, data.Test, cancellationToken).ToFile();

    static Model Build(DigitsConfiguration configuration, PictureSize size, ModelSetup setup) => RecurrentStack.Build(
        configuration, setup, [], everyStep: false, new Dense(DigitSet.Classes, Activation.Softmax), TaskLoss.OfClasses(configuration.Loss), [Metric.Accuracy],
        new Shape(size.Rows, size.Columns));
}
