using System.Globalization;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Data.Pictures;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Tasks.Digits;

/// <summary>Reads the digits of files: each picture is drawn as those that the model was trained on, each IDX file as a whole.</summary>
sealed class DigitReader(TrainedModel model, PictureSize size, DigitDrawing drawing)
{
    /// <summary>Ink on a larger part of the border is said.</summary>
    const double MostAtBorder = 0.1;

    static readonly Column[] s_columns = [Column.Text("file"), Column.Number("picture"), Column.Number("digit"), Column.Number("probability")];

    readonly FileRemarks _remarks = new();

    public Predictions Read(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        List<IReadOnlyList<Cell>> rows = [], single = [], sums = [];
        foreach (string path in files)
        {
            PictureFile file = PictureFile.Read(path);
            (int Digit, float Probability)[] answers = file.IsSet ? ReadSet(file, cancellationToken) : [ReadPicture(file, cancellationToken)];
            IEnumerable<IReadOnlyList<Cell>> read = answers.Select((answer, place) => (IReadOnlyList<Cell>)(answer.Digit < 0
                ? [path, place + 1, double.NaN, double.NaN]
                : [path, place + 1, answer.Digit, (double)answer.Probability]));
            rows.AddRange(read);
            if (file.IsSet)
                sums.AddRange(DigitSums.Of(path, answers, DigitSums.Labels(path, answers.Length, _remarks)));
            else
                single.AddRange(read);
        }

        return new Predictions(new Table(s_columns, rows), _remarks.Lines)
        {
            Summary = sums.Count == 0 ? null : new PredictionSummary(new Table(s_columns, single), new Table(DigitSums.Columns, sums)),
        };
    }

    /// <summary>All pictures of a set have one paper and one ink; where they have the model's size, they stay as they are but for these.</summary>
    (int Digit, float Probability)[] ReadSet(PictureFile file, CancellationToken cancellationToken)
    {
        GrayPicture first = file.Pictures[0];
        InkLevels levels = file.Levels.OrKnown(drawing.Levels);
        if (levels != InkLevels.OfMnist)
            _remarks.Add(file.Path, levels.Describe());
        bool isSameSize = new PictureSize(first.Rows, first.Columns) == size;
        if (!isSameSize)
            _remarks.Add(file.Path, Brought(first));
        int[] blank = [.. Enumerable.Range(0, file.Pictures.Count).Where(picture => file.Pictures[picture].IsBlank)];
        if (blank.Length > 0)
            _remarks.Add(file.Path, string.Create(CultureInfo.InvariantCulture,
                $"{blank.Length} of {file.Pictures.Count} pictures are blank, the first is picture {blank[0] + 1}; no digit is named for them"));
        GrayPicture[] drawn = [.. file.Pictures.Select(picture => Drawn(levels.Apply(picture)))];
        int framed = drawn.Count(InkShape.IsFramed);
        if (framed > DigitData.MostTurnedOver * drawn.Length)
            _remarks.Add(file.Path, $"{framed} of {drawn.Length} pictures seem to be drawn the other way round, ink as paper; they are read as they are");
        (int Digit, float Probability)[] answers = Answers(drawn, cancellationToken);
        foreach (int picture in blank)
            answers[picture] = (-1, 0);
        return answers;

        GrayPicture Drawn(GrayPicture ink) => isSameSize ? ink : drawing.Draw(ink, size.Rows, size.Columns, out _);
    }

    (int Digit, float Probability) ReadPicture(PictureFile file, CancellationToken cancellationToken)
    {
        GrayPicture picture = file.Pictures[0];
        InkLevels levels = file.Levels;
        if (levels.IsBlank)
            throw new InputException($"{file.Path}: a blank picture: nothing on it differs from its paper, of shade {levels.Paper} of 255");
        if (file.IsAnimated)
            _remarks.Add(file.Path, "animated; its first picture is read");
        if (levels.Paper is not (GrayPicture.Black or GrayPicture.White))
            _remarks.Add(file.Path, $"paper of shade {levels.Paper} and ink of {levels.Ink} are stretched to full contrast");
        GrayPicture ink = levels.Apply(picture), drawn = drawing.Draw(ink, size.Rows, size.Columns, out int pieces);
        if (new PictureSize(picture.Rows, picture.Columns) != size)
            _remarks.Add(file.Path, Brought(picture));
        else if (!drawn.Pixels.Equals(ink.Pixels))
            _remarks.Add(file.Path, "the digit was moved or scaled to lie as in the pictures that the model was trained on");
        if (pieces > 1)
            _remarks.Add(file.Path, $"seems to show {pieces} digits side by side; the model reads one digit a picture, so cut them apart");
        else if (InkShape.BorderShare(ink) > MostAtBorder)
            _remarks.Add(file.Path, "ink reaches the border: the digit is cut off, or the paper is unevenly lit");
        return Answers([drawn], cancellationToken)[0];
    }

    string Brought(GrayPicture picture) => $"brought from {picture.Rows} × {picture.Columns} to the {size} of the model";

    (int Digit, float Probability)[] Answers(GrayPicture[] drawn, CancellationToken cancellationToken)
    {
        float[] outputs = ModelOutputs.Of(model, drawn.Length, (picture, sample) => GrayPicture.Scale(drawn[picture].Pixels.Span, sample), cancellationToken);
        return [.. Enumerable.Range(0, drawn.Length).Select(picture =>
        {
            ReadOnlySpan<float> probabilities = outputs.AsSpan(picture * DigitSet.Classes, DigitSet.Classes);
            int digit = DigitConfusion.ArgMax(probabilities);
            return (digit, probabilities[digit]);
        })];
    }
}
