using Unroll.Naming;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Parameters;

/// <summary>
/// All weights of a model in one block and all gradients in another, so that the optimizer, clipping, averaging and a checkpoint are one loop each.
/// Parameters are declared while the model is built, then placed together. The block is made, and the first weights are drawn, when they are first asked for:
/// a model whose weights are read from a file never draws any.
/// </summary>
public sealed class ParameterStore
{
    /// <summary>What one array can hold, less the padding of the last parameter.</summary>
    const int MaximalLength = 0x7FFFFF00;

    readonly List<Parameter> _parameters = [];
    readonly Lock _drawing = new();
    RandomKey? _key;
    volatile Storage? _storage;

    /// <summary>The parameters in the order of their declaration.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The number of weights.</summary>
    public long Count => _parameters.Sum(parameter => (long)parameter.Shape.Length);

    /// <summary>The number of weights that training changes.</summary>
    public long TrainableCount => _parameters.Where(parameter => parameter.Trainable).Sum(parameter => (long)parameter.Shape.Length);

    /// <summary>Length of the block: the weights, each parameter padded to a 64-byte line.</summary>
    public int Length { get; private set; }

    /// <summary>
    /// A number, from 1, that is raised whenever weights change: by a step of the optimizer, by building the model or loading its weights, or by
    /// <see cref="NotifyChanged"/>.
    /// What is made from the weights holds as long as it is the same.
    /// </summary>
    public long Version { get; private set; } = 1;

    /// <summary>All weights with their padding, which stays zero. See <see cref="Parameter.Values"/> about writing to them.</summary>
    public Span<float> Values => Block.Values(0, Length);

    /// <summary>All gradients with their padding, which stays zero.</summary>
    public Span<float> Gradients => Block.Gradients(0, Length);

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
            throw new KeyNotFoundException(names.Length == 0
                ? $"There is no parameter '{name}': the model is not built yet; call Build with the shape of a sample, or Fit."
                : NearestName.Message($"There is no parameter '{name}'", name, names));
        }
    }

    /// <summary>The block with its weights, drawn at the first use.</summary>
    internal Storage Block => _storage ?? Draw();

    RandomKey Key => _key ?? throw new InvalidOperationException("The model is not built yet: call Build with the shape of a sample, or Fit.");

    internal float[][] GetWeights()
    {
        _ = Key;
        return [.. _parameters.Select(parameter => parameter.Values.ToArray())];
    }

    internal void SetWeights(IReadOnlyList<float[]> weights)
    {
        _ = Key;
        if (weights.Count != _parameters.Count)
            throw new ArgumentException(
                $"The model has {_parameters.Count} parameters ({string.Join(", ", _parameters.Select(p => $"{p.Name} {p.Shape}"))}); {weights.Count} arrays "
                + "were given.",
                nameof(weights));
        for (int i = 0; i < weights.Count; i++)
            _parameters[i].Require(weights[i]);
        int next = 0;
        Replace((_, values) => weights[next++].CopyTo(values));
    }

    /// <summary>
    /// Gives every parameter, in their order, new weights. Weights that were not drawn before never are, and when this fails they still can be.
    /// </summary>
    internal void Replace(WeightSource source)
    {
        lock (_drawing)
        {
            try
            {
                _storage = Fill(_storage ?? NewBlock(), source);
            }
            finally
            {
                NotifyChanged();
            }
        }
    }

    Storage Draw()
    {
        RandomKey key = Key;
        lock (_drawing)
        {
            ulong next = 0;
            return _storage ??= Fill(NewBlock(), (parameter, values) =>
                parameter.Initializer.Fill(values, parameter.Shape, new RandomStream(key.Derive(next++))));
        }
    }

    Storage NewBlock() => new(Length) { Packed = new PackedForms() };

    Storage Fill(Storage block, WeightSource source)
    {
        foreach (Parameter parameter in _parameters)
            source(parameter, block.Values(parameter.Offset, parameter.Shape.Length));
        return block;
    }

    internal Parameter Declare(string name, Shape shape, Initializer initializer)
    {
        if (_parameters.Exists(other => other.Name == name))
            throw new ArgumentException($"There are two parameters named '{name}'; give one of the layers another Name.", nameof(name));
        long length = shape.ToArray().Aggregate(1L, (product, extent) => product > MaximalLength ? product : product * extent);
        if (_parameters.Sum(other => (long)RoundUp(other.Shape.Length)) + length > MaximalLength)
            throw new OverflowException($"'{name}' has shape {shape}: with it the model has more than {MaximalLength:N0} weights; make its layers smaller.");
        initializer.Require(shape);
        var parameter = new Parameter(this, name, shape, initializer);
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Forgets all declarations.</summary>
    internal void Clear() => _parameters.Clear();

    /// <summary>Lays out the block; parameter i will be drawn from key.Derive(i).</summary>
    internal void Place(RandomKey key)
    {
        int offset = 0;
        for (int i = 0; i < _parameters.Count; i++)
        {
            _parameters[i].Place(offset, slot: i);
            offset += RoundUp(_parameters[i].Shape.Length);
        }

        (Length, _key) = (offset, key);
        NotifyChanged();
    }

    internal void BeginPass() => Block.BeginPass();

    /// <summary>After a backward pass: parameters that it did not reach have a gradient of zero.</summary>
    internal void ClearUnwritten()
    {
        foreach (Parameter parameter in _parameters)
            if (!parameter.HasGradient)
                parameter.Gradients.Clear();
    }

    static int RoundUp(int length) => (length + Storage.Alignment - 1) / Storage.Alignment * Storage.Alignment;
}
