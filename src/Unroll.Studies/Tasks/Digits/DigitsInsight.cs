using System.Text.Json.Serialization;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Digits;

/// <summary>insight.json of a run that reads digits: the pictures of the test that it misread although it was sure.</summary>
/// <param name="Pictures">Pictures of the test.</param>
/// <param name="Wrong">How many of them were misread.</param>
/// <param name="Misread">The surest misread ones, the surest first.</param>
public sealed record DigitsInsight(int Pictures, int Wrong, IReadOnlyList<MisreadDigit> Misread)
{
    const int Most = 24;

    /// <summary>Reads the pictures of a test and keeps the surest misread ones.</summary>
    internal static DigitsInsight Look(TrainedModel model, DigitSet test, CancellationToken cancellationToken)
    {
        float[] outputs = DigitConfusion.Outputs(model, test, cancellationToken);
        (int Picture, int Read, float Probability)[] wrong =
        [
            .. from picture in Enumerable.Range(0, test.Count)
               let read = DigitConfusion.ArgMax(outputs.AsSpan(picture * DigitSet.Classes, DigitSet.Classes))
               where read != test.Labels[picture]
               let probability = outputs[(picture * DigitSet.Classes) + read]
               orderby probability descending
               select (picture, read, probability),
        ];
        return new DigitsInsight(test.Count, wrong.Length, [.. wrong.Take(Most).Select(one => new MisreadDigit(one.Picture, test.Labels[one.Picture], one.Read,
            Math.Round(one.Probability, 4), test.Rows, test.Columns, test.Picture(one.Picture).Pixels.ToArray()))]);
    }

    /// <summary>The insight as the file of a run.</summary>
    internal IReadOnlyDictionary<string, string> ToFile() => InsightFile.Of(this, DigitsInsightJson.Readable.DigitsInsight);

    /// <summary>Reads what <see cref="ToFile"/> gave.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static DigitsInsight Read(string path) => InsightFile.Read(path, DigitsInsightJson.Readable.DigitsInsight,
        insight => insight.Misread.All(one => one.IsWhole));
}

/// <summary>A picture that was read as another digit.</summary>
/// <param name="Picture">Its number in the test, from 0.</param>
/// <param name="Digit">What it shows.</param>
/// <param name="ReadAs">What it was taken for.</param>
/// <param name="Probability">How sure the model was of that.</param>
/// <param name="Rows">Rows of pixels.</param>
/// <param name="Columns">Columns of pixels.</param>
/// <param name="Pixels">Row by row; 0 is the paper.</param>
public sealed record MisreadDigit(int Picture, int Digit, int ReadAs, double Probability, int Rows, int Columns, byte[] Pixels)
{
    internal bool IsWhole => Rows > 0 && Columns > 0 && Pixels.Length == (long)Rows * Columns;
}

[JsonSerializable(typeof(DigitsInsight))]
sealed partial class DigitsInsightJson : JsonSerializerContext
{
    public static DigitsInsightJson Readable { get; } = new(InsightFile.Options);
}
