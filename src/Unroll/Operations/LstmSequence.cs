using Unroll.Autograd;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Recurrent;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>An LSTM (Hochreiter and Schmidhuber, 1997) over a whole sequence.</summary>
public static class LstmSequenceOperation
{
    /// <summary>Gates i, f, c, o from x·W + b + h·U; c' = f·c + i·g; h' = o·φ(c').</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[time, batch, features].</param>
    /// <param name="kernel">W: [features, 4·units].</param>
    /// <param name="recurrentKernel">U: [units, 4·units].</param>
    /// <param name="bias">b: [4·units], or empty.</param>
    /// <param name="options">Units, activations, direction, what to return.</param>
    /// <param name="hiddenState">[batch, units]: h to start from, and where the last one is left; empty to start from zeros.</param>
    /// <param name="cellState">The same for c.</param>
    /// <returns>[time, batch, units], or [batch, units] of the last step.</returns>
    public static Tensor LstmSequence(this Tape tape, Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor bias, RecurrenceOptions options,
        Span<float> hiddenState, Span<float> cellState)
    {
        ArgumentNullException.ThrowIfNull(tape);
        SequenceLayout layout = options.Layout(x, nameof(LstmSequence));
        int units = layout.Units;
        bool gradient = x.RequiresGradient || kernel.RequiresGradient || recurrentKernel.RequiresGradient || bias.RequiresGradient;
        Tensor gates = tape.ProjectInput(x, kernel, bias.IsEmpty ? [] : bias.Values, gradient);
        Tensor hidden = tape.Allocate(new Shape(layout.Steps + 1, layout.Batch, units), gradient);
        Tensor cells = tape.Allocate(hidden.Shape, gradient);
        RecurrenceOptions.Begin(hidden, layout, hiddenState);
        RecurrenceOptions.Begin(cells, layout, cellState);
        LstmForward.Run(tape.Workers, layout, options.Activation, options.RecurrentActivation, gates.Values, recurrentKernel.Values, hidden.Values,
            cells.Values, tape.Arena.Scratch(LstmForward.PackedLength(units)));
        RecurrenceOptions.End(hidden, layout, hiddenState);
        RecurrenceOptions.End(cells, layout, cellState);

        Tensor y = options.Output(hidden, layout, tape.Arena);
        if (y.RequiresGradient)
            tape.Record<LstmSequenceEntry>().Save(options, layout, x, kernel, recurrentKernel, bias, gates, hidden, cells, y);
        return y;
    }

    sealed class LstmSequenceEntry : TapeEntry
    {
        RecurrenceOptions _options;
        SequenceLayout _layout;
        Tensor _x, _kernel, _recurrentKernel, _bias, _gates, _hidden, _cells, _y;

        public void Save(RecurrenceOptions options, SequenceLayout layout, Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor bias, Tensor gates,
            Tensor hidden, Tensor cells, Tensor y) =>
            (_options, _layout, _x, _kernel, _recurrentKernel, _bias, _gates, _hidden, _cells, _y) =
            (options, layout, x, kernel, recurrentKernel, bias, gates, hidden, cells, y);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;

            int units = _layout.Units, rows = _layout.Steps * _layout.Batch;
            LstmBackward.Run(tape.Workers, _layout, _options.Activation, _options.RecurrentActivation, lastOnly: !_options.ReturnSequences, _gates.Values,
                _cells.Values, _recurrentKernel.Values, _hidden.Gradients, _cells.Gradients, _gates.Gradients,
                tape.Arena.Scratch(LstmBackward.PackedLength(units)));
            if (_recurrentKernel.RequiresGradient)
                MatrixProduct.Run(tape.Workers, new MatrixView(RecurrenceOptions.Previous(_hidden, _layout), units).Transposed,
                    new MatrixView(_gates.Gradients, 4 * units), units, 4 * units, rows, [], _recurrentKernel.Gradients, 4 * units,
                    _recurrentKernel.AccumulatesGradient());
            LinearGradients.Run(tape, _x, _kernel, _bias, _gates.Gradients);
        }
    }
}
