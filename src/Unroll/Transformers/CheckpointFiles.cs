using System.Text.Json;
using Unroll.Naming;
using Unroll.Parameters;
using Unroll.Persistence;

namespace Unroll.Transformers;

/// <summary>
/// The weights of a published model in its folder, of safetensors or, where there are none, of PyTorch: one file, or several and an index that says which holds
/// what.
/// </summary>
sealed class CheckpointFiles : IDisposable
{
    const string FileName = "model.safetensors", PickleName = "pytorch_model.bin", IndexSuffix = ".index.json";
    const int NamesInMessage = 8;

    readonly string _folder;
    readonly List<IDisposable> _files = [];
    readonly List<CheckpointTensor> _tensors = [];

    CheckpointFiles(string folder) => _folder = folder;

    /// <exception cref="FileNotFoundException">There are no weights in the folder, or one of several files is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static CheckpointFiles Open(string folder)
    {
        var files = new CheckpointFiles(folder);
        try
        {
            foreach (string path in files.Paths())
                files.Add(path);
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>The files of a folder that hold the weights.</summary>
    /// <exception cref="FileNotFoundException">There are none.</exception>
    /// <exception cref="InvalidDataException">The index of several files is damaged.</exception>
    public static IReadOnlyList<string> In(string folder) => new CheckpointFiles(folder).Paths();

    /// <summary>Reads all parameters, each straight into its place.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="canonical">The parameter that a tensor's name stands for.</param>
    /// <param name="isCopy">Whether a tensor that no parameter stands for repeats another one.</param>
    /// <returns>The tensors that were not used, but for copies.</returns>
    /// <exception cref="InvalidDataException">Weights are missing or have another shape or type; no weight has been changed then.</exception>
    public IReadOnlyList<string> ReadInto(ParameterStore store, Func<string, string> canonical, Func<string, bool> isCopy)
    {
        var tensors = new Dictionary<string, CheckpointTensor>(StringComparer.Ordinal);
        foreach (CheckpointTensor tensor in _tensors)
            if (!tensors.TryAdd(canonical(tensor.Name), tensor))
                throw new InvalidDataException($"{tensor.File}: '{tensor.Name}' is there twice, as '{tensors[canonical(tensor.Name)].Name}' too.");
        Check(store, tensors);
        store.Replace((parameter, values) => tensors[parameter.Name].Read(tensors[parameter.Name].Name, values));
        var used = store.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        return [.. tensors.Where(tensor => !used.Contains(tensor.Key) && !isCopy(tensor.Key)).Select(tensor => tensor.Value.Name)
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
        File.WriteAllText(Path.Combine(folder, PublishedConfiguration.Name), configuration);
    }

    public void Dispose()
    {
        foreach (IDisposable file in _files)
            file.Dispose();
    }

    /// <summary>The files that hold the weights.</summary>
    string[] Paths()
    {
        foreach (string name in new[] { FileName, PickleName })
        {
            string path = Path.Combine(_folder, name);
            if (File.Exists(path))
                return [path];
            if (File.Exists(path + IndexSuffix))
                return Parts(path + IndexSuffix);
        }

        throw new FileNotFoundException(
            $"{_folder}: there is neither {FileName} nor {PickleName}, nor an index of either; the folder of a published model has one of them",
            Path.Combine(_folder, FileName));
    }

    void Add(string path)
    {
        if (path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
        {
            SafetensorsFile file = SafetensorsFile.Open(path);
            _files.Add(file);
            _tensors.AddRange(file.Tensors.Select(tensor => new CheckpointTensor(path, tensor.Name, tensor.DataType, tensor.Shape, file.Read)));
        }
        else
        {
            TorchFile file = TorchFile.Open(path);
            _files.Add(file);
            _tensors.AddRange(file.Tensors.Select(tensor => new CheckpointTensor(path, tensor.Name, tensor.DataType, tensor.Shape, file.Read)));
        }
    }

    /// <summary>The files that an index names.</summary>
    string[] Parts(string index)
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(File.ReadAllBytes(index));
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("weight_map", out JsonElement map)
                || map.ValueKind != JsonValueKind.Object || map.EnumerateObject().Any(entry => entry.Value.ValueKind != JsonValueKind.String))
                throw new InvalidDataException($"{index}: 'weight_map' must say for each weight which file holds it.");
            string[] names = [.. map.EnumerateObject().Select(entry => entry.Value.GetString()!).Distinct().Order(StringComparer.Ordinal)];
            return names.FirstOrDefault(name => name.Length == 0 || name != Path.GetFileName(name)) is { } outside
                ? throw new InvalidDataException($"{index}: '{outside}' is no file of the folder.")
                : [.. names.Select(name => Path.Combine(_folder, name))];
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{index}: the index is damaged ({error.Message.ReplaceLineEndings(" ")}).", error);
        }
    }

    void Check(ParameterStore store, Dictionary<string, CheckpointTensor> tensors)
    {
        string[] missing = [.. store.Parameters.Select(parameter => parameter.Name).Where(name => !tensors.ContainsKey(name))];
        if (missing.Length > 0)
            throw new InvalidDataException($"{_folder}: the checkpoint lacks {missing.Length} of the model's {store.Parameters.Count} weights: "
                + string.Join(", ", missing.Take(NamesInMessage).Select(name => $"'{name}'"))
                + (missing.Length > NamesInMessage ? $" and {missing.Length - NamesInMessage} more" : "") + "; it belongs to another model.");
        foreach (Parameter parameter in store.Parameters)
        {
            CheckpointTensor tensor = tensors[parameter.Name];
            if (SafetensorsElements.FloatDecoder(tensor.DataType) is null)
                throw new InvalidDataException($"{tensor.File}: '{tensor.Name}' is {tensor.DataType}; weights are F32, F16, BF16 or F64.");
            if (!tensor.Shape.AsSpan().SequenceEqual(parameter.Shape.ToArray()))
                throw new InvalidDataException($"{tensor.File}: '{tensor.Name}' has shape ({string.Join(", ", tensor.Shape)}), but by "
                    + $"{PublishedConfiguration.Name} it is {parameter.Shape}.");
        }
    }
}
