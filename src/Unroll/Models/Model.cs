using Unroll.Autograd;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Operations;
using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Persistence;
using Unroll.Randomness;
using Unroll.Regularizers;
using Unroll.Tensors;

namespace Unroll.Models;

/// <summary>
/// Layers, their weights, and how they are trained. <see cref="Sequential"/> is the model that is a stack. For any other form derive from this class: keep the
/// layers in fields, register each in <see cref="BuildLayers"/>, and compute the output in <see cref="Forward"/>. A model reads one tensor; where samples have
/// several inputs, <c>Fit([words, prices], y)</c>, the others are side inputs: <see cref="ModelBuilder.SideInput"/> and <see cref="LayerContext.SideInput"/>.
/// </summary>
/// <example>
/// <code>
/// sealed class Residual : Model
/// {
///     readonly Lstm _first = new(32) { ReturnSequences = true }, _second = new(32) { ReturnSequences = true };
///     readonly Dense _output = new(1);
///
///     protected override Shape BuildLayers(ModelBuilder builder, Shape input) =>
///         builder.Add(_output, builder.Add(_second, builder.Add(_first, input)));
///
///     public override Tensor Forward(LayerContext context, Tensor input)
///     {
///         Tensor first = _first.Forward(context, input);
///         return _output.Forward(context, context.Tape.Add(first, _second.Forward(context, first)));
///     }
/// }
/// </code>
/// </example>
public abstract class Model
{
    const ulong WeightDomain = 1;

    List<(Parameter Parameter, Regularizer Regularizer)> _penalties = [];
    InferenceSession? _session;

    /// <summary>Where all random numbers of the model come from: weights, shuffling, dropout.</summary>
    public long Seed { get; init; }

    /// <summary>All weights.</summary>
    public ParameterStore Parameters { get; } = new();

    /// <summary>Whether the weights exist.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>Shape of one sample: [time, features], [features], or [time] of ids.</summary>
    public Shape InputShape { get; private set; }

    /// <summary>Shapes of what a sample has beside its main input; none for most models.</summary>
    public IReadOnlyList<Shape> SideInputShapes { get; private set; } = [];

    /// <summary>Shape of the output for one sample.</summary>
    public Shape OutputShape { get; private set; }

    /// <summary>Whether samples are ids: as the first layer says, unless a model that prepares its input says otherwise.</summary>
    public virtual bool ReadsIds => Layers.Count > 0 && Layers[0].Layer.ReadsIds;

    /// <summary>The input that an output with time steps has its steps from: 0 is the main one.</summary>
    internal virtual int StepsInput => 0;

    /// <summary>What changes the weights; null before <see cref="ModelCompilation.Compile{TModel}(TModel, Optimizer, Loss, Metric[])"/>.</summary>
    public Optimizer? Optimizer { get; private set; }

    /// <summary>The objective that training minimizes; null before the model is compiled.</summary>
    public Loss? Loss { get; private set; }

    /// <summary>What training reports beside the loss; each holds what the last epoch of training, or the last evaluation, has seen.</summary>
    public IReadOnlyList<Metric> Metrics { get; private set; } = [];

    /// <summary>The layers in the order in which they were built, with their shapes and parameters.</summary>
    public IReadOnlyList<BuiltLayer> Layers { get; private set; } = [];

