using Unroll.Autograd;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Recurrent;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>A GRU (Cho et al., 2014), reset after the product, over a whole sequence.</summary>
public static class GruSequenceOperation
{
    /// <summary>z and r from x·W + b + h·U + b'; ĥ = φ(x·W_h + b_h + r·(h·U_h + b'_h)); h' = z·h + (1 − z)·ĥ.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[time, batch, features].</param>
    /// <param name="kernel">W: [features, 3·units], gates z, r, h.</param>
    /// <param name="recurrentKernel">U: [units, 3·units].</param>
    /// <param name="bias">[2, 3·units]: b of the input, then b' of the state; or empty.</param>
    /// <param name="options">Units, activations, direction, what to return.</param>
    /// <param name="state">[batch, units]: the state to start from, and where the last one is left; empty to start from zeros.</param>
    /// <returns>[time, batch, units], or [batch, units] of the last step.</returns>
    public static Tensor GruSequence(this Tape tape, Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor bias, RecurrenceOptions options, Span<float> state)
    {
        ArgumentNullException.ThrowIfNull(tape);
        SequenceLayout layout = options.Layout(x, nameof(GruSequence));
        int units = layout.Units;
        bool gradient = x.RequiresGradient || kernel.RequiresGradient || recurrentKernel.RequiresGradient || bias.RequiresGradient;
        Tensor gates = tape.ProjectInput(x, kernel, SumOfBiases(tape, bias, units), gradient);
        Tensor hidden = tape.Allocate(new Shape(layout.Steps + 1, layout.Batch, units), gradient);
        Tensor recurrent = tape.Allocate(new Shape(layout.Steps, layout.Batch, units), gradient);
        RecurrenceOptions.Begin(hidden, layout, state);
        GruForward.Run(tape.Workers, layout, options.Activation, options.RecurrentActivation, gates.Values, recurrentKernel.Values,
            bias.IsEmpty ? [] : bias.Values[(5 * units)..], hidden.Values, recurrent.Values, tape.Arena.Scratch(GruForward.PackedLength(units)));
        RecurrenceOptions.End(hidden, layout, state);

        Tensor y = options.Output(hidden, layout, tape.Arena);
        if (y.RequiresGradient)
            tape.Record<GruSequenceEntry>().Save(options, layout, x, kernel, recurrentKernel, bias, gates, hidden, recurrent, y);
        return y;
    }

    /// <summary>z and r add both biases, so both start the sum; ĥ needs them apart.</summary>
    static ReadOnlySpan<float> SumOfBiases(Tape tape, Tensor bias, int units)
    {
        if (bias.IsEmpty)
            return [];
        Span<float> sum = tape.Arena.Scratch(3 * units);
        ReadOnlySpan<float> both = bias.Values;
        for (int i = 0; i < 3 * units; i++)
            sum[i] = i < 2 * units ? both[i] + both[(3 * units) + i] : both[i];
        return sum;
    }

    sealed class GruSequenceEntry : TapeEntry
    {
        RecurrenceOptions _options;
        SequenceLayout _layout;
        Tensor _x, _kernel, _recurrentKernel, _bias, _gates, _hidden, _recurrent, _y;

        public void Save(RecurrenceOptions options, SequenceLayout layout, Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor bias, Tensor gates,
            Tensor hidden, Tensor recurrent, Tensor y) =>
            (_options, _layout, _x, _kernel, _recurrentKernel, _bias, _gates, _hidden, _recurrent, _y) =
            (options, layout, x, kernel, recurrentKernel, bias, gates, hidden, recurrent, y);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;

            int units = _layout.Units, rows = _layout.Steps * _layout.Batch;
            GruBackward.Run(tape.Workers, _layout, _options.Activation, _options.RecurrentActivation, lastOnly: !_options.ReturnSequences, _gates.Values,
                _recurrent.Values, _hidden.Values, _recurrentKernel.Values, _hidden.Gradients, _gates.Gradients, _recurrent.Gradients,
                tape.Arena.Scratch(GruBackward.PackedLength(units)));
            if (_recurrentKernel.RequiresGradient)
            {
                bool accumulate = _recurrentKernel.AccumulatesGradient();
                MatrixView previous = new MatrixView(RecurrenceOptions.Previous(_hidden, _layout), units).Transposed;
                MatrixProduct.Run(tape.Workers, previous, new MatrixView(_gates.Gradients, 3 * units), units, 2 * units, rows, [],
                    _recurrentKernel.Gradients, 3 * units, accumulate);
                MatrixProduct.Run(tape.Workers, previous, new MatrixView(_recurrent.Gradients, units), units, units, rows, [],
                    _recurrentKernel.Gradients[(2 * units)..], 3 * units, accumulate);
            }

            if (!_bias.IsEmpty && _bias.RequiresGradient)
            {
                bool accumulate = _bias.AccumulatesGradient();
                Span<float> gradients = _bias.Gradients;
                ColumnSum.Run(tape.Workers, _gates.Gradients, rows, 3 * units, 3 * units, gradients[..(3 * units)], accumulate);
                ColumnSum.Run(tape.Workers, _gates.Gradients, rows, 2 * units, 3 * units, gradients.Slice(3 * units, 2 * units), accumulate);
                ColumnSum.Run(tape.Workers, _recurrent.Gradients, rows, units, units, gradients[(5 * units)..], accumulate);
            }

            LinearGradients.Run(tape, _x, _kernel, default, _gates.Gradients);
        }
    }
}
