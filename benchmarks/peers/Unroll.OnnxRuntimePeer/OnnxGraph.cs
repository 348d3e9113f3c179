using System.Runtime.InteropServices;

namespace Unroll.Peers;

/// <summary>A graph of ONNX that is written node by node; the numbers are those of onnx.proto.</summary>
sealed class OnnxGraph
{
    const int FormatVersion = 8, OperatorVersion = 17;
    const int Float = 1, Integer = 7, IntegerAttribute = 2;
    const float LargestWeight = 0.05f;

    readonly ProtoMessage _graph = new ProtoMessage().Text(2, "unroll");
    readonly Random _random = new(1);

    /// <summary>Adds an operator with attributes that are whole numbers.</summary>
    public void Node(string kind, string[] inputs, string[] outputs, params (string Name, int Value)[] attributes)
    {
        var node = new ProtoMessage();
        foreach (string input in inputs)
            node.Text(1, input);
        foreach (string output in outputs)
            node.Text(2, output);
        node.Text(4, kind);
        foreach ((string name, int value) in attributes)
            node.Message(5, new ProtoMessage().Text(1, name).Integer(3, value).Integer(20, IntegerAttribute));
        _graph.Message(1, node);
    }

    /// <summary>Adds drawn weights.</summary>
    public void Weights(string name, params int[] shape)
    {
        float[] values = new float[shape.Aggregate(1, (product, length) => product * length)];
        for (int i = 0; i < values.Length; i++)
            values[i] = ((2 * _random.NextSingle()) - 1) * LargestWeight;
        Constant(name, Float, shape, MemoryMarshal.AsBytes<float>(values));
    }

    /// <summary>Adds whole numbers.</summary>
    public void Integers(string name, params long[] values) => Constant(name, Integer, [values.Length], MemoryMarshal.AsBytes<long>(values));

    /// <summary>Declares an input.</summary>
    public void Input(string name, bool isId, params int[] shape) => _graph.Message(11, Value(name, isId, shape));

    /// <summary>Declares an output.</summary>
    public void Output(string name, bool isId, params int[] shape) => _graph.Message(12, Value(name, isId, shape));

    /// <summary>The file.</summary>
    public byte[] ToBytes() =>
        new ProtoMessage().Integer(1, FormatVersion).Message(7, _graph).Message(8, new ProtoMessage().Text(1, "").Integer(2, OperatorVersion)).ToBytes();

    void Constant(string name, int type, int[] shape, ReadOnlySpan<byte> values)
    {
        var tensor = new ProtoMessage();
        foreach (int length in shape)
            tensor.Integer(1, length);
        _graph.Message(5, tensor.Integer(2, type).Text(8, name).Bytes(9, values));
    }

    static ProtoMessage Value(string name, bool isId, int[] shape)
    {
        var dimensions = new ProtoMessage();
        foreach (int length in shape)
            dimensions.Message(1, new ProtoMessage().Integer(1, length));
        ProtoMessage tensor = new ProtoMessage().Integer(1, isId ? Integer : Float).Message(2, dimensions);
        return new ProtoMessage().Text(1, name).Message(2, new ProtoMessage().Message(1, tensor));
    }
}
