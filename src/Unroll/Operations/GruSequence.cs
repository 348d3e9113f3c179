using Unroll.Autograd;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Recurrent;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>A GRU (Cho et al., 2014), reset after the product, over a whole sequence.</summary>
public static class GruSequenceOperation
{
    /// <summary>z and r from x·W + b + h·U + b'; ĥ = φ(x·W_h + b_h + r·(h·U_h + b'_h)); h' = z·h + (1 − z)·ĥ.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[time, batch, features]; where its mask says so, a step leaves the state as it is.</param>
    /// <param name="kernel">W: [features, 3·units], gates z, r, h.</param>
    /// <param name="recurrentKernel">U: [units, 3·units].</param>
    /// <param name="bias">[2, 3·units]: b of the input, then b' of the state; or empty.</param>
    /// <param name="options">Units, activations, direction, what to return.</param>
    /// <param name="state">h.</param>
    /// <param name="dropout">[batch, units]: what h is multiplied with wherever it meets U; or empty.</param>
    public static RecurrentOutput GruSequence(this Tape tape, Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor bias, RecurrenceOptions options,
        RecurrentState state = default, Tensor dropout = default)
    {
        var sequence = new RecurrentSequence { X = x, Kernel = kernel, RecurrentKernel = recurrentKernel, Bias = bias };
        sequence.Begin(tape, options, state, dropout, nameof(GruSequence));
        SequenceLayout layout = sequence.Layout;
        bool gradient = sequence.Hidden.RequiresGradient;
        Tensor gates = gradient ? tape.Allocate(new Shape(layout.Steps, layout.Batch, 4 * layout.Units), gradient) : default;
        GruForward.Run(tape.Workers, layout, options.Activation, options.RecurrentActivation,
            sequence.Input(tape, GruForward.KernelPanels(kernel.Shape[0], layout.Units)),
            recurrentKernel.Packed(tape.Workers, tape.Arena, GruForward.RecurrentPanels(layout.Units)), gradient ? gates.Values : [], sequence.Hidden.Values,
            sequence.Masks);
        RecurrentOutput output = sequence.End(tape, options, state);
        if (gradient)
            tape.Record<GruSequenceEntry>().Save(options, sequence, gates);
        return output;
    }

    sealed class GruSequenceEntry : TapeEntry
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
            GruBackward.Run(tape.Workers, layout, _options.Activation, _options.RecurrentActivation, _gates.Values, _sequence.Hidden.Values,
                _sequence.RecurrentKernel.Packed(tape.Workers, tape.Arena, GruBackward.Panels(layout.Units), transposed: true), _sequence.Gradients(),
                _sequence.Masks);
            _sequence.PassInitialGradient();
            WeightGradients(tape, layout);
            InputGradient.Run(tape, _sequence.X, _sequence.Kernel, _gates.Values, 4 * layout.Units);
        }

        /// <summary>The gradients of x_z, x_r, x_h and s have taken the place of the gates: z and r belong to both products, x_h to that of x, s to that of h.</summary>
        void WeightGradients(Tape tape, SequenceLayout layout)
        {
            WeightGradient kernel = new(_sequence.Kernel), recurrent = new(_sequence.RecurrentKernel), bias = new(_sequence.Bias);
            ReadOnlySpan<float> x = _sequence.X.Values, states = _sequence.MetStates, gradients = _gates.Values;
            int units = layout.Units, rows = layout.Steps * layout.Batch, features = _sequence.X.Shape.Last, two = 2 * units;
            GradientProduct.Run(tape.Workers, recurrent.From(states, units), kernel.From(x, features), bias.Sum(), bias.Sum(3 * units), gradients, 4 * units, two,
                rows);
            GradientProduct.Run(tape.Workers, kernel.From(x, features, two), bias.Sum(two), default, default, gradients[two..], 4 * units, units, rows);
            GradientProduct.Run(tape.Workers, recurrent.From(states, units, two), bias.Sum(5 * units), default, default, gradients[(3 * units)..], 4 * units,
                units, rows);
        }
    }
}
