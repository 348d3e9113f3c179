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

    internal DigitsModel(DigitsConfiguration configuration, PictureSize size, ModelSetup setup)
        : base(configuration, Build(configuration, size, setup), setup.Workers) => (_configuration, _size) = (configuration, size);

    static IEnumerable<int> Digits => Enumerable.Range(0, DigitSet.Classes);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata => _size.Metadata;

    /// <inheritdoc/>
    public override (string Invitation, string Command) NextStep(string run) => ("Let it predict", $"unroll predict {run} --data FILE.png");

    /// <inheritdoc/>
    protected override DigitsData Reload() => new(_configuration, DigitData.Load(_configuration.Data));

    /// <inheritdoc/>
    protected override DigitsData Load(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count == 1
            ? new DigitsData(_configuration, DigitData.Load(names[0]))
            : throw new SettingException("data", string.Join(' ', names), "one data set or folder is expected");
    }

    internal override Evaluation Measure(DigitsData data, CancellationToken cancellation)
    {
        if (data.Size != _size)
            throw new InputException($"the model reads pictures of {_size}; those of {data.Source} have {data.Size}");
        DigitSet test = data.Test;
        float[] outputs = ModelOutputs.Of(this, test.Count, (picture, sample) => GrayPicture.Scale(test.Picture(picture).Pixels.Span, sample), cancellation);
        int[] truth = [.. test.Labels.Select(label => (int)label)];
        int[] read = [.. Enumerable.Range(0, test.Count).Select(picture => ArgMax(outputs.AsSpan(picture * DigitSet.Classes, DigitSet.Classes)))];
        ConfusionMatrix confusion = ConfusionMatrix.Create(truth, read, [.. Digits.Select(digit => $"{digit}")]);
        (double low, double high) = ShareInterval.Wilson(truth.Zip(read).Count(pair => pair.First == pair.Second), test.Count);
        double f1 = new ClassificationReport(confusion).MacroAverage.F1;
        return new Evaluation(
            [.. Losses(data.HeldOut!, data.HeldOutBatchSize, cancellation), new MetricValue(LowName, low), new MetricValue(HighName, high),
                new MetricValue(F1Name, f1)])
        {
            Tables = new Dictionary<string, Table>
            {
                [ConfusionFile] = new([Column.Number("digit"), .. Digits.Select(digit => Column.Number($"read as {digit}"))],
                    [.. Digits.Select(digit => (Cell[])[digit, .. Digits.Select(other => (Cell)confusion[digit, other])])]),
            },
        };
    }

    private protected override Predictions PredictFrom(PredictionInput input, CancellationToken cancellation)
    {
        IReadOnlyList<string> files = input.FilesOnly(Configuration.Task);
        if (files.Count == 0)
            throw new InputException("predict: pass --data with an IDX file of pictures or PNG pictures");
        var rows = new List<IReadOnlyList<Cell>>();
        var remarks = new List<string>();
        foreach (string file in files)
        {
            IReadOnlyList<GrayPicture> pictures = PictureFile.Read(file);
            if (new PictureSize(pictures[0].Rows, pictures[0].Columns) != _size)
                remarks.Add($"{file}: brought from {pictures[0].Rows} × {pictures[0].Columns} to the {_size} of the model");
            float[] outputs = ModelOutputs.Of(this, pictures.Count, (picture, sample) =>
                GrayPicture.Scale(pictures[picture].LightOnDark().Resize(_size.Rows, _size.Columns).Pixels.Span, sample), cancellation);
            for (int picture = 0; picture < pictures.Count; picture++)
            {
                int digit = ArgMax(outputs.AsSpan(picture * DigitSet.Classes, DigitSet.Classes));
                rows.Add((Cell[])[file, picture + 1, digit, (double)outputs[(picture * DigitSet.Classes) + digit]]);
            }
        }

        return new Predictions(
            new Table([Column.Text("file"), Column.Number("picture"), Column.Number("digit"), Column.Number("probability")], rows), remarks);
    }

    internal static int ArgMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
            if (values[i] > values[best])
                best = i;
        return best;
    }

    internal override EvaluationOutline Outline(DigitsData data) => new([.. LossNames, LowName, HighName, F1Name], [ConfusionFile]);

    static Model Build(DigitsConfiguration configuration, PictureSize size, ModelSetup setup) => RecurrentStack.Build(
        configuration, setup, [], everyStep: false, new Dense(DigitSet.Classes, Activation.Softmax), TaskLoss.OfClasses(configuration.Loss), [Metric.Accuracy],
        new Shape(size.Rows, size.Columns));
}
