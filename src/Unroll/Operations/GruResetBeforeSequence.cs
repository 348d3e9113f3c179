using Unroll.Autograd;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Recurrent;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>A GRU that resets the state before the product (Keras' reset_after = false), over a whole sequence.</summary>
public static class GruResetBeforeSequenceOperation
{
    /// <summary>z and r from x·W + b + h·U; ĥ = φ(x·W_h + b_h + (r·h)·U_h); h' = z·h + (1 − z)·ĥ.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[time, batch, features].</param>
    /// <param name="kernel">W: [features, 3·units], gates z, r, h.</param>
    /// <param name="recurrentKernel">U: [units, 3·units].</param>
    /// <param name="bias">b: [3·units], or empty.</param>
    /// <param name="options">Units, activations, direction, what to return.</param>
    /// <param name="state">[batch, units]: the state to start from, and where the last one is left; empty to start from zeros.</param>
    /// <returns>[time, batch, units], or [batch, units] of the last step.</returns>
    public static Tensor GruResetBeforeSequence(this Tape tape, Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor bias, RecurrenceOptions options,
        Span<float> state)
    {
        ArgumentNullException.ThrowIfNull(tape);
        SequenceLayout layout = options.Layout(x, nameof(GruResetBeforeSequence));
        int units = layout.Units;
        bool gradient = x.RequiresGradient || kernel.RequiresGradient || recurrentKernel.RequiresGradient || bias.RequiresGradient;
        Tensor gates = tape.ProjectInput(x, kernel, bias.IsEmpty ? [] : bias.Values, gradient);
        Tensor hidden = tape.Allocate(new Shape(layout.Steps + 1, layout.Batch, units), gradient);
        Tensor resetHidden = tape.Allocate(new Shape(layout.Steps, layout.Batch, units), gradient);
        RecurrenceOptions.Begin(hidden, layout, state);
        GruResetBeforeForward.Run(tape.Workers, layout, options.Activation, options.RecurrentActivation, gates.Values, recurrentKernel.Values, hidden.Values,
            resetHidden.Values, tape.Arena.Scratch(GruForward.PackedLength(units)));
        RecurrenceOptions.End(hidden, layout, state);

        Tensor y = options.Output(hidden, layout, tape.Arena);
        if (y.RequiresGradient)
            tape.Record<GruResetBeforeSequenceEntry>().Save(options, layout, x, kernel, recurrentKernel, bias, gates, hidden, resetHidden, y);
        return y;
    }

    sealed class GruResetBeforeSequenceEntry : TapeEntry
    {
        RecurrenceOptions _options;
        SequenceLayout _layout;
        Tensor _x, _kernel, _recurrentKernel, _bias, _gates, _hidden, _resetHidden, _y;

        public void Save(RecurrenceOptions options, SequenceLayout layout, Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor bias, Tensor gates,
            Tensor hidden, Tensor resetHidden, Tensor y) =>
            (_options, _layout, _x, _kernel, _recurrentKernel, _bias, _gates, _hidden, _resetHidden, _y) =
            (options, layout, x, kernel, recurrentKernel, bias, gates, hidden, resetHidden, y);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;

            int units = _layout.Units, rows = _layout.Steps * _layout.Batch;
            GruResetBeforeBackward.Run(tape.Workers, _layout, _options.Activation, _options.RecurrentActivation, lastOnly: !_options.ReturnSequences,
                _gates.Values, _hidden.Values, _recurrentKernel.Values, _hidden.Gradients, _gates.Gradients, _resetHidden.Gradients,
                tape.Arena.Scratch(GruBackward.PackedLength(units)));
            if (_recurrentKernel.RequiresGradient)
            {
                bool accumulate = _recurrentKernel.AccumulatesGradient();
                ReadOnlySpan<float> gradients = _gates.Gradients;
                MatrixProduct.Run(tape.Workers, new MatrixView(RecurrenceOptions.Previous(_hidden, _layout), units).Transposed,
                    new MatrixView(gradients, 3 * units), units, 2 * units, rows, [], _recurrentKernel.Gradients, 3 * units, accumulate);
                MatrixProduct.Run(tape.Workers, new MatrixView(_resetHidden.Values, units).Transposed, new MatrixView(gradients[(2 * units)..], 3 * units),
                    units, units, rows, [], _recurrentKernel.Gradients[(2 * units)..], 3 * units, accumulate);
            }

            LinearGradients.Run(tape, _x, _kernel, _bias, _gates.Gradients);
        }
    }
}
