using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Unroll.Persistence;

namespace Unroll.Tests.Transformers;

/// <summary>Writes the tensors of a file in 16 bits.</summary>
static class HalfFile
{
    public static void Write(string from, string to, string type)
    {
        using SafetensorsFile file = SafetensorsFile.Open(from);
        var header = new JsonObject();
        var data = new List<byte>();
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            float[] values = new float[tensor.Count];
            file.Read(tensor.Name, values);
            int begin = data.Count;
            foreach (float value in values)
                data.AddRange(BitConverter.GetBytes(
                    type == "F16" ? BitConverter.HalfToUInt16Bits((Half)value) : (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)));
            header[tensor.Name] = new JsonObject
            {
                ["dtype"] = type, ["shape"] = new JsonArray([.. tensor.Shape.Select(extent => (JsonNode)extent)]),
                ["data_offsets"] = new JsonArray(begin, data.Count),
            };
        }

        byte[] json = Encoding.UTF8.GetBytes(header.ToJsonString()), length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        File.WriteAllBytes(to, [.. length, .. json, .. data]);
    }
}
