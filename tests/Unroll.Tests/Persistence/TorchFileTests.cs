using System.IO.Compression;
using System.Text;
using Unroll.Persistence;
using Unroll.Tests.Support;

namespace Unroll.Tests.Persistence;

public sealed class TorchFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Both forms hold what Golden/torch/write.py says.</summary>
    [Theory]
    [InlineData("state.pt")]
    [InlineData("state-old.pt")]
    public void Read_GivesTheTensorsOfEveryType(string name)
    {
        using TorchFile file = TorchFile.Open(Golden(name));
        Assert.Equal(
            ["linear.weight F32[2, 3]", "linear.bias F16[2]", "tied.weight F32[3, 2]", "half BF16[2]", "count I64[]", "nested.scale F64[1]"],
            file.Tensors.Select(tensor => tensor.ToString()));
        Assert.Equal([0.5f, 1, 1.5f, 2, 2.5f, 3], Read(file, "linear.weight"));
        Assert.Equal([0.25f, -1], Read(file, "linear.bias"));
        Assert.Equal([0.5f, 2, 1, 2.5f, 1.5f, 3], Read(file, "tied.weight"));
        Assert.Equal([1.5f, -2], Read(file, "half"));
        Assert.Equal([0.125f], Read(file, "nested.scale"));
        string message = Assert.Throws<InvalidDataException>(() => Read(file, "count")).Message;
        Assert.EndsWith("'count' is I64; floats are read from F32, F16, BF16 or F64", message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => file.Read("weight", new float[1]));
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => file.Read("half", new float[3])).ParamName);
    }

    [Fact]
    public void Read_IsSafeFromSeveralThreads()
    {
        using TorchFile file = TorchFile.Open(Golden("state.pt"));
        Parallel.For(0, 200, i =>
        {
            string name = i % 2 == 0 ? "tied.weight" : "linear.bias";
            Assert.Equal(i % 2 == 0 ? [0.5f, 2, 1, 2.5f, 1.5f, 3] : [0.25f, -1], Read(file, name));
        });
    }

    [Fact]
    public void Open_RunsNothing_AndNamesWhatAPickleWants()
    {
        // The classic attack: os.system("touch …") as the way to make an object.
        byte[] pickle = [0x80, 2, .. "cos\nsystem\n"u8, (byte)'X', 5, 0, 0, 0, .. "touch"u8, 0x85, (byte)'R', (byte)'.'];
        string path = Zip(("state/data.pkl", pickle));
        Assert.Equal($"{path}: the pickle names 'os.system', which is no part of weights; save the model's state_dict()", Fault(path));
    }

    [Theory]
    [InlineData(new byte[] { 0x80, 2, (byte)'}', (byte)'.' }, "there is no tensor in it; save the model's state_dict()")]
    [InlineData(new byte[] { 0x80, 2, (byte)'}' }, "the pickle ends at byte 3, within an operation; the file was cut short")]
    [InlineData(new byte[] { (byte)'.' }, "the pickle takes more at byte 0 than it has put there")]
    [InlineData(new byte[] { (byte)'i' }, "the pickle has the operation 0x69 at byte 0, which weights do not need")]
    [InlineData(new byte[] { (byte)'h', 3 }, "the pickle refers to a value 3 that it never stored")]
    [InlineData(new byte[] { (byte)'N', (byte)'Q' }, "the pickle names data at byte 1 that is no storage")]
    [InlineData(new byte[] { (byte)'u' }, "the pickle closes at byte 0 what it never opened")]
    public void Open_NamesTheDefect_OfAPickle(byte[] pickle, string defect)
    {
        string path = Zip(("a/data.pkl", pickle));
        Assert.Equal($"{path}: {defect}", Fault(path));
    }

    [Fact]
    public void Open_RefusesDictionariesWithinThemselves()
    {
        // d = {}; d["a"] = d
        byte[] pickle = [(byte)'}', (byte)'q', 0, (byte)'X', 1, 0, 0, 0, (byte)'a', (byte)'h', 0, (byte)'s', (byte)'.'];
        string path = Zip(("a/data.pkl", pickle));
        Assert.Equal($"{path}: dictionaries lie in each other without end; save the model's state_dict()", Fault(path));
    }

    [Fact]
    public void Open_NamesAStorageOfAnotherLength_AndAMissingOne()
    {
        byte[] pickle = Entry("state/data.pkl");
        string shorter = Zip([("state/data.pkl", pickle), .. Storages().Select(
            entry => entry.Name.EndsWith("/0", StringComparison.Ordinal) ? (entry.Name, entry.Bytes[4..]) : entry)]);
        Assert.EndsWith("the storage '0' has 20 bytes; 6 F32 need 24", Fault(shorter), StringComparison.Ordinal);
        string missing = Zip([("state/data.pkl", pickle), .. Storages().Where(entry => !entry.Name.EndsWith("/2", StringComparison.Ordinal))]);
        Assert.EndsWith("the storage '2' is not in the zip", Fault(missing), StringComparison.Ordinal);
        string big = Zip([("state/data.pkl", pickle), ("state/byteorder", "big"u8.ToArray()), .. Storages()]);
        Assert.EndsWith("the weights are in big-endian order; save them on a little-endian machine", Fault(big), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NamesTheFile_WhereItIsNone()
    {
        string path = _folder.File("none.bin");
        Assert.Contains("no such file", Assert.Throws<FileNotFoundException>(() => TorchFile.Open(path)).Message, StringComparison.Ordinal);
        foreach (byte[] bytes in new byte[][] { [], [1], "{\"a\": 1}"u8.ToArray() })
        {
            File.WriteAllBytes(path, bytes);
            Assert.Equal($"{path}: neither a zip nor a pickle; a file of torch.save begins with either", Fault(path));
        }
    }

    /// <summary>Whatever a bad disk makes of a file: it is read, or one line says what is wrong.</summary>
    [Theory]
    [InlineData("state.pt")]
    [InlineData("state-old.pt")]
    public void Open_ReadsOrRefuses_DamagedFiles(string name)
    {
        byte[] whole = File.ReadAllBytes(Golden(name));
        string path = _folder.File("damaged.pt");
        int refused = 0, read = 0;
        foreach (byte[] damaged in Damage.OfBytes(whole, 3000))
        {
            File.WriteAllBytes(path, damaged);
            try
            {
                using TorchFile file = TorchFile.Open(path);
                foreach (TorchTensor tensor in file.Tensors.Where(tensor => tensor.DataType != "I64"))
                    file.Read(tensor.Name, new float[tensor.Count]);
                read++;
            }
            catch (InvalidDataException error)
            {
                Assert.StartsWith($"{path}: ", error.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', error.Message);
                refused++;
            }
        }

        Assert.True(refused > 500 && read > 100, $"{refused} refused, {read} read");
    }

    static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", "torch", name);

    static float[] Read(TorchFile file, string name)
    {
        Assert.True(file.TryGet(name, out TorchTensor? tensor));
        float[] values = new float[tensor.Count];
        file.Read(name, values);
        return values;
    }

    static string Fault(string path) => Assert.Throws<InvalidDataException>(() => TorchFile.Open(path)).Message;

    static byte[] Entry(string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(Golden("state.pt"));
        using Stream stream = archive.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    static (string Name, byte[] Bytes)[] Storages() => [.. Enumerable.Range(0, 5).Select(i => ($"state/data/{i}", Entry($"state/data/{i}")))];

    string Zip(params (string Name, byte[] Bytes)[] entries)
    {
        string path = _folder.File("made.pt");
        File.Delete(path);
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create, Encoding.UTF8);
        foreach ((string name, byte[] bytes) in entries)
        {
            using Stream stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
            stream.Write(bytes);
        }

        return path;
    }
}
