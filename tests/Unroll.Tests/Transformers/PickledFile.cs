using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Unroll.Tests.Transformers;

/// <summary>Writes what torch.save writes of a dictionary of float32 tensors.</summary>
static class PickledFile
{
    public static void Write(string path, IEnumerable<(string Name, int[] Shape, float[] Values)> tensors)
    {
        List<byte> pickle = [0x80, 2, (byte)'}'];
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        int key = 0;
        foreach ((string name, int[] shape, float[] values) in tensors)
        {
            string number = (key++).ToString(System.Globalization.CultureInfo.InvariantCulture);
            using (Stream data = archive.CreateEntry($"archive/data/{number}", CompressionLevel.NoCompression).Open())
                data.Write(MemoryMarshal.AsBytes<float>(values));
            int[] strides = [.. shape.Select((_, axis) => shape.Skip(axis + 1).Aggregate(1, (product, extent) => product * extent))];
            pickle.AddRange(
            [
                .. Text(name), .. "ctorch._utils\n_rebuild_tensor_v2\n(("u8, .. Text("storage"), .. "ctorch\nFloatStorage\n"u8, .. Text(number), .. Text("cpu"),
                .. Number(values.Length), .. "tQ"u8, .. Number(0), .. Numbers(shape), .. Numbers(strides), 0x89, .. "ccollections\nOrderedDict\n)RtRs"u8,
            ]);
        }

        using Stream state = archive.CreateEntry("archive/data.pkl", CompressionLevel.NoCompression).Open();
        state.Write([.. pickle, (byte)'.']);
    }

    static byte[] Text(string text) => [(byte)'X', .. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    static byte[] Number(int number) => [(byte)'J', .. BitConverter.GetBytes(number)];

    static byte[] Numbers(int[] numbers) => [(byte)'(', .. numbers.SelectMany(Number), (byte)'t'];
}
