namespace Unroll.Studies.Data;

/// <summary>One file of a data set.</summary>
/// <param name="RelativePath">The place under the data root, with slashes, such as <c>text/tinyshakespeare.txt</c>.</param>
/// <param name="Size">The length in bytes.</param>
/// <param name="Sha256">The SHA-256 of the contents, 64 lower-case hexadecimal digits.</param>
/// <param name="Source">Where the file is downloaded from.</param>
public sealed record DataFile(string RelativePath, long Size, string Sha256, Uri Source)
{
    /// <summary>The path of the file under a data root.</summary>
    public string PathUnder(string root) => Path.Combine(root, RelativePath.Replace('/', Path.DirectorySeparatorChar));
}
