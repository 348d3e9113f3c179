using Unroll.Autograd;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Tensors;

namespace Unroll.Models;

/// <summary>Predictions of a model: memory and workers of its own and, when it carries one, a state. Not for use by several threads at once.</summary>
public sealed class InferenceSession : IDisposable
{
    readonly Model _model;
    readonly Workers _workers;
    readonly Tape _tape;
    readonly LayerContext _context;

    /// <summary>A session for a built model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="workers">Threads; 0 for one a processor.</param>
    /// <param name="carriesState">Whether a sequence goes on where the last one ended, until <see cref="ResetState"/>.</param>
    public InferenceSession(Model model, int workers = 0, bool carriesState = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        if (!model.IsBuilt)
            throw new InvalidOperationException("The model is not built yet: call Build with the shape of a sample, or Fit.");
        _model = model;
        _workers = new Workers(workers == 0 ? Environment.ProcessorCount : workers);
        _tape = new Tape(_workers);
        _context = new LayerContext(_tape) { State = carriesState ? new ModelState() : null };
    }

    /// <summary>Lets the next sequence start from zeros.</summary>
    public void ResetState() => _context.State?.Reset();

    /// <summary>Predicts for samples laid out one behind another, each of the model's input shape.</summary>
    /// <returns>The outputs one behind another.</returns>
    public float[] Predict(ReadOnlySpan<float> samples)
    {
        int sample = Known(_model.InputShape).Length;
        if (_model.ReadsIds)
            throw new ArgumentException("This model reads ids: pass whole numbers.", nameof(samples));
        if (sample == 0 || samples.Length % sample != 0)
            throw new ArgumentException($"Samples of shape {_model.InputShape} have {sample} numbers each; {samples.Length} were given.", nameof(samples));

        Shape shape = _model.InputShape;
        int batch = samples.Length / sample;
        _tape.Reset();
        Tensor input = _tape.Arena.Allocate(shape.Rank == 2 ? new Shape(shape[0], batch, shape[1]) : new Shape(batch, shape[0]));
        if (shape.Rank == 2)
            TimeMajor.Swap(samples, batch, shape[0], shape[1], input.Values);
        else
            samples.CopyTo(input.Values);
        return BatchMajor(_model.Forward(_context, input));
    }

    /// <summary>Predicts for samples of ids, each as long as the model's input shape says.</summary>
    /// <returns>The outputs one behind another.</returns>
    public float[] Predict(ReadOnlySpan<int> samples)
    {
        int sample = Known(_model.InputShape).Length;
        if (sample == 0 || samples.Length % sample != 0)
            throw new ArgumentException($"Samples of shape {_model.InputShape} have {sample} ids each; {samples.Length} were given.", nameof(samples));
        int batch = samples.Length / sample;
        int[] ids = new int[samples.Length];
        TimeMajor.Swap(samples, batch, sample, 1, ids);
        return BatchMajor(Forward(ids, sample, batch));
    }

    /// <summary>Feeds ids of a single sequence and gives the output after the last one; for models that read ids and carry their state.</summary>
    /// <returns>The last output, valid until the next call.</returns>
    public ReadOnlySpan<float> Continue(scoped ReadOnlySpan<int> ids)
    {
        Tensor output = Forward(ids, ids.Length, 1);
        return output.Values[^output.Shape.Last..];
    }

    /// <summary>Feeds a single sequence of feature vectors and gives the output after the last one.</summary>
    /// <param name="sequence">[time, features].</param>
    /// <param name="features">Numbers a step.</param>
    /// <returns>The last output, valid until the next call.</returns>
    public ReadOnlySpan<float> Continue(scoped ReadOnlySpan<float> sequence, int features)
    {
        if (features < 1 || sequence.Length % features != 0)
            throw new ArgumentException($"A sequence of {features} numbers a step cannot have {sequence.Length} numbers.", nameof(sequence));
        _tape.Reset();
        Tensor input = _tape.Arena.Allocate(new Shape(sequence.Length / features, 1, features));
        sequence.CopyTo(input.Values);
        Tensor output = _model.Forward(_context, input);
        return output.Values[^output.Shape.Last..];
    }

    /// <inheritdoc/>
    public void Dispose() => _workers.Dispose();

    /// <summary>Ids in the engine's order, [time, batch].</summary>
    Tensor Forward(scoped ReadOnlySpan<int> ids, int steps, int batch)
    {
        if (!_model.ReadsIds)
            throw new ArgumentException("This model reads values, not ids: pass floating-point numbers.", nameof(ids));
        _tape.Reset();
        Tensor input = _tape.Arena.AllocateIds(_model.InputShape.Rank == 0 ? new Shape(batch) : new Shape(steps, batch));
        ids.CopyTo(input.Ids);
        return _model.Forward(_context, input);
    }

    static Shape Known(Shape shape)
    {
        foreach (int extent in shape)
            if (extent < 0)
                throw new InvalidOperationException($"The model was built for samples of shape {shape}; to predict, build it with a known number of steps.");
        return shape;
    }

    static float[] BatchMajor(Tensor output)
    {
        float[] values = new float[output.Shape.Length];
        if (output.Shape.Rank == 3)
            TimeMajor.Swap(output.Values, output.Shape[0], output.Shape[1], output.Shape[2], values);
        else
            output.Values.CopyTo(values);
        return values;
    }
}
