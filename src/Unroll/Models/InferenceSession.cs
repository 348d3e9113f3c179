using System.Runtime.InteropServices;
using Unroll.Arguments;
using Unroll.Autograd;
using Unroll.Data;
using Unroll.Kernels;
using Unroll.Kernels.MatMul;
using Unroll.Layers;
using Unroll.Tensors;

namespace Unroll.Models;

/// <summary>
/// Predictions of a model: memory and workers of its own and, when it carries one, a state. Once the largest batch has been seen, predicting into a caller's
/// span
/// allocates nothing. Threads that predict with one session take turns; for predictions side by side give each thread a session, and the model's weights serve
/// them all.
/// <see cref="Continue(ReadOnlySpan{int})"/> and <see cref="State"/> are for one thread.
/// </summary>
public sealed class InferenceSession : IDisposable
{
    readonly Model _model;
    readonly Workers _workers;
    readonly Tape _tape;
    readonly LayerContext _context;
    readonly SampleShapes _shapes;
    readonly Lock _turn = new();

    /// <summary>A session for a built model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <param name="carriesState">Whether a sequence continues where the last one ended, until <see cref="ResetState"/>.</param>
    /// <param name="weights">How products hold the weights: in 16 bits a state of some thousand units is read in half the time.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public InferenceSession(Model model, int workers = 0, bool carriesState = false, WeightFormat weights = WeightFormat.Float32)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        if (!model.IsBuilt)
            throw new InvalidOperationException("The model is not built yet: call Build with the shape of a sample, or Fit.");
        (_model, _shapes) = (model, new SampleShapes(model));
        _workers = new Workers(workers == 0 ? Environment.ProcessorCount : workers);
        _tape = new Tape(_workers) { WeightFormat = weights };
        _context = new LayerContext(_tape) { State = carriesState ? new ModelState() : null, SideInputs = new Tensor[model.SideInputShapes.Count] };
    }

    /// <summary>Samples that are computed together at most; more are cut into batches, which changes the memory and not a bit of the result.</summary>
    public int BatchLimit { get; init => field = Argument.AtLeast(1, value); } = 128;

    /// <summary>
    /// The state that sequences start from and update, row i for sample i; null when every sequence starts from zeros. One session can serve many
    /// streams by changing it, and a state serves batches of any size. Samples with a state are never cut into batches.
    /// </summary>
    public ModelState? State
    {
        get => _context.State;
        set => _context.State = value;
    }

    /// <summary>Lets the next sequence start from zeros.</summary>
    public void ResetState() => _context.State?.Reset();

    /// <summary>Shape of one sample's output for sequences of a number of steps.</summary>
    /// <param name="steps">Steps of a sample; null for the number that the model was built for.</param>
    /// <exception cref="InvalidOperationException">The model was built for an unknown number of steps and none is given.</exception>
    public Shape OutputShape(int? steps = null) => _shapes.Output(steps);

    /// <summary>Predicts for samples laid out one after another, each of the model's input shape.</summary>
    /// <param name="samples">[sample, time, features] or [sample, features].</param>
    /// <param name="steps">Steps of a sample, where they are others than the model was built for.</param>
    /// <returns>The outputs one after another.</returns>
    /// <exception cref="ArgumentException">The numbers are not whole samples, or the model reads ids.</exception>
    public float[] Predict(ReadOnlySpan<float> samples, int? steps = null)
    {
        float[] output = new float[_shapes.Count(samples.Length, _shapes.Sample(steps), areIds: false) * OutputShape(steps).Length];
        Predict(samples, output, steps);
        return output;
    }

    /// <summary>Predicts into a span; allocates nothing once the largest batch has been seen.</summary>
    /// <param name="samples">[sample, time, features] or [sample, features].</param>
    /// <param name="output">The outputs one after another, one per sample, each of <see cref="OutputShape"/>.</param>
    /// <param name="steps">Steps of a sample, where they are others than the model was built for.</param>
    /// <exception cref="ArgumentException">The numbers are not whole samples, the model reads ids, or the output has another length.</exception>
    public void Predict(ReadOnlySpan<float> samples, Span<float> output, int? steps = null) => Run(samples, output, steps);

    /// <summary>Predicts for samples of ids, each as long as the model's input shape says.</summary>
    /// <param name="samples">[sample, time].</param>
    /// <param name="steps">Steps of a sample, where they are others than the model was built for.</param>
    /// <returns>The outputs one after another.</returns>
    /// <exception cref="ArgumentException">The ids are not whole samples, or the model reads values.</exception>
    public float[] Predict(ReadOnlySpan<int> samples, int? steps = null)
    {
        float[] output = new float[_shapes.Count(samples.Length, _shapes.Sample(steps), areIds: true) * OutputShape(steps).Length];
        Predict(samples, output, steps);
        return output;
    }

    /// <summary>Predicts for samples of ids into a span; allocates nothing once the largest batch has been seen.</summary>
    /// <param name="samples">[sample, time].</param>
    /// <param name="output">The outputs one after another, one per sample, each of <see cref="OutputShape"/>.</param>
    /// <param name="steps">Steps of a sample, where they are others than the model was built for.</param>
    /// <exception cref="ArgumentException">The ids are not whole samples, the model reads values, or the output has another length.</exception>
    public void Predict(ReadOnlySpan<int> samples, Span<float> output, int? steps = null) => Run(samples, output, steps);

    /// <summary>
    /// Predicts for samples in arrays, one for each input that the model reads, into a span; allocates nothing once the largest batch has been seen.
    /// </summary>
    /// <param name="inputs">The main input, then the side inputs, each with the same number of samples.</param>
    /// <param name="output">The outputs one after another, one per sample, each of <see cref="OutputShape"/>.</param>
    /// <exception cref="ArgumentException">The samples are not what the model reads, or the output has another length.</exception>
    public void Predict(ReadOnlySpan<Samples> inputs, Span<float> output)
    {
        _shapes.Require(inputs);
        Samples main = inputs[0];
        int width = _shapes.RequireOutput(output.Length, main.Count, StepsOf(inputs));
        lock (_turn)
        {
            int limit = Limit(main.Count);
            for (int first = 0; first < main.Count; first += limit)
            {
                int rows = Math.Min(limit, main.Count - first);
                _tape.Reset();
                for (int i = 1; i < inputs.Length; i++)
                    _context.SideInputs[i - 1] = inputs[i].Cut(_tape.Arena, first, rows);
                WriteBatchMajor(_model.Forward(_context, main.Cut(_tape.Arena, first, rows)), output.Slice(first * width, rows * width));
            }
        }
    }

    /// <summary>Predicts for samples in arrays, one for each input that the model reads.</summary>
    /// <param name="inputs">The main input, then the side inputs, each with the same number of samples.</param>
    /// <returns>The outputs with their shape.</returns>
    /// <exception cref="ArgumentException">The samples are not what the model reads.</exception>
    public Prediction Predict(ReadOnlySpan<Samples> inputs)
    {
        _shapes.Require(inputs);
        Samples main = inputs[0];
        Shape shape = OutputShape(StepsOf(inputs));
        float[] output = new float[main.Count * shape.Length];
        Predict(inputs, output);
        return new Prediction(output, main.Count, shape);
    }

    /// <summary>Predicts for the samples of data in their order, which are cut batch by batch.</summary>
    /// <param name="data">Samples of the shape that the model was built for.</param>
    /// <returns>The outputs with their shape.</returns>
    /// <exception cref="ShapeMismatchException">The samples have another shape.</exception>
    public Prediction Predict(SampleData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.SampleShape != _model.InputShape || !data.SideShapes.SequenceEqual(_model.SideInputShapes))
            throw new ShapeMismatchException(nameof(Predict), $"samples of shape {_model.InputShape}, for which the model was built", data.SampleShape,
                nameof(data));
        Shape shape = OutputShape();
        float[] output = new float[data.Count * shape.Length];
        lock (_turn)
        {
            for (int first = 0, index = 0; first < data.Count; first += BatchLimit, index++)
            {
                _tape.Reset();
                Tensor input = data.CutFor(_context, BatchLimit, index, null).Inputs;
                WriteBatchMajor(_model.Forward(_context, input), output.AsSpan(first * shape.Length, Math.Min(BatchLimit, data.Count - first) * shape.Length));
            }
        }

        return new Prediction(output, data.Count, shape);
    }

    /// <summary>Feeds ids of a single sequence and gives the output after the last one; for models that read ids and carry their state.</summary>
    /// <returns>The last output, valid until the next call.</returns>
    public ReadOnlySpan<float> Continue(scoped ReadOnlySpan<int> ids)
    {
        _shapes.RequireOneInput();
        _shapes.RequireKind(areIds: true);
        Tensor input = AllocateIds([ids.Length], 1);
        ids.CopyTo(input.Ids);
        Tensor output = _model.Forward(_context, input);
        return output.Values[^output.Shape.Last..];
    }

    /// <summary>Feeds a single sequence of feature vectors and gives the output after the last one.</summary>
    /// <param name="sequence">[time, features].</param>
    /// <param name="features">Numbers per step.</param>
    /// <returns>The last output, valid until the next call.</returns>
    public ReadOnlySpan<float> Continue(scoped ReadOnlySpan<float> sequence, int features)
    {
        _shapes.RequireOneInput();
        if (features < 1 || sequence.Length % features != 0)
            throw new ArgumentException($"A sequence of {features} numbers per step cannot have {sequence.Length} numbers.", nameof(sequence));
        _tape.Reset();
        Tensor input = _tape.Arena.Allocate(new Shape(sequence.Length / features, 1, features));
        sequence.CopyTo(input.Values);
        Tensor output = _model.Forward(_context, input);
        return output.Values[^output.Shape.Last..];
    }

    /// <inheritdoc/>
    public void Dispose() => _workers.Dispose();

    void Run<T>(ReadOnlySpan<T> samples, Span<float> output, int? steps)
        where T : unmanaged
    {
        Shape sample = _shapes.Sample(steps);
        bool areIds = typeof(T) == typeof(int);
        int count = _shapes.Count(samples.Length, sample, areIds), width = _shapes.RequireOutput(output.Length, count, steps);
        int features = areIds ? 1 : sample.Last, length = sample.Length / features;
        lock (_turn)
        {
            int limit = Limit(count);
            for (int first = 0; first < count; first += limit)
            {
                int rows = Math.Min(limit, count - first);
                Tensor input = areIds ? AllocateIds(sample, rows) : AllocateValues(sample, rows);
                Span<T> batch = areIds ? MemoryMarshal.Cast<int, T>(input.Ids) : MemoryMarshal.Cast<float, T>(input.Values);
                TimeMajor.Swap(samples.Slice(first * sample.Length, rows * sample.Length), rows, length, features, batch);
                WriteBatchMajor(_model.Forward(_context, input), output.Slice(first * width, rows * width));
            }
        }
    }

    int Limit(int count) => Math.Max(1, State is null ? BatchLimit : count);

    int? StepsOf(ReadOnlySpan<Samples> inputs) => inputs[_model.StepsInput] is { IsSequence: true } input ? input.Shape[0] : null;

    /// <summary>Ids in the engine's order, [time, batch].</summary>
    Tensor AllocateIds(Shape sample, int batch)
    {
        _tape.Reset();
        return _tape.Arena.AllocateIds(sample.Rank == 0 ? new Shape(batch) : new Shape(sample[0], batch));
    }

    /// <summary>Values in the engine's order, [time, batch, features].</summary>
    Tensor AllocateValues(Shape sample, int batch)
    {
        _tape.Reset();
        return _tape.Arena.Allocate(sample.Rank == 2 ? new Shape(sample[0], batch, sample[1]) : new Shape(batch, sample[0]));
    }

    static void WriteBatchMajor(Tensor output, Span<float> target)
    {
        if (output.Shape.Length != target.Length)
            throw new InvalidOperationException(
                $"The model gave an output of shape {output.Shape}, other than the shape it was built with: predict with the steps it was built for, or "
                + "build it with −1 steps.");
        if (output.Shape.Rank > 2)
            TimeMajor.Swap(output.Values, output.Shape[0], output.Shape[1], output.Shape.Length / (output.Shape[0] * output.Shape[1]), target);
        else
            output.Values.CopyTo(target);
    }
}
