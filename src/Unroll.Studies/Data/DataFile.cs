namespace Unroll.Studies.Data;

/// <summary>One file of a data set. Size and checksum are those of the contents: a packed copy counts as what it unpacks to, whatever packed it.</summary>
/// <param name="RelativePath">The place under the data root, with slashes, such as <c>text/tinyshakespeare.txt</c>; one that ends in <c>.gz</c> may lie there
/// unpacked too.</param>
/// <param name="Size">The length of the contents in bytes.</param>
/// <param name="Sha256">The SHA-256 of the contents, 64 lower-case hexadecimal digits.</param>
/// <param name="Source">Where the file is downloaded from, packed or not; null where it has no stable address.</param>
public sealed record DataFile(string RelativePath, long Size, string Sha256, Uri? Source)
{
    /// <summary>
    /// The first and last year of the file where its origin offers a longer one by date, else null: such a file is cut when the user hands it in.
    /// </summary>
    public (int First, int Last)? Years { get; init; }

    /// <summary>Where the contents come from, for messages.</summary>
    internal string Address => Source?.ToString() ?? "its origin";

    /// <summary>The path of the file under a data root.</summary>
    public string PathUnder(string root) => Path.Combine(root, RelativePath.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The path of the unpacked file under a data root: what the cache holds.</summary>
    public string UnpackedPathUnder(string root) =>
        RelativePath.EndsWith(PackedFile.Extension, StringComparison.Ordinal) ? PathUnder(root)[..^PackedFile.Extension.Length] : PathUnder(root);
}
