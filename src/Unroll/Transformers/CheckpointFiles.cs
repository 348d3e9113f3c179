using System.Text.Json;
using Unroll.Naming;
using Unroll.Parameters;
using Unroll.Persistence;

namespace Unroll.Transformers;

/// <summary>The weights of a published model in its folder: one safetensors file, or several and an index that says which holds what.</summary>
sealed class CheckpointFiles : IDisposable
{
    const string FileName = "model.safetensors", IndexName = "model.safetensors.index.json", PickleName = "pytorch_model.bin";
    const int NamesInMessage = 8;

    readonly string _folder;
    readonly List<SafetensorsFile> _files = [];

    CheckpointFiles(string folder) => _folder = folder;

    /// <exception cref="FileNotFoundException">There are no weights in the folder, or one of several files is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static CheckpointFiles Open(string folder)
    {
        string single = Path.Combine(folder, FileName), index = Path.Combine(folder, IndexName);
        var files = new CheckpointFiles(folder);
        try
        {
            if (!File.Exists(single) && !File.Exists(index))
                throw new FileNotFoundException(File.Exists(Path.Combine(folder, PickleName))
                    ? $"{folder}: there is a {PickleName}, but no {FileName}; save the model as safetensors with the program that made it"
                    : $"{folder}: there is neither {FileName} nor {IndexName}; the folder of a published model has one of them", single);
            foreach (string path in File.Exists(single) ? [single] : Parts(folder, index))
                files._files.Add(SafetensorsFile.Open(path));
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>Reads all parameters, each straight into its place.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="canonical">The parameter that a tensor's name stands for.</param>
    /// <param name="isCopy">Whether a tensor that no parameter stands for repeats another one.</param>
    /// <returns>The tensors that were not used, but for copies.</returns>
    /// <exception cref="InvalidDataException">Weights are missing or have another shape or type; no weight has been changed then.</exception>
    public IReadOnlyList<string> ReadInto(ParameterStore store, Func<string, string> canonical, Func<string, bool> isCopy)
    {
        var tensors = new Dictionary<string, (SafetensorsFile File, SafetensorsTensor Tensor)>(StringComparer.Ordinal);
        foreach (SafetensorsFile file in _files)
            foreach (SafetensorsTensor tensor in file.Tensors)
                if (!tensors.TryAdd(canonical(tensor.Name), (file, tensor)))
                    throw new InvalidDataException($"{file.FilePath}: '{tensor.Name}' is there twice, as '{tensors[canonical(tensor.Name)].Tensor.Name}' too.");
        Check(store, tensors);
        store.Replace((parameter, values) => tensors[parameter.Name].File.Read(tensors[parameter.Name].Tensor.Name, values));
        var used = store.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        return [.. tensors.Where(tensor => !used.Contains(tensor.Key) && !isCopy(tensor.Key)).Select(tensor => tensor.Value.Tensor.Name)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Writes config.json and the weights.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="configuration">The text of config.json.</param>
    /// <param name="store">The weights.</param>
    /// <param name="published">The name of a parameter in the file.</param>
    public static void Write(string folder, string configuration, ParameterStore store, Func<string, string> published)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (store.Parameters.Count == 0)
            throw new InvalidOperationException("The model is not built yet and has no weights: call Build with the shape of a sample, or Fit.");
        var writer = new SafetensorsWriter { HasChecksum = false };
        writer.Metadata["format"] = "pt";
        foreach (Parameter parameter in store.Parameters)
            writer.Add(published(parameter.Name), parameter.Shape.ToArray(), parameter.Values.ToArray());
        Directory.CreateDirectory(folder);
        writer.Write(Path.Combine(folder, FileName));
        File.WriteAllText(Path.Combine(folder, ConfigurationFile.Name), configuration);
    }

    public void Dispose()
    {
        foreach (SafetensorsFile file in _files)
            file.Dispose();
    }

    /// <summary>The files that an index names.</summary>
    static IEnumerable<string> Parts(string folder, string index)
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(File.ReadAllBytes(index));
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("weight_map", out JsonElement map)
                || map.ValueKind != JsonValueKind.Object || map.EnumerateObject().Any(entry => entry.Value.ValueKind != JsonValueKind.String))
                throw new InvalidDataException($"{index}: 'weight_map' must say for each weight which file holds it.");
            string[] names = [.. map.EnumerateObject().Select(entry => entry.Value.GetString()!).Distinct().Order(StringComparer.Ordinal)];
            if (names.FirstOrDefault(name => name.Length == 0 || name != Path.GetFileName(name)) is { } outside)
                throw new InvalidDataException($"{index}: '{outside}' is no file of the folder.");
            return [.. names.Select(name => Path.Combine(folder, name))];
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{index}: the index is damaged ({error.Message.ReplaceLineEndings(" ")}).", error);
        }
    }

    void Check(ParameterStore store, Dictionary<string, (SafetensorsFile File, SafetensorsTensor Tensor)> tensors)
    {
        string[] missing = [.. store.Parameters.Select(parameter => parameter.Name).Where(name => !tensors.ContainsKey(name))];
        if (missing.Length > 0)
            throw new InvalidDataException($"{_folder}: the checkpoint lacks {missing.Length} of the model's {store.Parameters.Count} weights: "
                + string.Join(", ", missing.Take(NamesInMessage).Select(name => $"'{name}'"))
                + (missing.Length > NamesInMessage ? $" and {missing.Length - NamesInMessage} more" : "") + "; it belongs to another model.");
        foreach (Parameter parameter in store.Parameters)
        {
            (SafetensorsFile file, SafetensorsTensor tensor) = tensors[parameter.Name];
            if (SafetensorsElements.FloatDecoder(tensor.DataType) is null)
                throw new InvalidDataException($"{file.FilePath}: '{tensor.Name}' is {tensor.DataType}; weights are F32, F16, BF16 or F64.");
            if (!tensor.Shape.AsSpan().SequenceEqual(parameter.Shape.ToArray()))
                throw new InvalidDataException($"{file.FilePath}: '{tensor.Name}' has shape ({string.Join(", ", tensor.Shape)}), but by "
                    + $"{ConfigurationFile.Name} it is {parameter.Shape}.");
        }
    }
}
