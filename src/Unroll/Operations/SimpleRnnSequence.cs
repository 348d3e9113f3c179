using Unroll.Autograd;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Recurrent;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>A simple recurrent layer over a whole sequence.</summary>
public static class SimpleRnnSequenceOperation
{
    /// <summary>h' = φ(x·W + b + h·U) for every step.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[time, batch, features].</param>
    /// <param name="kernel">W: [features, units].</param>
    /// <param name="recurrentKernel">U: [units, units].</param>
    /// <param name="bias">b: [units], or empty.</param>
    /// <param name="options">Units, activation, direction, what to return.</param>
    /// <param name="state">[batch, units]: the state to start from, and where the last one is left; empty to start from zeros.</param>
    /// <returns>[time, batch, units], or [batch, units] of the last step.</returns>
    public static Tensor SimpleRnnSequence(this Tape tape, Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor bias, RecurrenceOptions options,
        Span<float> state)
    {
        ArgumentNullException.ThrowIfNull(tape);
        SequenceLayout layout = options.Layout(x, nameof(SimpleRnnSequence));
        int units = layout.Units, rows = layout.Steps * layout.Batch, features = kernel.Shape[0];
        if (x.Shape.Last != features)
            throw new ShapeMismatchException(nameof(SimpleRnnSequence), $"[time, batch, {features}]", x.Shape, nameof(x));
        bool gradient = x.RequiresGradient || kernel.RequiresGradient || recurrentKernel.RequiresGradient || bias.RequiresGradient;
        Tensor hidden = tape.Allocate(new Shape(layout.Steps + 1, layout.Batch, units), gradient);
        RecurrenceOptions.Begin(hidden, layout, state);
        Span<float> outputs = hidden.Values.Slice(layout.FirstOutput * layout.Batch * units, rows * units);
        MatrixProduct.Run(tape.Workers, new MatrixView(x.Values, features), new MatrixView(kernel.Values, units), rows, units, features,
            bias.IsEmpty ? [] : bias.Values, outputs, units);
        SimpleRnnForward.Run(tape.Workers, layout, options.Activation, recurrentKernel.Values, hidden.Values,
            tape.Arena.Scratch(SimpleRnnForward.PackedLength(units)));
        RecurrenceOptions.End(hidden, layout, state);

        Tensor y = options.Output(hidden, layout, tape.Arena);
        if (y.RequiresGradient)
            tape.Record<SimpleRnnSequenceEntry>().Save(options, layout, x, kernel, recurrentKernel, bias, hidden, y);
        return y;
    }

    sealed class SimpleRnnSequenceEntry : TapeEntry
    {
        RecurrenceOptions _options;
        SequenceLayout _layout;
        Tensor _x, _kernel, _recurrentKernel, _bias, _hidden, _y;

        public void Save(RecurrenceOptions options, SequenceLayout layout, Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor bias, Tensor hidden, Tensor y) =>
            (_options, _layout, _x, _kernel, _recurrentKernel, _bias, _hidden, _y) = (options, layout, x, kernel, recurrentKernel, bias, hidden, y);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;

            int units = _layout.Units, rows = _layout.Steps * _layout.Batch;
            SimpleRnnBackward.Run(tape.Workers, _layout, _options.Activation, lastOnly: !_options.ReturnSequences, _hidden.Values, _recurrentKernel.Values,
                _hidden.Gradients, tape.Arena.Scratch(SimpleRnnForward.PackedLength(units)));
            ReadOnlySpan<float> gradients = _hidden.Gradients.Slice(_layout.FirstOutput * _layout.Batch * units, rows * units);
            if (_recurrentKernel.RequiresGradient)
                MatrixProduct.Run(tape.Workers, new MatrixView(RecurrenceOptions.Previous(_hidden, _layout), units).Transposed, new MatrixView(gradients, units),
                    units, units, rows, [], _recurrentKernel.Gradients, units, _recurrentKernel.AccumulatesGradient());
            LinearGradients.Run(tape, _x, _kernel, _bias, gradients);
        }
    }
}
