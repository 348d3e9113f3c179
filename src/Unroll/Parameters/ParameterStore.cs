using Unroll.Naming;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>
/// All weights of a model in one block and all gradients in another, so that the optimizer, clipping, averaging and a checkpoint are one loop each.
/// Parameters are declared while the model is built, then placed and initialized together.
/// </summary>
public sealed class ParameterStore
{
    /// <summary>What one array can hold, less the padding of the last parameter.</summary>
    const int MaximalLength = 0x7FFFFF00;

    readonly List<Parameter> _parameters = [];
    Storage? _storage;

    /// <summary>The parameters in the order of their declaration.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The number of weights.</summary>
    public long Count => _parameters.Sum(parameter => (long)parameter.Shape.Length);

    /// <summary>The number of weights that training changes.</summary>
    public long TrainableCount => _parameters.Where(parameter => parameter.Trainable).Sum(parameter => (long)parameter.Shape.Length);

    /// <summary>Length of the block: the weights, each parameter padded to a 64-byte line.</summary>
    public int Length { get; private set; }

    /// <summary>
    /// A number, from 1, that is raised whenever weights change: by a step of the optimizer, by initializing or loading them, or by <see cref="NotifyChanged"/>.
    /// What is made from the weights holds as long as it is the same.
    /// </summary>
    public long Version { get; private set; } = 1;

    /// <summary>All weights with their padding, which stays zero. See <see cref="Parameter.Values"/> about writing to them.</summary>
    public Span<float> Values => Placed.Values(0, Length);

    /// <summary>All gradients with their padding, which stays zero.</summary>
    public Span<float> Gradients => Placed.Gradients(0, Length);

    /// <summary>Says that weights were changed by hand: raises <see cref="Version"/>. Call it between steps, not while another thread predicts.</summary>
    public void NotifyChanged()
    {
        Version++;
        _storage?.Packed!.Expire();
    }

    /// <summary>A parameter by its name: <c>["lstm.kernel"]</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name; the message lists those there are.</exception>
    public Parameter this[string name]
    {
        get
        {
            foreach (Parameter parameter in _parameters)
                if (parameter.Name == name)
                    return parameter;
            string[] names = [.. _parameters.Select(parameter => parameter.Name)];
            string nearest = NearestName.Find(name, names) is { } near ? $" Did you mean '{near}'?" : "";
            throw new KeyNotFoundException(names.Length == 0
                ? $"There is no parameter '{name}': the model is not built yet; call Build with the shape of a sample, or Fit."
                : $"There is no parameter '{name}'; there are {string.Join(", ", names)}.{nearest}");
        }
    }

    Storage Placed => _storage ?? throw new InvalidOperationException("The model is not built yet: call Build with the shape of a sample, or Fit.");

    internal float[][] GetWeights()
    {
        _ = Placed;
        return [.. _parameters.Select(parameter => parameter.Values.ToArray())];
    }

    internal void SetWeights(IReadOnlyList<float[]> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        _ = Placed;
        if (weights.Count != _parameters.Count)
            throw new ArgumentException(
                $"The model has {_parameters.Count} parameters ({string.Join(", ", _parameters.Select(p => $"{p.Name} {p.Shape}"))}); {weights.Count} arrays were given.",
                nameof(weights));
        for (int i = 0; i < weights.Count; i++)
            _parameters[i].Require(weights[i]);
        for (int i = 0; i < weights.Count; i++)
            _parameters[i].Set(weights[i]);
    }

    internal Parameter Declare(string name, Shape shape, Initializer initializer)
    {
        if (_parameters.Exists(other => other.Name == name))
            throw new ArgumentException($"There are two parameters named '{name}'; give one of the layers another Name.", nameof(name));
        long length = shape.ToArray().Aggregate(1L, (product, extent) => product > MaximalLength ? product : product * extent);
        if (_parameters.Sum(other => (long)RoundUp(other.Shape.Length)) + length > MaximalLength)
            throw new OverflowException($"'{name}' has shape {shape}: with it the model has more than {MaximalLength:N0} weights; make its layers smaller.");
        var parameter = new Parameter(this, name, shape, initializer);
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Forgets all declarations.</summary>
    internal void Clear() => _parameters.Clear();

    /// <summary>Lays out the block and draws the first weights: parameter i from key.Derive(i).</summary>
    internal void Place(RandomKey key)
    {
        Length = _parameters.Sum(parameter => RoundUp(parameter.Shape.Length));
        _storage = new Storage(Length) { Packed = new PackedForms() };

        int offset = 0;
        for (int i = 0; i < _parameters.Count; i++)
        {
            Parameter parameter = _parameters[i];
            parameter.Place(new Tensor(_storage, offset, parameter.Shape, slot: i, requiresGradient: true), offset);
            parameter.Initializer.Fill(parameter.Values, parameter.Shape, new RandomStream(key.Derive((ulong)i)));
            offset += RoundUp(parameter.Shape.Length);
        }

        NotifyChanged();
    }

    internal void BeginPass() => Placed.BeginPass();

    /// <summary>After a backward pass: parameters that it did not reach have a gradient of zero.</summary>
    internal void ClearUnwritten()
    {
        foreach (Parameter parameter in _parameters)
            if (!parameter.HasGradient)
                parameter.Gradients.Clear();
    }

    static int RoundUp(int length) => (length + Storage.Alignment - 1) / Storage.Alignment * Storage.Alignment;
}
