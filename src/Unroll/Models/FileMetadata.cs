using System.Globalization;
using Unroll.Persistence;

namespace Unroll.Models;

/// <summary>The library's own notes in a file's metadata, under keys that begin with "unroll."; numbers as the bits of their doubles.</summary>
static class FileMetadata
{
    public const string Prefix = "unroll.";

    public static string Bits(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);

    public static void Set(SafetensorsWriter writer, string key, string value) => writer.Metadata[Prefix + key] = value;

    public static string Get(SafetensorsFile file, string path, string key) => file.Metadata.TryGetValue(Prefix + key, out string? value)
        ? value
        : throw new InvalidDataException($"{path}: the metadata lacks '{Prefix}{key}'; use another checkpoint.");

    public static long Number(SafetensorsFile file, string path, string key, long most = long.MaxValue) =>
        long.TryParse(Get(file, path, key), NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= most
            ? number
            : throw new InvalidDataException($"{path}: '{Prefix}{key}' in the metadata is not a whole number from 0 to {most}; use another checkpoint.");
}
