using Unroll.Studies.Data;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Tasks.Digits;

/// <summary>What was read of a whole IDX file: how often each digit, how certainly, and how much of it is right where labels lie beside the file.</summary>
static class DigitSums
{
    public static IReadOnlyList<Column> Columns { get; } =
        [Column.Text("file"), Column.Text("digit"), Column.Number("pictures"), Column.Number("meanProbability"), Column.Number("accuracy")];

    /// <summary>A row for each digit and one for all; without labels their accuracy is not there.</summary>
    public static IEnumerable<IReadOnlyList<Cell>> Of(string path, (int Digit, float Probability)[] answers, IReadOnlyList<byte>? labels)
    {
        (int Digit, float Probability, int Place)[] read =
            [.. answers.Select((answer, place) => (answer.Digit, answer.Probability, place)).Where(answer => answer.Digit >= 0)];
        yield return Row("all", read);
        for (int digit = 0; digit < DigitSet.Classes; digit++)
            yield return Row($"{digit}", [.. read.Where(answer => answer.Digit == digit)]);
        if (read.Length < answers.Length)
            yield return [path, "none (blank)", answers.Length - read.Length, double.NaN, double.NaN];

        Cell[] Row(string name, (int Digit, float Probability, int Place)[] part) =>
        [
            path, name, part.Length, part.Length == 0 ? double.NaN : part.Average(answer => answer.Probability),
            labels is null || part.Length == 0 ? double.NaN : part.Count(answer => labels[answer.Place] == answer.Digit) / (double)part.Length,
        ];
    }

    /// <summary>The labels of the file that is called like that of the pictures; null where there is none, or none that fits.</summary>
    public static IReadOnlyList<byte>? Labels(string path, int count, FileRemarks remarks)
    {
        string name = Path.GetFileName(path);
        string other = name.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
        if (other == name)
            return null;
        string bare = Path.Combine(Path.GetDirectoryName(path) ?? "", other);
        string unpacked = bare.EndsWith(PackedFile.Extension, StringComparison.Ordinal) ? bare[..^PackedFile.Extension.Length] : bare;
        string? labels = new[] { bare, unpacked, unpacked + PackedFile.Extension }.FirstOrDefault(File.Exists);
        if (labels is null)
            return null;
        try
        {
            var file = IdxFile.Read(labels, rank: 1);
            if (file.Dimensions[0] == count && !file.Elements.Span.ContainsAnyExceptInRange((byte)0, (byte)(DigitSet.Classes - 1)))
                return file.Elements.ToArray();
            remarks.Add(labels, $"these labels do not belong to the {count} pictures beside them, and no accuracy is computed");
        }
        catch (InputException error)
        {
            remarks.Add(path, $"no accuracy is computed, as its labels cannot be read: {error.Message}");
        }

        return null;
    }
}
