using Unroll.Parameters;
using Unroll.Persistence;

namespace Unroll.Models;

/// <summary>The weights of a model in a safetensors file, under their names; whatever else the file holds is left alone.</summary>
static class WeightFile
{
    public static void Add(SafetensorsWriter writer, ParameterStore store)
    {
        foreach (Parameter parameter in store.Parameters)
            writer.Add(parameter.Name, parameter.Shape.ToArray(), parameter.Values.ToArray());
    }

    /// <exception cref="InvalidDataException">A weight is missing or has another shape or type; no weight has been changed then.</exception>
    public static void Read(SafetensorsFile file, ParameterStore store)
    {
        Check(file, store);
        store.Replace((parameter, values) => file.Read(parameter.Name, values));
    }

    /// <exception cref="InvalidDataException">A weight is missing or has another shape or type.</exception>
    public static void Check(SafetensorsFile file, ParameterStore store)
    {
        foreach (Parameter parameter in store.Parameters)
            Require(file, parameter.Name, parameter);
    }

    public static void Require(SafetensorsFile file, string name, Parameter parameter)
    {
        if (!file.TryGet(name, out SafetensorsTensor? tensor))
            throw new InvalidDataException($"{file.FilePath}: there is no tensor '{name}'; the file belongs to another model.");
        if (SafetensorsElements.FloatDecoder(tensor.DataType) is null)
            throw new InvalidDataException($"{file.FilePath}: '{name}' is {tensor.DataType}; weights are F32, F16, BF16 or F64.");
        if (!tensor.Shape.AsSpan().SequenceEqual(parameter.Shape.ToArray()))
            throw new InvalidDataException(
                $"{file.FilePath}: '{name}' has shape ({string.Join(", ", tensor.Shape)}), the model's is {parameter.Shape}; the file belongs to another "
                + "model.");
    }
}
