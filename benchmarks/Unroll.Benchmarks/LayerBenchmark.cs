using Unroll.Autograd;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tensors;

namespace Unroll.Benchmarks;

/// <summary>One layer, forward alone or with its gradients: a kernel as the layer uses it.</summary>
public abstract class LayerBenchmark : KernelBenchmark
{
    Model _model = null!;
    Tape _tape = null!;
    LayerContext _context = null!;
    float[] _gradients = [];

    /// <summary>What the layer reads: [time, batch, features] or [batch, features].</summary>
    protected float[] Inputs { get; private set; } = [];

    /// <summary>The weights of the layer, one array behind the other.</summary>
    protected ReadOnlySpan<float> Weights => _model.Parameters.Values;

    /// <summary>The layer.</summary>
    protected abstract Layer Create();

    /// <summary>The shape of <see cref="Inputs"/>.</summary>
    protected abstract Shape InputShape { get; }

    protected override void Prepare()
    {
        Shape shape = InputShape;
        _model = new Sequential(Create()).Build(shape.Rank == 3 ? [shape[0], shape[2]] : [shape[1]]);
        _tape = new Tape(Workers);
        _context = new LayerContext(_tape);
        Inputs = Numbers(shape.Length);
    }

    /// <summary>The output, without what gradients need.</summary>
    protected void RunForward()
    {
        _tape.IsRecording = false;
        Run();
    }

    /// <summary>The output, and the gradients of weights and input from a gradient of the output.</summary>
    protected void RunBoth()
    {
        _tape.IsRecording = true;
        Tensor output = Run();
        if (_gradients.Length != output.Shape.Length)
            _gradients = Numbers(output.Shape.Length);
        _model.Parameters.BeginPass();
        _tape.Backward(output, _gradients);
    }

    Tensor Run()
    {
        _tape.Reset();
        Tensor input = _tape.Allocate(InputShape, requiresGradient: true);
        Inputs.CopyTo(input.Values);
        return _model.Forward(_context, input);
    }
}
