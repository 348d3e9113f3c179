using System.Globalization;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Digits;

/// <summary>The size of the pictures that a model reads, as its checkpoints carry it.</summary>
/// <param name="Rows">Rows of a picture.</param>
/// <param name="Columns">Columns of a picture.</param>
public sealed record PictureSize(int Rows, int Columns)
{
    const string RowsKey = "unroll.rows", ColumnsKey = "unroll.columns";
    const int Most = 16_384;

    /// <summary>The size as metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata => new Dictionary<string, string>
    {
        [RowsKey] = Rows.ToString(CultureInfo.InvariantCulture), [ColumnsKey] = Columns.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Reads the size from a checkpoint.</summary>
    /// <exception cref="InvalidDataException">It has none.</exception>
    public static PictureSize Read(RunMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return new PictureSize(Number(metadata, RowsKey), Number(metadata, ColumnsKey));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Rows} × {Columns}";

    static int Number(RunMetadata metadata, string key) =>
        int.TryParse(metadata.Require(key, "size of pictures"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= Most
            ? number
            : throw new InvalidDataException($"{metadata.Path}: the size of the pictures in the metadata cannot be read; use another checkpoint");
}
