using Unroll.Autograd;
using Unroll.Layers;
using Unroll.Tensors;

namespace Unroll.Studies.Problems;

/// <summary>Passes a sequence on as it is and keeps the size of the gradient that comes back to each step of it.</summary>
sealed class GradientProbe : Layer
{
    /// <summary>The norm of the gradient at each step, over the rows of the batch, of the last backward pass.</summary>
    public double[] Norms { get; private set; } = [];

    public override Shape Build(LayerBuilder builder, Shape input) => input;

    public override Tensor Forward(LayerContext context, Tensor input)
    {
        Tensor output = context.Tape.Allocate(input.Shape, requiresGradient: true);
        input.Values.CopyTo(output.Values);
        if (output.RequiresGradient)
            context.Tape.Record<Entry>().Save(this, output);
        return output;
    }

    void Keep(Tensor output)
    {
        int steps = output.Shape[0], width = output.Shape.Length / steps;
        Norms = new double[steps];
        ReadOnlySpan<float> gradients = output.Gradients;
        for (int step = 0; step < steps; step++)
        {
            double squares = 0;
            foreach (float gradient in gradients.Slice(step * width, width))
                squares += (double)gradient * gradient;
            Norms[step] = Math.Sqrt(squares);
        }
    }

    sealed class Entry : TapeEntry
    {
        GradientProbe? _probe;
        Tensor _output;

        public void Save(GradientProbe probe, Tensor output) => (_probe, _output) = (probe, output);

        public override void Backward(Tape tape)
        {
            if (_output.HasGradient)
                _probe!.Keep(_output);
        }
    }
}
