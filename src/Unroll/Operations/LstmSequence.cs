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
    /// <param name="x">[time, batch, features]; where its mask says so, a step leaves the states as they are.</param>
    /// <param name="kernel">W: [features, 4·units].</param>
    /// <param name="recurrentKernel">U: [units, 4·units].</param>
    /// <param name="bias">b: [4·units], or empty.</param>
    /// <param name="options">Units, activations, direction, what to return.</param>
    /// <param name="hidden">h.</param>
    /// <param name="cell">c.</param>
    /// <param name="dropout">[batch, units]: what h is multiplied with wherever it meets U; or empty.</param>
    public static RecurrentOutput LstmSequence(this Tape tape, Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor bias, RecurrenceOptions options,
        RecurrentState hidden = default, RecurrentState cell = default, Tensor dropout = default)
    {
        var sequence = new RecurrentSequence
        {
            X = x, Kernel = kernel, RecurrentKernel = recurrentKernel, Bias = bias, InitialCell = cell.Initial, HasCells = true,
        };
        sequence.Begin(tape, options, hidden, dropout, nameof(LstmSequence));
        SequenceLayout layout = sequence.Layout;
        bool gradient = sequence.Hidden.RequiresGradient;
        Tensor cells = tape.Allocate(sequence.Hidden.Shape, gradient);
        cell.Begin(cells.Values.Slice(layout.Initial * layout.Batch * layout.Units, layout.Batch * layout.Units), nameof(LstmSequence));
        Tensor gates = gradient ? tape.Allocate(new Shape(layout.Steps, layout.Batch, 4 * layout.Units), gradient) : default;
        LstmForward.Run(tape.Workers, layout, options.Activation, options.RecurrentActivation,
            sequence.Input(tape, LstmForward.Panels(kernel.Shape[0], layout.Units)),
            recurrentKernel.Packed(tape, LstmForward.Panels(layout.Units, layout.Units)), gradient ? gates.Values : [],
            sequence.Hidden.Values, cells.Values, sequence.Masks);
        cell.End(sequence.LastBlock(cells));
        RecurrentOutput output = sequence.End(tape, options, hidden) with { Cell = options.ReturnState ? sequence.Last(tape, cells) : default };
        if (gradient)
            tape.Record<LstmSequenceEntry>().Save(options, sequence, gates, cells, output.Cell);
        return output;
    }

    sealed class LstmSequenceEntry : TapeEntry
    {
        RecurrenceOptions _options;
        RecurrentSequence _sequence;
        Tensor _gates, _cells, _lastCell;

        public void Save(RecurrenceOptions options, RecurrentSequence sequence, Tensor gates, Tensor cells, Tensor lastCell) =>
            (_options, _sequence, _gates, _cells, _lastCell) = (options, sequence, gates, cells, lastCell);

        public override void Backward(Tape tape)
        {
            bool lastCell = !_lastCell.IsEmpty && _lastCell.HasGradient;
            if (!_sequence.HasGradient && !lastCell)
                return;

            SequenceLayout layout = _sequence.Layout;
            int units = layout.Units;
            Span<float> cellGradients = _cells.Gradients[..(layout.Batch * units)];
            cellGradients.Clear();
            if (lastCell)
                _lastCell.Gradients.CopyTo(cellGradients);
            LstmBackward.Run(tape.Workers, layout, _options.Activation, _options.RecurrentActivation, _gates.Values, _cells.Values,
                _sequence.RecurrentKernel.Packed(tape.Workers, tape.Arena, LstmBackward.Panels(units), transposed: true), _sequence.Gradients(), cellGradients,
                _sequence.Masks);
            _sequence.PassInitialGradient();
            RecurrentSequence.PassInitialGradient(_sequence.InitialCell, cellGradients);

            // The gradients of the gates took the place of the gates.
            _sequence.LinearGradients(tape, _gates.Values, 4 * units);
        }
    }
}
