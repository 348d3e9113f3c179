using Unroll.Autograd;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Normalization;
using Unroll.Kernels.Recurrent;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>A layer-normalized LSTM (Ba, Kiros and Hinton, 2016) over a whole sequence.</summary>
public static class LayerNormalizedLstmSequenceOperation
{
    /// <summary>
    /// With LN(a) = (a − μ)/√(σ² + ε) over all columns of a: gates i, f, c, o from LN(x·W)·γ' + LN(h·U)·γ + b; c' = f·c + i·g; h' = o·φ(LN(c')·γ_c + β_c).
    /// </summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[time, batch, features]; where its mask says so, a step leaves the states as they are.</param>
    /// <param name="kernel">W: [features, 4·units].</param>
    /// <param name="recurrentKernel">U: [units, 4·units].</param>
    /// <param name="bias">b: [4·units], or empty.</param>
    /// <param name="normalization">γ', γ, γ_c, β_c and ε.</param>
    /// <param name="options">Units, activations, direction, what to return.</param>
    /// <param name="hidden">h.</param>
    /// <param name="cell">c, as it is before it is normalized.</param>
    /// <param name="dropout">[batch, units]: what h is multiplied with wherever it meets U; or empty.</param>
    /// <exception cref="ShapeMismatchException">x, a state or a weight of the normalization has another shape.</exception>
    public static RecurrentOutput LayerNormalizedLstmSequence(this Tape tape, Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor bias,
        RecurrentNormalization normalization, RecurrenceOptions options, RecurrentState hidden = default, RecurrentState cell = default,
        Tensor dropout = default)
    {
        const string Operation = nameof(LayerNormalizedLstmSequence);
        int units = options.Units, columns = 4 * units;
        RecurrentNormalization.Check(normalization.KernelGamma, columns, Operation, nameof(normalization.KernelGamma));
        RecurrentNormalization.Check(normalization.RecurrentGamma, columns, Operation, nameof(normalization.RecurrentGamma));
        RecurrentNormalization.Check(normalization.CellGamma, units, Operation, nameof(normalization.CellGamma));
        RecurrentNormalization.Check(normalization.CellBeta, units, Operation, nameof(normalization.CellBeta));
        var sequence = new RecurrentSequence
        {
            X = x, Kernel = kernel, RecurrentKernel = recurrentKernel, Bias = bias, InitialCell = cell.Initial, HasCells = true, NormalizesInput = true,
        };
        sequence.Begin(tape, options, hidden, dropout, Operation, normalization.RequiresGradient);
        SequenceLayout layout = sequence.Layout;
        int rows = layout.Steps * layout.Batch;
        bool gradient = sequence.Hidden.RequiresGradient;
        Tensor cells = tape.Allocate(sequence.Hidden.Shape, gradient);
        cell.Begin(cells.Values.Slice(layout.Initial * layout.Batch * units, layout.Batch * units), Operation);
        Tensor gates = gradient ? tape.Allocate(new Shape(rows, columns), requiresGradient: false) : default;
        Tensor products = tape.Allocate(new Shape(gradient ? rows : layout.Batch, columns), requiresGradient: false);
        Tensor moments = gradient ? tape.Allocate(new Shape(rows, LayerNormalizedLstmForward.Moments), requiresGradient: false) : default;
        var input = new NormalizedInput(sequence.InputSide, kernel, normalization.KernelGamma, columns);
        LayerNormalizedLstmForward.Run(tape.Workers, layout, options.Activation, options.RecurrentActivation,
            input.Forward(tape, bias.IsEmpty ? [] : bias.Values, normalization.Epsilon, gates),
            recurrentKernel.Packed(tape, LayerNormalizedLstmForward.Panels(units)), normalization.RecurrentGamma.Values,
            normalization.CellGamma.Values, normalization.CellBeta.Values, normalization.Epsilon, gradient ? gates.Values : [], products.Values,
            gradient ? moments.Values : [], sequence.Hidden.Values, cells.Values, sequence.Masks);
        cell.End(sequence.LastBlock(cells));
        RecurrentOutput output = sequence.End(tape, options, hidden) with { Cell = options.ReturnState ? sequence.Last(tape, cells) : default };
        if (gradient)
            tape.Record<LayerNormalizedLstmSequenceEntry>().Save(options, sequence, input, normalization, gates, products, moments, cells, output.Cell);
        return output;
    }

    sealed class LayerNormalizedLstmSequenceEntry : TapeEntry
    {
        RecurrenceOptions _options;
        RecurrentSequence _sequence;
        NormalizedInput _input;
        RecurrentNormalization _normalization;
        Tensor _gates, _products, _moments, _cells, _lastCell;

        public void Save(RecurrenceOptions options, RecurrentSequence sequence, NormalizedInput input, RecurrentNormalization normalization, Tensor gates,
            Tensor products, Tensor moments, Tensor cells, Tensor lastCell) =>
            (_options, _sequence, _input, _normalization, _gates, _products, _moments, _cells, _lastCell) =
                (options, sequence, input, normalization, gates, products, moments, cells, lastCell);

        public override void Backward(Tape tape)
        {
            bool lastCell = !_lastCell.IsEmpty && _lastCell.HasGradient;
            if (!_sequence.HasGradient && !lastCell)
                return;

            SequenceLayout layout = _sequence.Layout;
            int units = layout.Units, columns = 4 * units, stride = LayerNormalizedLstmBackward.SumsStride(units);
            Span<float> cellGradients = _cells.Gradients[..(layout.Batch * units)], sums = tape.Arena.Scratch(layout.Batch * stride);
            cellGradients.Clear();
            if (lastCell)
                _lastCell.Gradients.CopyTo(cellGradients);
            LayerNormalizedLstmBackward.Run(tape.Workers, layout, _options.Activation, _options.RecurrentActivation, _gates.Values, _products.Values,
                _moments.Values, _cells.Values,
                _sequence.RecurrentKernel.Packed(tape.Workers, tape.Arena, LayerNormalizedLstmBackward.Panels(units), transposed: true),
                _normalization.RecurrentGamma.Values, _normalization.CellGamma.Values, _normalization.CellBeta.Values, sums, _sequence.Gradients(),
                cellGradients, _sequence.Masks);
            _sequence.PassInitialGradient();
            RecurrentSequence.PassInitialGradient(_sequence.InitialCell, cellGradients);
            SumRows(tape, sums, _normalization.RecurrentGamma, stride);
            SumRows(tape, sums[columns..], _normalization.CellGamma, stride);
            SumRows(tape, sums[(columns + units)..], _normalization.CellBeta, stride);

            // The gradients of the products took the place of LN(h·U), those of the gates that of the gates.
            GradientProduct.Run(tape.Workers, new WeightGradient(_sequence.RecurrentKernel).From(_sequence.MetStates, units), default, default, default,
                _products.Values, columns, columns, layout.Steps * layout.Batch);
            _input.Backward(tape, _gates.Values, NormalizedInput.TargetOf(_sequence.Bias));
        }

        void SumRows(Tape tape, ReadOnlySpan<float> sums, Tensor weights, int stride)
        {
            GradientTarget target = NormalizedInput.TargetOf(weights);
            if (!target.Values.IsEmpty)
                ColumnSum.Run(tape.Workers, sums, _sequence.Layout.Batch, weights.Shape.Length, stride, target.Values, target.Accumulate);
        }
    }
}
