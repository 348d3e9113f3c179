using System.Globalization;
using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Persistence;

namespace Unroll.Models;

/// <summary>
/// An optimizer in the file of a model or a checkpoint: its arrays as tensors optimizer.SLOT.PARAMETER; in the metadata its name, the updates made, a rate that
/// was set, and its numbers as optimizer.NAME.
/// </summary>
/// <param name="Iterations">Updates made.</param>
/// <param name="FixedLearningRate">The rate that was set; null where the schedule holds.</param>
/// <param name="Scalars">The numbers in the optimizer's order.</param>
sealed record OptimizerFile(long Iterations, double? FixedLearningRate, double[] Scalars)
{
    const string Root = "optimizer.";

    public static void Save(SafetensorsWriter writer, Optimizer optimizer, ParameterStore store)
    {
        foreach (OptimizerSlot slot in optimizer.Slots)
            foreach (Parameter parameter in store.Parameters)
                writer.Add(TensorName(slot, parameter), parameter.Shape.ToArray(), slot.Values.AsMemory(parameter.Offset, parameter.Shape.Length));
        FileMetadata.Set(writer, "optimizer", optimizer.Name);
        FileMetadata.Set(writer, "iterations", optimizer.Iterations.ToString(CultureInfo.InvariantCulture));
        if (optimizer.FixedLearningRate is { } rate)
            FileMetadata.Set(writer, "learning_rate", FileMetadata.Bits(rate));
        foreach (OptimizerScalar scalar in optimizer.Scalars)
            FileMetadata.Set(writer, Root + scalar.Name, FileMetadata.Bits(scalar.Value));
    }

    /// <summary>Checks and parses everything, changes nothing.</summary>
    /// <exception cref="InvalidDataException">The file is of another optimizer, or of one with other options.</exception>
    public static OptimizerFile Read(SafetensorsFile file, string path, Optimizer optimizer, ParameterStore store)
    {
        string name = FileMetadata.Get(file, path, "optimizer");
        if (name != optimizer.Name)
            throw new InvalidDataException(
                $"{path}: the checkpoint was trained with {name.ReplaceLineEndings(" ")}, this run uses {optimizer.Name}; use the same optimizer.");
        string[] saved = Parts(file, store), own = [.. optimizer.Slots.Select(slot => slot.Name), .. optimizer.Scalars.Select(scalar => scalar.Name)];
        if (!saved.Order(StringComparer.Ordinal).SequenceEqual(own.Order(StringComparer.Ordinal)))
            throw new InvalidDataException(
                $"{path}: the checkpoint's {name} keeps {List(saved)}, this run's keeps {List(own)}; use the options of the first run.");
        foreach (OptimizerSlot slot in optimizer.Slots)
            foreach (Parameter parameter in store.Parameters)
                WeightFile.Require(file, TensorName(slot, parameter), parameter);
        return new OptimizerFile(
            FileMetadata.Number(file, path, "iterations"),
            file.Metadata.ContainsKey(FileMetadata.Prefix + "learning_rate") ? Bits(file, path, "learning_rate") : null,
            [.. optimizer.Scalars.Select(scalar => Bits(file, path, Root + scalar.Name))]);
    }

    /// <summary>Moves the optimizer to where the saved one stood.</summary>
    public void Apply(SafetensorsFile file, Optimizer optimizer, ParameterStore store)
    {
        foreach (OptimizerSlot slot in optimizer.Slots)
            foreach (Parameter parameter in store.Parameters)
                file.Read(TensorName(slot, parameter), slot.Values.AsSpan(parameter.Offset, parameter.Shape.Length));
        for (int i = 0; i < Scalars.Length; i++)
            optimizer.Scalars[i].Value = Scalars[i];
        (optimizer.Iterations, optimizer.FixedLearningRate) = (Iterations, FixedLearningRate);
        optimizer.Average?.NotifyRestored();
    }

    /// <summary>The names of the slots, as the first parameter has them, and of the numbers in a file.</summary>
    static string[] Parts(SafetensorsFile file, ParameterStore store)
    {
        string parameter = "." + store.Parameters[0].Name;
        return
        [
            .. file.Tensors.Select(tensor => Between(tensor.Name, Root, parameter)).OfType<string>()
                .Where(slot => !slot.Contains('.', StringComparison.Ordinal)),
            .. file.Metadata.Keys.Select(key => Between(key, FileMetadata.Prefix + Root, "")).OfType<string>(),
        ];
    }

    static string? Between(string text, string start, string end) =>
        text.Length > start.Length + end.Length && text.StartsWith(start, StringComparison.Ordinal) && text.EndsWith(end, StringComparison.Ordinal)
            ? text[start.Length..^end.Length]
            : null;

    static string List(string[] names) => names.Length == 0 ? "nothing" : string.Join(", ", names);

    static double Bits(SafetensorsFile file, string path, string key)
    {
        string text = FileMetadata.Get(file, path, key);
        return ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits)
            ? BitConverter.UInt64BitsToDouble(bits)
            : throw new InvalidDataException($"{path}: '{FileMetadata.Prefix}{key}' in the metadata is not a number; use another checkpoint.");
    }

    static string TensorName(OptimizerSlot slot, Parameter parameter) => $"{Root}{slot.Name}.{parameter.Name}";
}
