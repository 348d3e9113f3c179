using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Unroll.Studies.Data;

/// <summary>Which file data were read from, and with what contents.</summary>
/// <param name="Path">The file; the name of a text that comes with the program.</param>
/// <param name="RelativePath">Its path seen from the working directory; the same as <see cref="Path"/> where there is none.</param>
/// <param name="Length">Bytes of the contents, unpacked.</param>
/// <param name="Sha256">Checksum of the contents, unpacked.</param>
public sealed record FileIdentity(string Path, string RelativePath, long Length, string Sha256)
{
    /// <summary>The identity of a file, packed by gzip or not.</summary>
    public static FileIdentity Of(string path)
    {
        using Stream contents = PackedFile.OpenRead(path);
        string full = System.IO.Path.GetFullPath(path);
        return Of(full, System.IO.Path.GetRelativePath(Directory.GetCurrentDirectory(), full), contents);
    }

    /// <summary>The identity of contents that come with the program.</summary>
    public static FileIdentity Of(string name, Stream contents) => Of(name, name, contents);

    /// <summary>Identities as JSON, as config.json and checkpoints carry them.</summary>
    public static JsonNode ToJson(IReadOnlyList<FileIdentity> files) =>
        JsonSerializer.SerializeToNode(files, FileIdentityJson.Default.IReadOnlyListFileIdentity)!;

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The JSON is something else.</exception>
    public static IReadOnlyList<FileIdentity> FromJson(JsonElement files) => files.Deserialize(FileIdentityJson.Default.IReadOnlyListFileIdentity) ?? [];

    static FileIdentity Of(string path, string relativePath, Stream contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        long length = 0;
        for (int read; (read = contents.Read(buffer)) > 0; length += read)
            hash.AppendData(buffer, 0, read);
        return new FileIdentity(path, relativePath, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IReadOnlyList<FileIdentity>))]
sealed partial class FileIdentityJson : JsonSerializerContext;
