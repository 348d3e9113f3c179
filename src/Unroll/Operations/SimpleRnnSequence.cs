using Unroll.Autograd;
using Unroll.Kernels.Recurrent;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>A simple recurrent layer over a whole sequence.</summary>
public static class SimpleRnnSequenceOperation
{
    /// <summary>h' = φ(x·W + b + h·U) for every step.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[time, batch, features]; where its mask says so, a step leaves the state as it is.</param>
    /// <param name="kernel">W: [features, units].</param>
    /// <param name="recurrentKernel">U: [units, units].</param>
    /// <param name="bias">b: [units], or empty.</param>
    /// <param name="options">Units, activation, direction, what to return.</param>
    /// <param name="state">h.</param>
    /// <param name="dropout">[batch, units]: what h is multiplied with wherever it meets U; or empty.</param>
    public static RecurrentOutput SimpleRnnSequence(this Tape tape, Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor bias, RecurrenceOptions options,
        RecurrentState state = default, Tensor dropout = default)
    {
        var sequence = new RecurrentSequence { X = x, Kernel = kernel, RecurrentKernel = recurrentKernel, Bias = bias };
        sequence.Begin(tape, options, state, dropout, nameof(SimpleRnnSequence));
        SequenceLayout layout = sequence.Layout;
        SimpleRnnForward.Run(tape.Workers, layout, options.Activation, sequence.Input(tape, SimpleRnnForward.Panels(kernel.Shape[0], layout.Units)),
            recurrentKernel.Packed(tape, SimpleRnnForward.Panels(layout.Units, layout.Units)), sequence.Hidden.Values, sequence.Masks);
        RecurrentOutput output = sequence.End(tape, options, state);
        if (sequence.Hidden.RequiresGradient)
            tape.Record<SimpleRnnSequenceEntry>().Save(options, sequence);
        return output;
    }

    sealed class SimpleRnnSequenceEntry : TapeEntry
    {
        RecurrenceOptions _options;
        RecurrentSequence _sequence;

        public void Save(RecurrenceOptions options, RecurrentSequence sequence) => (_options, _sequence) = (options, sequence);

        public override void Backward(Tape tape)
        {
            if (!_sequence.HasGradient)
                return;
            if (_options.Zoneout is { Hidden: > 0, IsTraining: false })
                throw new InvalidOperationException("A SimpleRnn with zoneout has gradients in training only.");

            SequenceLayout layout = _sequence.Layout;
            int units = layout.Units;
            SimpleRnnBackward.Run(tape.Workers, layout, _options.Activation, _sequence.Hidden.Values,
                _sequence.RecurrentKernel.Packed(tape.Workers, tape.Arena, SimpleRnnForward.Panels(units, units), transposed: true), _sequence.Gradients(),
                _sequence.Masks);
            _sequence.PassInitialGradient();
            _sequence.LinearGradients(tape, _sequence.Hidden.Gradients.Slice(layout.FirstOutput * layout.Batch * units, layout.Steps * layout.Batch * units),
                units);
        }
    }
}
