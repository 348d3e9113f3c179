using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Models;

/// <summary>Layers, their weights, and how they are trained. <see cref="Sequential"/> is the model that is a stack.</summary>
public abstract class Model
{
    const ulong WeightDomain = 1;

    readonly List<BuiltLayer> _layers = [];
    InferenceSession? _session;

    /// <summary>Where all random numbers of the model come from: weights, shuffling, dropout.</summary>
    public long Seed { get; init; }

    /// <summary>All weights.</summary>
    public ParameterStore Parameters { get; } = new();

    /// <summary>Whether the weights exist.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>Shape of one sample: [time, features], [features], or [time] of ids.</summary>
    public Shape InputShape { get; private set; }

    /// <summary>Shape of the output for one sample.</summary>
    public Shape OutputShape { get; private set; }

    /// <summary>Whether samples are ids.</summary>
    public bool ReadsIds { get; private set; }

    /// <summary>What changes the weights; null before <see cref="Compile"/>.</summary>
    public Optimizer? Optimizer { get; private set; }

    /// <summary>What training makes small; null before <see cref="Compile"/>.</summary>
    public Loss? Loss { get; private set; }

    /// <summary>What training reports beside the loss.</summary>
    public IReadOnlyList<Metric> Metrics { get; private set; } = [];

    /// <summary>The layers in the order in which they were built, with their shapes and parameters.</summary>
    public IReadOnlyList<BuiltLayer> Layers => _layers;

    /// <summary>Sets how the model is trained; returns it.</summary>
    public Model Compile(Optimizer optimizer, Loss loss, params Metric[] metrics)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(metrics);
        (Optimizer, Loss, Metrics) = (optimizer, loss, metrics);
        return this;
    }

    /// <summary>Creates the weights for samples of a shape; does nothing when they exist for it.</summary>
    /// <param name="inputShape">[time, features], [features] or, for ids, [time]; time may be −1.</param>
    /// <exception cref="InvalidOperationException">The model was built for samples of other features.</exception>
    public Model Build(Shape inputShape)
    {
        if (IsBuilt)
        {
            bool sameFeatures = inputShape.Rank == InputShape.Rank && (ReadsIds || inputShape.Last == InputShape.Last);
            return sameFeatures ? this : throw new InvalidOperationException($"The model was built for samples of shape {InputShape}, not {inputShape}.");
        }

        try
        {
            OutputShape = BuildLayers(inputShape);
        }
        catch
        {
            // A model that could not be built can be built again for another shape.
            foreach (BuiltLayer layer in _layers)
                layer.Layer.Id = -1;
            _layers.Clear();
            Parameters.Clear();
            throw;
        }

        InputShape = inputShape;
        ReadsIds = _layers.Count > 0 && _layers[0].Layer.ReadsIds;
        Parameters.Place(RandomKey.FromSeed(Seed).Derive(WeightDomain));
        IsBuilt = true;
        return this;
    }

    /// <summary>The output of a batch, from operations on the context's tape.</summary>
    /// <param name="context">The step.</param>
    /// <param name="input">[time, batch, features], [batch, features], or ids.</param>
    public abstract Tensor Forward(LayerContext context, Tensor input);

    /// <summary>The model as a table: layers, output shapes, parameters.</summary>
    /// <param name="inputShape">Shape of one sample, if the model is not built yet.</param>
    public ModelSummary Summary(Shape? inputShape = null)
    {
        if (inputShape is { } shape)
            Build(shape);
        return IsBuilt
            ? new ModelSummary(this)
            : throw new InvalidOperationException("The model has no shapes yet: pass the shape of a sample, Summary(inputShape: [time, features]).");
    }

    /// <summary>Predicts for samples laid out one behind another, each of <see cref="InputShape"/>.</summary>
    /// <returns>The outputs one behind another, each of <see cref="OutputShape"/>.</returns>
    public float[] Predict(ReadOnlySpan<float> samples) => Session.Predict(samples);

    /// <summary>Predicts for samples of ids.</summary>
    /// <returns>The outputs one behind another, each of <see cref="OutputShape"/>.</returns>
    public float[] Predict(ReadOnlySpan<int> samples) => Session.Predict(samples);

    /// <summary>Builds each layer in turn by <see cref="BuildLayer"/>.</summary>
    /// <returns>The output shape of one sample.</returns>
    private protected abstract Shape BuildLayers(Shape inputShape);

    private protected Shape BuildLayer(Layer layer, Shape input)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (layer.Id >= 0)
            throw new InvalidOperationException($"The layer '{layer.BuiltName}' already belongs to a model.");
        layer.BuiltName = layer.Name ?? UniqueName(layer.DefaultName);
        var builder = new LayerBuilder(Parameters, layer.BuiltName);
        Shape output = layer.Build(builder, input);
        layer.Id = _layers.Count;
        _layers.Add(new BuiltLayer(layer, output, builder.Declared));
        return output;
    }

    InferenceSession Session => _session ??= new InferenceSession(this);

    /// <summary>lstm, lstm_1, lstm_2 …: counted per class, as Keras names them.</summary>
    string UniqueName(string stem)
    {
        string name = stem;
        for (int number = 1; _layers.Exists(layer => layer.Layer.BuiltName == name); number++)
            name = $"{stem}_{number}";
        return name;
    }
}
