using System.Globalization;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Digits;

/// <summary>How the pictures are drawn that a model was trained on, as its checkpoints carry it.</summary>
static class DrawingMetadata
{
    const string PaperKey = "unroll.paper", InkKey = "unroll.ink", BoxKey = "unroll.box";

    /// <summary>The drawing as metadata.</summary>
    public static IReadOnlyDictionary<string, string> Of(DigitDrawing drawing) => new Dictionary<string, string>
    {
        [PaperKey] = Text(drawing.Levels.Paper), [InkKey] = Text(drawing.Levels.Ink), [BoxKey] = Text(drawing.Box),
    };

    /// <summary>Reads the drawing from a checkpoint.</summary>
    /// <exception cref="InvalidDataException">It has none, or one that fits no picture.</exception>
    public static DigitDrawing Read(RunMetadata metadata, PictureSize size)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var levels = new InkLevels((byte)Number(metadata, PaperKey, byte.MaxValue), (byte)Number(metadata, InkKey, byte.MaxValue));
        return levels.IsBlank
            ? throw Unreadable(metadata)
            : new DigitDrawing(levels, Number(metadata, BoxKey, Math.Max(size.Rows, size.Columns)));
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    static int Number(RunMetadata metadata, string key, int most)
    {
        string text = metadata.Find(key) ?? throw new InvalidDataException(
            $"{metadata.Path}: the file does not say what is paper and what is ink in its pictures; it is of an earlier version: train the model again");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= most ? number : throw Unreadable(metadata);
    }

    static InvalidDataException Unreadable(RunMetadata metadata) =>
        new($"{metadata.Path}: paper and ink of the pictures in the metadata cannot be read; use another checkpoint");
}