    /// <exception cref="ArgumentException">The loss cannot measure the model's outputs.</exception>
    internal void Set(Optimizer? optimizer, Loss loss, Metric[] metrics)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(metrics);
        foreach (Metric metric in metrics)
            ArgumentNullException.ThrowIfNull(metric, nameof(metrics));
        if (this is Sequential stack)
            OutputCheck.Require(stack.Stack, loss);
        (Optimizer, Loss, Metrics) = (optimizer, loss, metrics);
    }

    /// <summary>
    /// Lays out the weights for samples of a shape; does nothing when that is done. They are drawn when first used, unless they are loaded or set before.
    /// </summary>
    /// <param name="inputShape">[time, features], [features] or, for ids, [time]; time may be −1.</param>
    /// <param name="sideInputShapes">Of the side inputs, where the model reads several.</param>
    /// <exception cref="ShapeMismatchException">
    /// Samples cannot have this shape, a layer cannot read them, or the model was built for samples of other features.
    /// </exception>
    public Model Build(Shape inputShape, params IReadOnlyList<Shape> sideInputShapes)
    {
        ArgumentNullException.ThrowIfNull(sideInputShapes);
        if (IsBuilt)
        {
            RequireSameFeatures(inputShape, sideInputShapes);
            return this;
        }

        var builder = new ModelBuilder(Parameters, [.. sideInputShapes]);
        try
        {
            OutputShape = BuildLayers(builder, inputShape);
            Layers = builder.Layers;
            RequireSamples(inputShape, sideInputShapes);
        }
        catch
        {
            // A model that could not be built can be built again for another shape.
            builder.Clear();
            throw;
        }

        (InputShape, SideInputShapes, _penalties) = (inputShape, [.. sideInputShapes], builder.Penalties);
        Parameters.Place(RandomKey.FromSeed(Seed).Derive(WeightDomain));
        IsBuilt = true;
        return this;
    }

    /// <summary>The output of a batch, from operations on the context's tape.</summary>
    /// <param name="context">The step.</param>
    /// <param name="input">[time, batch, features], [batch, features], or ids.</param>
    public abstract Tensor Forward(LayerContext context, Tensor input);

    /// <summary>The loss with what the regularizers of trainable parameters add to it, as Keras adds it in training and in validation.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="loss">The loss of a batch: one number.</param>
    public Tensor AddPenalties(Tape tape, Tensor loss)
    {
        ArgumentNullException.ThrowIfNull(tape);
        foreach ((Parameter parameter, Regularizer regularizer) in _penalties)
            if (parameter.Trainable)
                loss = tape.Add(loss, regularizer.Forward(tape, parameter.Tensor));
        return loss;
    }

    /// <summary>The model as a table: layers, output shapes, parameters.</summary>
    /// <param name="inputShape">Shape of one sample, if the model is not built yet.</param>
    /// <param name="sideInputShapes">Of the side inputs, where the model reads several.</param>
    public ModelSummary Summary(Shape? inputShape = null, params IReadOnlyList<Shape> sideInputShapes)
    {
        if (inputShape is { } shape)
            Build(shape, sideInputShapes);
        return IsBuilt
            ? new ModelSummary(this)
            : throw new InvalidOperationException("The model has no shapes yet: pass the shape of a sample, Summary(inputShape: [time, features]).");
    }

    /// <summary>Predicts for samples laid out one after another, each of <see cref="InputShape"/>.</summary>
    /// <param name="samples">[sample, time, features] or [sample, features].</param>
    /// <param name="steps">Steps of a sample, where they are others than the model was built for.</param>
    /// <returns>The outputs one after another, each of <see cref="OutputShape"/>.</returns>
    public float[] Predict(ReadOnlySpan<float> samples, int? steps = null) => Session.Predict(samples, steps);

    /// <summary>Predicts for samples of ids.</summary>
    /// <param name="samples">[sample, time].</param>
    /// <param name="steps">Steps of a sample, where they are others than the model was built for.</param>
    /// <returns>The outputs one after another, each of <see cref="OutputShape"/>.</returns>
    public float[] Predict(ReadOnlySpan<int> samples, int? steps = null) => Session.Predict(samples, steps);

    /// <summary>Predicts into a span; allocates nothing once the largest batch has been seen.</summary>
    /// <param name="samples">Samples one after another, each of <see cref="InputShape"/>.</param>
    /// <param name="output">The outputs one after another, each of <see cref="OutputShape"/>.</param>
    /// <param name="steps">Steps of a sample, where they are others than the model was built for.</param>
    public void Predict(ReadOnlySpan<float> samples, Span<float> output, int? steps = null) => Session.Predict(samples, output, steps);

    /// <summary>Predicts for samples of ids into a span; allocates nothing once the largest batch has been seen.</summary>
    /// <param name="samples">Samples one after another, each of <see cref="InputShape"/>.</param>
    /// <param name="output">The outputs one after another, each of <see cref="OutputShape"/>.</param>
    /// <param name="steps">Steps of a sample, where they are others than the model was built for.</param>
    public void Predict(ReadOnlySpan<int> samples, Span<float> output, int? steps = null) => Session.Predict(samples, output, steps);

    /// <summary>Predicts for samples in arrays, one for each input, into a span; allocates nothing once the largest batch has been seen.</summary>
    /// <param name="inputs">The main input, then the side inputs, each with the same number of samples.</param>
    /// <param name="output">The outputs one after another, each of <see cref="OutputShape"/>.</param>
    public void Predict(ReadOnlySpan<Samples> inputs, Span<float> output) => Session.Predict(inputs, output);

    /// <summary>
    /// All weights as Keras' get_weights gives them: one array a parameter, row-major, in the order of <see cref="ParameterStore.Parameters"/>.
    /// </summary>
    public float[][] GetWeights() => Parameters.GetWeights();

    /// <summary>Replaces all weights by what <see cref="GetWeights"/> gave, or Keras' get_weights flattened.</summary>
    /// <exception cref="ArgumentException">
    /// There are more or fewer arrays than parameters, or one has another length; no weight has been changed then.
    /// </exception>
    public void SetWeights(params IReadOnlyList<float[]> weights) => Parameters.SetWeights(weights);

    /// <summary>Writes the weights alone, under their names, as a safetensors file.</summary>
    /// <exception cref="InvalidOperationException">The model is not built: it has no weights.</exception>
    public void SaveWeights(string path) => WriteWeights(path);

    /// <summary>
    /// Reads the weights from any safetensors file that has them under this model's names: of <see cref="SaveWeights"/>, a saved model, a checkpoint.
    /// </summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or its weights are not those of this model; no weight has been changed then.</exception>
    public void LoadWeights(string path)
    {
        RequireBuilt();
        using SafetensorsFile file = SafetensorsFile.Open(path);
        WeightFile.Read(file, Parameters);
    }

    /// <summary>Registers the layers, each once, by <see cref="ModelBuilder.Add"/>; the order names and saves them.</summary>
    /// <param name="builder">Takes them.</param>
    /// <param name="input">Shape of one sample.</param>
    /// <returns>Shape of one sample's output.</returns>
    protected abstract Shape BuildLayers(ModelBuilder builder, Shape input);

    /// <summary>The model as text, for files that hold it; null when it cannot be written.</summary>
    internal virtual string? Describe() => null;

    internal void WriteWeights(string path, IReadOnlyDictionary<string, string>? metadata = null, string? model = null, bool includeOptimizer = false)
    {
        RequireBuilt();
        var writer = new SafetensorsWriter();
        WeightFile.Add(writer, Parameters);
        foreach ((string key, string value) in metadata ?? new Dictionary<string, string>())
            writer.Metadata[key] = value;
        if (model is not null)
            writer.Metadata[ModelText.MetadataKey] = model;
        if (model is not null && CompiledText.Write(this) is { } compiled)
        {
            writer.Metadata[CompiledText.MetadataKey] = compiled;
            if (includeOptimizer && Optimizer is { } optimizer && optimizer.IsBuiltFor(Parameters))
                OptimizerFile.Save(writer, optimizer, Parameters);
        }

        writer.Write(path);
    }

    /// <exception cref="ShapeMismatchException">Data cannot have samples of such a shape.</exception>
    void RequireSamples(Shape inputShape, IReadOnlyList<Shape> sideInputShapes)
    {
        if (ReadsIds ? !SampleRank.SuitsIds(inputShape) : !SampleRank.SuitsValues(inputShape))
            throw new ShapeMismatchException(nameof(Build), ReadsIds ? SampleRank.OfIds : SampleRank.OfValues, inputShape, nameof(inputShape));
        foreach (Shape side in sideInputShapes)
            if (!SampleRank.SuitsValues(side) && !SampleRank.SuitsIds(side))
                throw new ShapeMismatchException(
                    nameof(Build), $"side inputs like {SampleRank.OfValues}, or {SampleRank.OfIds}", side, nameof(sideInputShapes));
    }

    /// <exception cref="ShapeMismatchException">The samples have not the features that the weights were made for; their steps may be others.</exception>
    void RequireSameFeatures(Shape inputShape, IReadOnlyList<Shape> sideInputShapes)
    {
        if (inputShape.Rank != InputShape.Rank || (!ReadsIds && inputShape.Last != InputShape.Last))
            throw new ShapeMismatchException(Layers[0].Layer.BuiltName, $"samples of shape {InputShape}, for which the model was built", inputShape,
                nameof(inputShape));
        if (!sideInputShapes.Select(shape => shape.Rank).SequenceEqual(SideInputShapes.Select(shape => shape.Rank)))
            throw new ShapeMismatchException(
                $"The model was built for side inputs of shapes [{string.Join(", ", SideInputShapes)}]; the data have [{string.Join(", ", sideInputShapes)}].");
    }

    void RequireBuilt()
    {
        if (!IsBuilt)
            throw new InvalidOperationException("The model is not built yet and has no weights: call Build with the shape of a sample, or Fit.");
    }

    /// <summary>What <see cref="Predict(ReadOnlySpan{float}, int?)"/> works with, whichever thread asks first.</summary>
    internal InferenceSession Session
    {
        get
        {
            lock (Parameters)
                return _session ??= new InferenceSession(this);
        }
    }
}
