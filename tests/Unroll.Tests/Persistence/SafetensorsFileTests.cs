using System.Buffers.Binary;
using Unroll.Persistence;

namespace Unroll.Tests.Persistence;

public sealed class SafetensorsFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string Target => _folder.File("model.safetensors");

    public void Dispose() => _folder.Dispose();

    SafetensorsFile Open(byte[] bytes)
    {
        File.WriteAllBytes(Target, bytes);
        return SafetensorsFile.Open(Target);
    }

    [Fact]
    public void Open_ReadsAFileWithoutChecksum_AsPythonWritesIt()
    {
        byte[] data = new byte[24];
        for (int i = 0; i < 4; i++) BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(4 * i), i - 1.5f);
        BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(16), -7);

        using SafetensorsFile file = Open(SafetensorsBytes.Create(
            """
            {"steps": {"dtype": "I64", "shape": [], "data_offsets": [16, 24]}, "__metadata__": {"format": "pt"},
             "weight": {"shape": [2, 2], "dtype": "F32", "data_offsets": [0, 16]}}
            """, data));

        Assert.False(file.HasChecksum);
        Assert.Equal(Target, file.FilePath);
        Assert.Equal("pt", Assert.Single(file.Metadata).Value);
        Assert.Equal(["weight F32[2, 2]", "steps I64[]"], file.Tensors.Select(tensor => tensor.ToString()));
        Assert.True(file.TryGet("weight", out SafetensorsTensor? weight));
        Assert.Equal([2, 2], weight.Shape);
        Assert.Equal(4, weight.Count);
        Assert.False(file.TryGet("bias", out _));

        float[] values = new float[4];
        long[] steps = new long[1];
        file.Read("weight", values);
        file.ReadInt64("steps", steps);
        Assert.Equal([-1.5f, -0.5f, 0.5f, 1.5f], values);
        Assert.Equal([-7], steps);
    }

    [Fact]
    public void Open_ReadsAFile_WithoutTensorsAndMetadata()
    {
        using SafetensorsFile file = Open(SafetensorsBytes.Create("{}"));
        Assert.Empty(file.Tensors);
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void Open_AllowsEveryTypeOfTheFormat_AndEmptyTensorsAmongOthers()
    {
        using SafetensorsFile file = Open(SafetensorsBytes.Create(
            """
            {"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"F4","shape":[2],"data_offsets":[1,2]},
             "c":{"dtype":"F32","shape":[0,5],"data_offsets":[2,2]},"d":{"dtype":"F6_E2M3","shape":[4],"data_offsets":[2,5]},
             "e":{"dtype":"C64","shape":[],"data_offsets":[5,13]}}
            """, new byte[13]));

        Assert.Equal(["a", "b", "c", "d", "e"], file.Tensors.Select(tensor => tensor.Name));
        file.Read("c", []);
        Assert.Throws<InvalidDataException>(() => file.Read("a", new float[1]));
    }

    [Theory]
    [InlineData("F16", new byte[] { 0x00, 0x3E, 0x00, 0xFC, 0x01, 0x00 }, new[] { 1.5f, float.NegativeInfinity, 5.9604645e-8f })]
    [InlineData("BF16", new byte[] { 0xC0, 0x3F, 0x80, 0xFF, 0x49, 0xC0 }, new[] { 1.5f, float.NegativeInfinity, -3.140625f })]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0, 0, 0, 0, 0, 0, 0xF0, 0xFF, 0x9A, 0x99, 0x99, 0x99, 0x99, 0x99, 0xB9, 0x3F },
        new[] { 1.5f, float.NegativeInfinity, 0.1f })]
    public void Read_ConvertsOtherFloats(string dataType, byte[] data, float[] expected)
    {
        string json = $$$"""{"x":{"dtype":"{{{dataType}}}","shape":[3],"data_offsets":[0,{{{data.Length}}}]}}""";
        using SafetensorsFile file = Open(SafetensorsBytes.Create(json, data));
        float[] actual = new float[3];
        file.Read("x", actual);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void ReadInt64_ReadsI32()
    {
        using SafetensorsFile file = Open(SafetensorsBytes.Create("""{"x":{"dtype":"I32","shape":[2],"data_offsets":[0,8]}}""",
            1, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF));
        long[] values = new long[2];
        file.ReadInt64("x", values);
        Assert.Equal([1, -2], values);
    }

    [Fact]
    public void Read_Throws_WhenNameTypeOrLengthIsWrong()
    {
        using SafetensorsFile file = Open(SafetensorsBytes.Create("""{"x":{"dtype":"I32","shape":[2],"data_offsets":[0,8]}}""", new byte[8]));
        Assert.Contains("'y'", Assert.Throws<KeyNotFoundException>(() => file.Read("y", new float[2])).Message, StringComparison.Ordinal);
        Assert.Contains("has 2 elements", Assert.Throws<ArgumentException>(() => file.ReadInt64("x", new long[3])).Message, StringComparison.Ordinal);
        Assert.Contains("is I32", Assert.Throws<InvalidDataException>(() => file.Read("x", new float[2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ThrowsFileNotFound_WhenTheFileOrItsFolderIsMissing()
    {
        Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open(Target));
        Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open(Path.Combine(_folder.Path, "none", "model.safetensors")));
    }

    [Fact]
    public void Open_LetsTheFileBeReplaced_AndGoesOnReadingTheOldOne()
    {
        var writer = new SafetensorsWriter();
        writer.Add("x", [1], new float[] { 1 });
        writer.Write(Target);
        using SafetensorsFile old = SafetensorsFile.Open(Target);

        var next = new SafetensorsWriter();
        next.Add("x", [1], new float[] { 2 });
        next.Write(Target);

        float[] value = new float[1];
        old.Read("x", value);
        Assert.Equal(1, value[0]);
    }

    [Theory]
    [InlineData("[]", "does not begin with '{'")]
    [InlineData("", "does not begin with '{'")]
    [InlineData("{\"a\":", "not the JSON")]
    [InlineData("{} x", "not the JSON")]
    [InlineData("{\"a\":1}", "not described in full")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", "not described in full")]
    [InlineData("{\"__metadata__\":[]}", "not an object")]
    [InlineData("{\"__metadata__\":{\"epoch\":3}}", "'epoch' is not a string")]
    [InlineData("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", "Duplicate")]
    [InlineData("{\"__metadata__\":{\"\\ud800\":\"2\"}}", "surrogate")]
    [InlineData("{\"__metadata__\":{\"a\":\"\\ud800\"}}", "surrogate")]
    [InlineData("{\"\\ud800\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "surrogate")]
    [InlineData("{\"a\":{\"dtype\":\"\\udc00\",\"shape\":[1],\"data_offsets\":[0,4]}}", "surrogate")]
    [InlineData("{\"a\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}}", "unknown dtype \"F33\"")]
    [InlineData("{\"a\":{\"dtype\":32,\"shape\":[1],\"data_offsets\":[0,4]}}", "unknown dtype 32")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}}", "list of whole numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", "list of whole numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", "list of whole numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296],\"data_offsets\":[0,4]}}", "list of whole numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[\"1\"],\"data_offsets\":[0,4]}}", "list of whole numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,4]}}", "larger than any file")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647],\"data_offsets\":[0,4]}}", "larger than any file")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", "must be [begin, end]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", "must be [begin, end]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}", "must be [begin, end]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,1e400]}}", "beyond the range of numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,18446744073709551615]}}", "must be [begin, end]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", "needs 8")]
    [InlineData("{\"a\":{\"dtype\":\"F4\",\"shape\":[7],\"data_offsets\":[0,4]}}", "inside a byte")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "begins at data byte 4; it must begin at 0")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "exactly 8 (the file was cut short)")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}", "exactly 3")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
        "must begin at 1")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
        "must begin at 3")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}", "Duplicate")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},\"\\u0061\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
        "Duplicate")]
    public void Open_NamesThePathAndTheDefect_WhenTheHeaderIsWrong(string json, string defect)
    {
        var exception = Assert.Throws<InvalidDataException>(() => Open(SafetensorsBytes.Create(json, new byte[4])));
        Assert.StartsWith($"{Target}: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(defect, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Theory]
    [InlineData("{\"__metadata__\":{\"unroll.sha256\":\"00\"}}", "does not hold a SHA-256")]
    [InlineData("{\"__metadata__\":{\"unroll.checksum\":\"sha256\"}}", "does not hold a SHA-256")]
    [InlineData("{\"__metadata__\":{\"unroll.checksum\":\"md5\",\"unroll.sha256\":\"00\"}}", "does not hold a SHA-256")]
    [InlineData("{\"__metadata__\":{\"unroll.checksum\":\"sha256\",\"unroll.sha256\":\"00\"}}", "do not match")]
    public void Open_Throws_WhenTheChecksumIsIncomplete(string json, string defect) =>
        Assert.Contains(defect, Assert.Throws<InvalidDataException>(() => Open(SafetensorsBytes.Create(json))).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_Throws_WhenAnotherProgramRewroteTheFileAndKeptTheChecksum()
    {
        byte[] sample = CreateSample();
        string header = SafetensorsBytes.HeaderOf(sample).Replace("\"model\"", "\"renamed\"", StringComparison.Ordinal);
        string message = Assert.Throws<InvalidDataException>(() => Open(SafetensorsBytes.Create(header, SafetensorsBytes.DataOf(sample)))).Message;
        Assert.Contains("have it drop 'unroll.checksum' and 'unroll.sha256'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_KeepsItsMessageOnOneShortLine_WhenANameDoesNot()
    {
        string name = "line\\nbreak" + new string('x', 5000);
        string message = Assert.Throws<InvalidDataException>(() => Open(SafetensorsBytes.Create($$"""{"{{name}}":1}"""))).Message;
        Assert.DoesNotContain('\n', message);
        Assert.Contains("'line break", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 1, Target.Length + 200);
    }

    [Fact]
    public void Open_Throws_WhenTheHeaderIsNotUtf8()
    {
        byte[] header = [.. "{\"__metadata__\":{\"a\":\""u8, 0xC3, .. "\"}}"u8];
        Assert.Contains("UTF-8", Assert.Throws<InvalidDataException>(() => Open(SafetensorsBytes.Create(header, []))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000_001UL, "at most 100000000")]
    [InlineData(ulong.MaxValue, "at most 100000000")]
    [InlineData(100_000_000UL, "2 follow")]
    [InlineData(3UL, "2 follow")]
    public void Open_Throws_WhenTheHeaderLengthIsWrong(ulong length, string defect)
    {
        byte[] bytes = SafetensorsBytes.Create("{}");
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        Assert.Contains(defect, Assert.Throws<InvalidDataException>(() => Open(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Throws_WhenTheFileIsCutAnywhere()
    {
        byte[] whole = CreateSample();
        for (int length = 0; length < whole.Length; length += 37) Assert.Throws<InvalidDataException>(() => Open(whole[..length]));
        Assert.Throws<InvalidDataException>(() => Open(whole[..^1]));
        Assert.Throws<InvalidDataException>(() => Open([.. whole, 0]));
    }

    // Every byte of length prefix and header, a sample of the data; a single bit and all of them.
    [Theory]
    [InlineData(0x01)]
    [InlineData(0x20)]
    [InlineData(0x80)]
    [InlineData(0xFF)]
    public void Open_Throws_WhenAByteIsChanged(byte bits)
    {
        byte[] whole = CreateSample();
        int headerEnd = whole.Length - SafetensorsBytes.DataOf(whole).Length;
        for (int i = 0; i < whole.Length; i += i < headerEnd ? 1 : 101)
        {
            whole[i] ^= bits;
            Exception? exception = Record.Exception(() => Open(whole).Dispose());
            Assert.True(exception is InvalidDataException, $"byte {i} ^ {bits:X2}: {exception?.ToString() ?? "no exception"}");
            whole[i] ^= bits;
        }

        Open(whole).Dispose();
    }

    [Fact]
    public void Open_ThrowsNothingElse_WhenAFileWithoutChecksumIsDamaged()
    {
        byte[] whole = SafetensorsBytes.Create(
            """
            {"__metadata__":{"é":"\u00e9\ud83d\ude00"},"a\n":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},
            "b":{"dtype":"U8","shape":[],"data_offsets":[8,9]}}
            """, new byte[9]);
        var random = new Random(1);
        for (int trial = 0; trial < 4000; trial++)
        {
            byte[] damaged = [.. whole];
            for (int i = random.Next(1, 4); i > 0; i--) damaged[random.Next(whole.Length)] = (byte)random.Next(256);
            Exception? exception = Record.Exception(() => Open(damaged).Dispose());
            Assert.True(exception is null or InvalidDataException, $"trial {trial}: {exception}");
        }
    }

    static byte[] CreateSample()
    {
        using var folder = new TemporaryFolder();
        var writer = new SafetensorsWriter();
        writer.Metadata["model"] = "{\"cell\":\"gru\"}";
        writer.Add("kernel", [10, 30], Enumerable.Range(0, 300).Select(i => i * 0.37f).ToArray());
        writer.Add("bias", [30], new float[30]);
        writer.Add("steps", [], new long[] { 4711 });
        writer.Write(folder.File("sample"));
        return File.ReadAllBytes(folder.File("sample"));
    }
}
