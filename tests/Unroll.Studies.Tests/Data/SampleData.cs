using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Unroll.Studies.Data;

namespace Unroll.Studies.Tests.Data;

/// <summary>A data set of two small files that exists nowhere but in these tests.</summary>
static class SampleData
{
    public static byte[] FirstBytes { get; } = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 31 >> 3))];

    public static byte[] SecondBytes { get; } = Encoding.UTF8.GetBytes("second");

    public static DataFile First { get; } = Describe("part/first.bin", FirstBytes);

    public static DataFile Second { get; } = Describe("part/second.bin", SecondBytes);

    public static DataSource Set { get; } = new(DataKind.Text, "sample", "two files", "public domain", "these tests", [First, Second]);

    /// <summary>Puts the bytes of a file under a root, as if they had been there.</summary>
    public static string Place(string root, DataFile file, byte[] bytes)
    {
        string path = file.PathUnder(root);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    static DataFile Describe(string path, byte[] bytes) =>
        new(path, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), new Uri($"https://data.example/{path}"));
}
