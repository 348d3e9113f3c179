using System.Globalization;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Pictures;
using Unroll.Studies.Statistics;
using Unroll.Training;

namespace Unroll.Studies.Tasks;

/// <summary>Digits of a run; the test part is what each epoch is measured on.</summary>
sealed class DigitsData(DigitsConfiguration configuration, DigitData digits) : TaskData
{
    public override DataSet Training => new DigitRowData(digits.Training);

    public override DataSet? HeldOut => new DigitRowData(digits.Test);

    public override int HeldOutBatchSize => configuration.Batch;

    public override string Description => string.Create(CultureInfo.InvariantCulture,
        $"{digits.Description}: {digits.Training.Count:N0} pictures of {digits.Training.Rows} × {digits.Training.Columns}, {digits.Test.Count:N0} for the test");

    public override bool IsSynthetic => digits.IsSynthetic;

    public override string Unit => "pictures";

    public override int UnitsPerStep => configuration.Batch;

    public override IReadOnlyDictionary<string, string> Metadata => DigitsRun.Metadata(digits.Training.Rows, digits.Training.Columns);

    public override TaskRun CreateRun(long steps, int workers) => new DigitsRun(configuration, digits.Training.Rows, digits.Training.Columns, steps, workers);

    public override Evaluation Measure(TaskRun run, CancellationToken cancellation)
    {
        DigitSet test = digits.Test;
        if (run.Model.InputShape[0] != test.Rows || run.Model.InputShape[1] != test.Columns)
            throw new InputException($"the model reads pictures of {run.Model.InputShape[0]} × {run.Model.InputShape[1]}; those of {digits.Description} have {test.Rows} × {test.Columns}");
        float[] outputs = ModelOutputs.Of(run, test.Count, (picture, sample) => GrayPicture.Scale(test.Picture(picture).Pixels.Span, sample), cancellation);
        int[,] confusion = new int[DigitSet.Classes, DigitSet.Classes];
        int right = 0;
        for (int picture = 0; picture < test.Count; picture++)
        {
            int predicted = DigitsRun.ArgMax(outputs.AsSpan(picture * DigitSet.Classes, DigitSet.Classes));
            confusion[test.Labels[picture], predicted]++;
            right += predicted == test.Labels[picture] ? 1 : 0;
        }

        (double low, double high) = ShareInterval.Wilson(right, test.Count);
        return new Evaluation([.. run.Losses(HeldOut!, HeldOutBatchSize, cancellation), new Figure("accuracyLow", low), new Figure("accuracyHigh", high)])
        {
            Tables = new Dictionary<string, string>
            {
                ["confusion.csv"] = CsvTable.Write(Names.Prepend("digit"),
                    Enumerable.Range(0, DigitSet.Classes).Select(digit => Enumerable.Range(0, DigitSet.Classes).Select(read => (object)confusion[digit, read]).Prepend(digit))),
            },
        };
    }

    static IEnumerable<string> Names => Enumerable.Range(0, DigitSet.Classes).Select(digit => $"read as {digit}");
}
