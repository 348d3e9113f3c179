using System.Globalization;
using Unroll.Metrics;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Pictures;
using Unroll.Studies.Statistics;
using Unroll.Training;

namespace Unroll.Studies.Tasks;

/// <summary>Digits of a run; the test part is what each epoch is measured on.</summary>
sealed class DigitsData(DigitsConfiguration configuration, DigitData digits) : TaskData(configuration)
{
    public override DataSet Training => new DigitRowData(digits.Training);

    public override DataSet? HeldOut => new DigitRowData(digits.Test);

    public override string Description => string.Create(CultureInfo.InvariantCulture,
        $"{digits.Description}: {digits.Training.Count:N0} pictures of {digits.Training.Rows} × {digits.Training.Columns}, {digits.Test.Count:N0} for the test");

    public override bool IsSynthetic => digits.IsSynthetic;

    public override string Unit => "pictures";

    public override IReadOnlyDictionary<string, string> Metadata => DigitsRun.Metadata(digits.Training.Rows, digits.Training.Columns);

    public override TaskRun CreateRun(long steps, int workers) => new DigitsRun(configuration, digits.Training.Rows, digits.Training.Columns, steps, workers);

    public override Evaluation Measure(TaskRun run, CancellationToken cancellation)
    {
        DigitSet test = digits.Test;
        if (run.Model.InputShape[0] != test.Rows || run.Model.InputShape[1] != test.Columns)
            throw new InputException($"the model reads pictures of {run.Model.InputShape[0]} × {run.Model.InputShape[1]}; those of {digits.Description} have {test.Rows} × {test.Columns}");
        float[] outputs = ModelOutputs.Of(run, test.Count, (picture, sample) => GrayPicture.Scale(test.Picture(picture).Pixels.Span, sample), cancellation);
        int[] truth = [.. test.Labels.Select(label => (int)label)];
        int[] read = [.. Enumerable.Range(0, test.Count).Select(picture => DigitsRun.ArgMax(outputs.AsSpan(picture * DigitSet.Classes, DigitSet.Classes)))];
        ConfusionMatrix confusion = ConfusionMatrix.Of(truth, read, [.. Digits.Select(digit => $"{digit}")]);
        (double low, double high) = ShareInterval.Wilson(truth.Zip(read).Count(pair => pair.First == pair.Second), test.Count);
        double f1 = new ClassificationReport(confusion).MacroAverage.F1;
        return new Evaluation(
            [.. run.Losses(HeldOut!, HeldOutBatchSize, cancellation), new Figure("accuracyLow", low), new Figure("accuracyHigh", high), new Figure("macroF1", f1)])
        {
            Tables = new Dictionary<string, string>
            {
                ["confusion.csv"] = CsvTable.Write(Digits.Select(digit => $"read as {digit}").Prepend("digit"),
                    Digits.Select(digit => Digits.Select(other => (object)confusion[digit, other]).Prepend(digit))),
            },
        };
    }

    static IEnumerable<int> Digits => Enumerable.Range(0, DigitSet.Classes);
}
