using System.Globalization;
using System.Text;
using Unroll.Persistence;

namespace Unroll.Training.Callbacks;

/// <summary>
/// Writes the metric values of every epoch to a CSV file: Keras' CSVLogger. Columns: epoch (from 0), then the metrics in the order of their names; without
/// validation in
/// the first epoch a column val_… follows for each. What an epoch lacks is NA; lines end in CR LF. A resumed run continues after the last line that its
/// checkpoint knows.
/// </summary>
/// <param name="path">The file; its folder is made when it is not there.</param>
public sealed class CsvLogger(string path) : Callback
{
    const string LearningRate = "learning_rate";

    string[]? _columns;
    long? _length;

    /// <summary>What stands between two columns.</summary>
    public string Separator { get; init; } = ",";

    /// <summary>Whether a new run adds to a file that is there instead of replacing it; the head line is then written only if the file is empty.</summary>
    public bool Append { get; init; }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public override void OnTrainBegin(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        OutputFile.Check(nameof(CsvLogger), path);
        if (trainer.Step == 0)
            (_columns, _length) = (null, null);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(Trainer trainer, EpochLog epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        OutputFile.Write(nameof(CsvLogger), path, file =>
        {
            using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            // Lines after the length that the last line (or the checkpoint) left are those of a run that went on for longer than it was saved.
            stream.SetLength(Math.Min(_length ?? (Append ? stream.Length : 0), stream.Length));
            stream.Position = stream.Length;
            _columns ??= Columns(epoch);
            string head = stream.Length == 0 ? Line(_columns.Prepend("epoch")) : "";
            stream.Write(Encoding.UTF8.GetBytes(head + Line(Row(epoch))));
            _length = stream.Length;
        });
    }

    /// <inheritdoc/>
    public override string? SaveState() => _columns is null ? null : string.Join('\n', _columns.Prepend(_length!.Value.ToString(CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public override void RestoreState(string state)
    {
        ArgumentNullException.ThrowIfNull(state);
        string[] lines = state.Split('\n');
        _length = long.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? length
            : throw new InvalidDataException(
                $"The checkpoint's state of CsvLogger, '{state.ReplaceLineEndings(" ")}', does not begin with a length; use a checkpoint of this version.");
        _columns = lines[1..];
    }

    static string[] Columns(EpochLog epoch)
    {
        string[] names = [.. epoch.Values.Keys.Order(StringComparer.Ordinal)];
        return Array.Exists(names, name => name.StartsWith("val_", StringComparison.Ordinal))
            ? names
            : [.. names, .. names.Where(name => name != LearningRate).Select(name => "val_" + name)];
    }

    IEnumerable<string> Row(EpochLog epoch) => _columns!
        .Select(name => epoch.Values.TryGetValue(name, out double value) ? value.ToString("R", CultureInfo.InvariantCulture) : "NA")
        .Prepend((epoch.Epoch - 1).ToString(CultureInfo.InvariantCulture));

    string Line(IEnumerable<string> fields) => string.Join(Separator, fields.Select(Quoted)) + "\r\n";

    /// <summary>Quotes only where the text would be read otherwise.</summary>
    string Quoted(string field) => field.Contains(Separator, StringComparison.Ordinal) || field.AsSpan().ContainsAny('"', '\r', '\n')
        ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : field;
}
