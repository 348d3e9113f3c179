using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Unroll.Persistence;

namespace Unroll.Tests.Persistence;

public sealed class SafetensorsWriterTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string Target => _folder.File("model.safetensors");

    public void Dispose() => _folder.Dispose();

    byte[] Write(SafetensorsWriter writer)
    {
        writer.Write(Target);
        return File.ReadAllBytes(Target);
    }

    [Fact]
    public void Write_RoundTrips_EveryBitOfEveryTensor()
    {
        float[] odd = [0f, -0f, float.NaN, float.PositiveInfinity, float.Epsilon, float.MaxValue, BitConverter.Int32BitsToSingle(0x7FC12345)];
        // More than one chunk, and not a whole number of them.
        float[] large = [.. Enumerable.Range(0, 200_003).Select(i => MathF.Sin(i))];
        var writer = new SafetensorsWriter { Metadata = { ["step"] = "17", ["empty"] = "" } };
        writer.Add("odd", [7, 1], odd);
        writer.Add("large", [200_003], large);
        writer.Add("scalar", [], new[] { 2.5f });
        writer.Add("empty", [3, 0, 2], ReadOnlyMemory<float>.Empty);
        writer.Add("integers", [2], new[] { long.MinValue, long.MaxValue });
        writer.Write(Target);

        using SafetensorsFile file = SafetensorsFile.Open(Target);
        Assert.True(file.HasChecksum);
        Assert.Equal([("empty", ""), ("step", "17")], file.Metadata.Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Equal(
            ["integers I64[2]", "empty F32[3, 0, 2]", "large F32[200003]", "odd F32[7, 1]", "scalar F32[]"], file.Tensors.Select(tensor => tensor.ToString()));
        Assert.Equal(odd.Select(BitConverter.SingleToInt32Bits), Read("odd", 7).Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(large, Read("large", large.Length));
        Assert.Equal([2.5f], Read("scalar", 1));
        Assert.Empty(Read("empty", 0));
        long[] integers = new long[2];
        file.ReadInt64("integers", integers);
        Assert.Equal([long.MinValue, long.MaxValue], integers);

        float[] Read(string name, int count)
        {
            float[] values = new float[count];
            file.Read(name, values);
            return values;
        }
    }

    [Fact]
    public void Write_RoundTrips_UnicodeNamesAndMetadata()
    {
        string[] texts = ["größe", "層/カーネル", "😀\u0301", "quote\"back\\slash", "line\nbreak\u0000", "\"unroll.sha256\":\"", " "];
        var writer = new SafetensorsWriter();
        foreach (string text in texts)
        {
            writer.Metadata[text] = text + text;
            writer.Add(text, [1], new[] { (float)text.Length });
        }

        writer.Write(Target);
        using SafetensorsFile file = SafetensorsFile.Open(Target);
        foreach (string text in texts)
        {
            float[] value = new float[1];
            file.Read(text, value);
            Assert.Equal(text.Length, value[0]);
            Assert.Equal(text + text, file.Metadata[text]);
        }

        Assert.Equal(texts.Length, file.Metadata.Count);
    }

    [Fact]
    public void Write_FollowsTheFormat_ByteForByte()
    {
        var writer = new SafetensorsWriter { Metadata = { ["b"] = "2", ["a"] = "1" } };
        writer.Add("y", [1], new[] { 1f });
        writer.Add("n", [1], new[] { -2L });
        writer.Add("x", [2], new[] { 0.5f, -1f });
        byte[] bytes = Write(writer);

        string header = SafetensorsBytes.HeaderOf(bytes);
        Assert.Equal(0, header.Length % 8);
        Assert.Equal(
            """
            {"__metadata__":{"a":"1","b":"2","unroll.checksum":"sha256","unroll.sha256":"D"},
            "n":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},
            "x":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},
            "y":{"dtype":"F32","shape":[1],"data_offsets":[16,20]}}
            """.ReplaceLineEndings(""),
            Regex.Replace(header, "[0-9a-f]{64}", "D").TrimEnd(' '));

        byte[] data = SafetensorsBytes.DataOf(bytes);
        Assert.Equal(20, data.Length);
        Assert.Equal(-2, BinaryPrimitives.ReadInt64LittleEndian(data));
        Assert.Equal(0.5f, BinaryPrimitives.ReadSingleLittleEndian(data.AsSpan(8)));
        Assert.Equal(-1f, BinaryPrimitives.ReadSingleLittleEndian(data.AsSpan(12)));
        Assert.Equal(1f, BinaryPrimitives.ReadSingleLittleEndian(data.AsSpan(16)));
    }

    [Fact]
    public void Write_StoresTheDocumentedChecksum()
    {
        var writer = new SafetensorsWriter();
        writer.Add("x", [100], new float[100]);
        byte[] bytes = Write(writer);

        string header = SafetensorsBytes.HeaderOf(bytes);
        string digest = Regex.Match(header, "\"unroll.sha256\":\"([0-9a-f]{64})\"").Groups[1].Value;
        byte[] hashed = [.. Encoding.UTF8.GetBytes(header.Replace(digest, new string('0', 64), StringComparison.Ordinal)), .. SafetensorsBytes.DataOf(bytes)];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(hashed)), digest);
    }

    [Fact]
    public void Write_GivesTheSameBytes_InAnyOrderOfAdding()
    {
        // In UTF-16 the emoji would come before U+FFFD, in UTF-8 it comes after.
        string[] names = ["a", "b", "\uFFFD", "😀"];
        byte[] forwards = Write(CreateWriter(names));
        byte[] backwards = Write(CreateWriter(names.Reverse()));
        Assert.Equal(forwards, backwards);
        using SafetensorsFile file = SafetensorsFile.Open(Target);
        Assert.Equal(names, file.Tensors.Select(tensor => tensor.Name));

        static SafetensorsWriter CreateWriter(IEnumerable<string> names)
        {
            var writer = new SafetensorsWriter();
            foreach (string name in names)
            {
                writer.Add(name, [1], new[] { (float)name[0] });
                writer.Metadata[name] = name;
            }

            return writer;
        }
    }

    [Fact]
    public void Add_Throws_WhenTheTensorIsWrong()
    {
        var writer = new SafetensorsWriter();
        writer.Add("x", [1], new float[1]);
        Assert.Throws<ArgumentException>(() => writer.Add("x", [1], new float[1]));
        Assert.Throws<ArgumentException>(() => writer.Add("__metadata__", [1], new float[1]));
        Assert.Throws<ArgumentException>(() => writer.Add("y", [2, 3], new float[5]));
        Assert.Throws<ArgumentException>(() => writer.Add("y", [int.MaxValue, int.MaxValue, int.MaxValue], new float[5]));
        Assert.Throws<ArgumentException>(() => writer.Add("y", [int.MaxValue, int.MaxValue, int.MaxValue, 0], ReadOnlyMemory<float>.Empty));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Add("y", [-1, -1], new float[1]));
        Assert.ThrowsAny<ArgumentException>(() => writer.Add("\uD800", [1], new float[1]));

        writer.Write(Target);
        using SafetensorsFile file = SafetensorsFile.Open(Target);
        Assert.Equal("x", Assert.Single(file.Tensors).Name);
    }

    [Fact]
    public void Write_Throws_WhenMetadataIsReservedOrNotUnicode()
    {
        foreach ((string key, string value) in new[] { ("unroll.sha256", ""), ("unroll.checksum", "sha256"), ("a", "\uDC00"), ("\uDC00", "a") })
        {
            var writer = new SafetensorsWriter { Metadata = { [key] = value } };
            Assert.ThrowsAny<ArgumentException>(() => writer.Write(Target));
        }

        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void Write_KeepsTheOldFile_WhenItFailsInTheMiddle()
    {
        byte[] old = WriteOld();
        var writer = new SafetensorsWriter();
        using var values = new TrappedMemory(200_000, () => throw new IOException("No space left on device"));
        writer.Add("x", [200_000], values.Memory);

        Assert.Equal("No space left on device", Assert.Throws<IOException>(() => writer.Write(Target)).Message);
        Assert.Equal(old, File.ReadAllBytes(Target));
        Assert.Equal(["model.safetensors"], _folder.Names);
    }

    [Fact]
    public void Write_KeepsTheOldFile_WhenItIsCancelledInTheMiddle()
    {
        byte[] old = WriteOld();
        using var source = new CancellationTokenSource();
        var writer = new SafetensorsWriter();
        using var values = new TrappedMemory(200_000, source.Cancel);
        writer.Add("x", [200_000], values.Memory);

        Assert.Throws<OperationCanceledException>(() => writer.Write(Target, source.Token));
        Assert.Equal(old, File.ReadAllBytes(Target));
        Assert.Equal(["model.safetensors"], _folder.Names);
    }

    byte[] WriteOld()
    {
        var writer = new SafetensorsWriter();
        writer.Add("old", [1], new[] { 1f });
        return Write(writer);
    }

    /// <summary>Values that spring a trap when they are looked at for the second time, that is, for the second chunk.</summary>
    sealed class TrappedMemory(int length, Action trap) : MemoryManager<float>
    {
        readonly float[] _values = new float[length];
        int _looks;

        public override Memory<float> Memory => CreateMemory(length);

        public override Span<float> GetSpan()
        {
            if (++_looks == 2) trap();
            return _values;
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
        }
    }
}
