namespace Unroll.Studies.Data.Pictures;

/// <summary>Checks what the header of a picture promises, before memory is taken for it.</summary>
static class PictureExtent
{
    /// <summary>No side is longer.</summary>
    public const int Longest = 16_384;

    const int MostPixels = 1 << 26;

    /// <exception cref="InputException">The picture is empty, or larger than any that is read.</exception>
    public static void Require(string path, long columns, long rows)
    {
        if (columns is < 1 or > Longest || rows is < 1 or > Longest)
            throw new InputException($"{path}: the picture has {columns} × {rows} pixels; 1 to {Longest} each are read");
        if (rows * columns > MostPixels)
            throw new InputException($"{path}: the picture has {columns} × {rows} pixels; at most {MostPixels} in all are read");
    }

    /// <summary>What is said of a picture that does not hold what its header promises.</summary>
    public static InputException Damaged(string path, Exception? error = null)
    {
        string message = $"{path}: the picture is damaged or cut short";
        return error is null ? new InputException(message) : new InputException(message, error);
    }
}
