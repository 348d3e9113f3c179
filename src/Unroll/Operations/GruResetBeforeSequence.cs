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
    /// <param name="x">[time, batch, features]; where its mask says so, a step leaves the state as it is.</param>
    /// <param name="kernel">W: [features, 3·units], gates z, r, h.</param>
    /// <param name="recurrentKernel">U: [units, 3·units].</param>
    /// <param name="bias">b: [3·units], or empty.</param>
    /// <param name="options">Units, activations, direction, what to return.</param>
    /// <param name="state">h.</param>
    /// <param name="dropout">[batch, units]: what h is multiplied with wherever it meets U; or empty.</param>
    public static RecurrentOutput GruResetBeforeSequence(this Tape tape, Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor bias,
        RecurrenceOptions options,
        RecurrentState state = default, Tensor dropout = default)
    {
        if (!options.Zoneout.IsNone)
            throw new ArgumentException($"{nameof(GruResetBeforeSequence)}: zoneout needs a GRU that resets its state after the product.", nameof(options));
        var sequence = new RecurrentSequence { X = x, Kernel = kernel, RecurrentKernel = recurrentKernel, Bias = bias };
        sequence.Begin(tape, options, state, dropout, nameof(GruResetBeforeSequence));
        SequenceLayout layout = sequence.Layout;
        int units = layout.Units;
        Tensor gates = tape.Allocate(new Shape(layout.Steps, layout.Batch, 4 * units), sequence.Hidden.RequiresGradient);
        GruResetBeforeForward.Run(tape.Workers, layout, options.Activation, options.RecurrentActivation,
            sequence.Input(tape, GruResetBeforeForward.KernelPanels(kernel.Shape[0], units)),
            recurrentKernel.Packed(tape, GruResetBeforeForward.UpdateResetPanels(units)),
            recurrentKernel.Packed(tape, GruResetBeforeForward.CandidatePanels(units), firstColumn: 2 * units), gates.Values,
            sequence.Hidden.Values, sequence.Masks);
        RecurrentOutput output = sequence.End(tape, options, state);
        if (gates.RequiresGradient)
            tape.Record<GruResetBeforeSequenceEntry>().Save(options, sequence, gates);
        return output;
    }

    sealed class GruResetBeforeSequenceEntry : TapeEntry
    {
        RecurrenceOptions _options;
        RecurrentSequence _sequence;
        Tensor _gates;

        public void Save(RecurrenceOptions options, RecurrentSequence sequence, Tensor gates) => (_options, _sequence, _gates) = (options, sequence, gates);

        public override void Backward(Tape tape)
        {
            if (!_sequence.HasGradient)
                return;

            SequenceLayout layout = _sequence.Layout;
            int units = layout.Units, features = _sequence.X.Shape.Last, two = 2 * units, stride = 4 * units;
            GruResetBeforeBackward.Run(tape.Workers, layout, _options.Activation, _options.RecurrentActivation, _gates.Values, _sequence.Hidden.Values,
                _sequence.RecurrentKernel.Packed(tape.Workers, tape.Arena, GruResetBeforeBackward.Panels(units), transposed: true), _sequence.Gradients(),
                _sequence.Masks);
            _sequence.PassInitialGradient();

            // The gradients of z, r and ĥ took their place, r·h stayed beside them.
            InputSide input = _sequence.InputSide;
            WeightGradient kernel = new(_sequence.Kernel), recurrent = new(_sequence.RecurrentKernel), bias = new(_sequence.Bias);
            ReadOnlySpan<float> gates = _gates.Values, gradients = input.Gradients(tape, gates, stride), x = input.Met, reset = gates[(3 * units)..];
            input.WeightGradients(tape, recurrent.From(_sequence.MetStates, units), kernel.From(x, features), bias.Sum(), default, gates, gradients, stride,
                two);
            input.WeightGradients(tape, recurrent.From(reset, stride, two), kernel.From(x, features, two), bias.Sum(two), default, gates[two..],
                gradients[two..],
                stride, units);
            input.PassGradient(tape, gradients, stride);
        }
    }
}
