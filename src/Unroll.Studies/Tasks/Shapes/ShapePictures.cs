using System.Globalization;
using Unroll.Studies.Data.Digits;
using Unroll.Training;

namespace Unroll.Studies.Tasks;

/// <summary>One-to-many: labels, and the rows of the pictures that have them.</summary>
sealed class ShapePictures(ShapesConfiguration configuration, DigitData digits) : ShapeData(configuration)
{
    public override DataSet Training => new LabelRowData(digits.Training);

    public override DataSet? HeldOut => new LabelRowData(digits.Test);

    public override string Description => string.Create(CultureInfo.InvariantCulture,
        $"{digits.Description}: {digits.Training.Count:N0} pictures to write; what is written is read back by the model of study E1, trained on the same pictures");

    public override bool IsSynthetic => digits.IsSynthetic;

    public override string Unit => "pictures";

    public override IReadOnlyDictionary<string, string> Metadata => DigitsRun.Metadata(digits.Training.Rows, digits.Training.Columns);

    public override TaskRun CreateRun(long steps, int workers) => new ShapeRun(configuration, digits.Training.Rows, digits.Training.Columns, steps, workers);

    /// <summary>The share of the ten labels that are read back from what was written for them.</summary>
    protected override (double Accuracy, IReadOnlyDictionary<string, string> Tables) Accuracy(TaskRun run, CancellationToken cancellation)
    {
        float[] written = ModelOutputs.Of(run, DigitSet.Classes, (label, sample) =>
        {
            sample.Clear();
            sample[label] = 1;
        }, cancellation);
        var reading = new DigitsConfiguration { Seed = configuration.Seed, Epochs = configuration.ReaderEpochs };
        using TaskRun reader = TaskTraining.Fit(new DigitsData(reading, digits), run.Workers, cancellation);
        int pixels = digits.Training.Rows * digits.Training.Columns;
        float[] read = ModelOutputs.Of(reader, DigitSet.Classes,
            (label, sample) => Ink(written.AsSpan(label * pixels, pixels), sample), cancellation);
        int[] answers = [.. Enumerable.Range(0, DigitSet.Classes).Select(label => DigitsRun.ArgMax(read.AsSpan(label * DigitSet.Classes, DigitSet.Classes)))];
        return (answers.Where((answer, label) => answer == label).Count() / (double)DigitSet.Classes, new Dictionary<string, string>
        {
            ["readback.csv"] = CsvTable.Write(["label", "readAs", "probability"],
                answers.Select((answer, label) => new object[] { label, answer, (double)read[(label * DigitSet.Classes) + answer] })),
        });
    }

    /// <summary>
    /// Black or white, whichever a pixel is the more often: what a label alone allows is the mean of its pictures, and grey of that kind is in no picture that the
    /// reader has seen.
    /// </summary>
    internal static void Ink(ReadOnlySpan<float> shades, Span<float> ink)
    {
        for (int i = 0; i < shades.Length; i++)
            ink[i] = shades[i] >= 0.5f ? 1 : 0;
    }
}
