using System.Globalization;
using Unroll.Data;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks.Digits;
using Unroll.Training;

namespace Unroll.Studies.Tasks.Shapes;

/// <summary>One-to-many: labels, and the rows of the pictures that have them.</summary>
sealed class ShapePictures(ShapesConfiguration configuration, DigitData digits) : ShapesData(configuration)
{
    const string ReadbackFile = "readback.csv";

    readonly DigitsConfiguration _reader = new() { Seed = configuration.Seed, Epochs = configuration.ReaderEpochs };

    public override DataSet Training => new LabelRowData(digits.Training);

    public override DataSet? HeldOut => new LabelRowData(digits.Test);

    public override string Description => string.Create(CultureInfo.InvariantCulture,
        $"{digits.Description}: {digits.Training.Count:N0} pictures to write; what is written is read back by the model of study E1, "
        + $"trained on the same pictures");

    public override IReadOnlyList<string> Remarks => digits.Remarks;

    public override bool IsSynthetic => digits.IsSynthetic;

    public override string Unit => "pictures";

    public override PictureSize Size => new(digits.Training.Rows, digits.Training.Columns);

    internal override IReadOnlyList<string> Tables => [ReadbackFile];

    /// <summary>The share of the ten labels that are read back from what was written for them.</summary>
    internal override ShapeAccuracy Accuracy(TrainedModel model, CancellationToken cancellationToken)
    {
        float[] written = Write(model, cancellationToken);
        using PreparedRun trained =
            PreparedRun.From(DigitsTask.Definition, _reader, new DigitsData(_reader, digits), new RunOptions { Workers = model.Workers }, cancellationToken);
        TrainedModel reader = RunTraining.Fit(trained, model.Workers, cancellationToken).Model;
        int pixels = digits.Training.Rows * digits.Training.Columns;
        float[] read = ModelOutputs.Of(reader, DigitSet.Classes,
            (label, sample) => Ink(written.AsSpan(label * pixels, pixels), sample), cancellationToken);
        int[] answers = [.. Enumerable.Range(0, DigitSet.Classes)
            .Select(label => DigitConfusion.ArgMax(read.AsSpan(label * DigitSet.Classes, DigitSet.Classes)))];
        return new ShapeAccuracy(answers.Where((answer, label) => answer == label).Count() / (double)DigitSet.Classes, Confusion: null)
        {
            Tables = new Dictionary<string, Table>
            {
                [ReadbackFile] = new([Column.Number("label"), Column.Number("readAs"), Column.Number("probability")],
                    [.. answers.Select((answer, label) => (Cell[])[label, answer, (double)read[(label * DigitSet.Classes) + answer]])]),
            },
        };
    }

    internal override IReadOnlyDictionary<string, string> Explain(TrainedModel model, CancellationToken cancellationToken)
    {
        int pixels = digits.Training.Rows * digits.Training.Columns;
        return new WrittenInsight(digits.Training.Rows, digits.Training.Columns,
            [.. Write(model, cancellationToken).Chunk(pixels).Select(picture => (byte[])[.. picture.Select(shade => (byte)Math.Round(255 * shade))])]).ToFile();
    }

    static float[] Write(TrainedModel model, CancellationToken cancellationToken) => ModelOutputs.Of(model, DigitSet.Classes, (label, sample) =>
    {
        sample.Clear();
        sample[label] = 1;
    }, cancellationToken);

    /// <summary>
    /// Black or white, whichever a pixel is the more often: what a label alone allows is the mean of its pictures, and grey of that kind is in no picture that
    /// the
    /// reader has seen.
    /// </summary>
    internal static void Ink(ReadOnlySpan<float> shades, Span<float> ink)
    {
        for (int i = 0; i < shades.Length; i++)
            ink[i] = shades[i] >= 0.5f ? 1 : 0;
    }
}
