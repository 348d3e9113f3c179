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
            sequence.Input(tape, GruForward.KernelPanels(kernel.Shape[0], layout.Units), SumOfBiases(tape, bias, layout.Units)),
            recurrentKernel.Packed(tape, GruForward.RecurrentPanels(layout.Units)), gradient ? gates.Values : [], sequence.Hidden.Values,
            sequence.Masks);
        RecurrentOutput output = sequence.End(tape, options, state);
        if (gradient)
            tape.Record<GruSequenceEntry>().Save(options, sequence, gates);
        return output;
    }

    /// <summary>z and r begin with both biases, ĥ with that of x; b' of ĥ is added elsewhere.</summary>
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
            Gradients(tape, layout);
        }

        /// <summary>
        /// The gradients of x_z, x_r, x_h and s have taken the place of the gates: z and r belong to both products, x_h to that of x, s to that of h.
        /// </summary>
        void Gradients(Tape tape, SequenceLayout layout)
        {
            InputSide input = _sequence.InputSide;
            WeightGradient kernel = new(_sequence.Kernel), recurrent = new(_sequence.RecurrentKernel), bias = new(_sequence.Bias);
            int units = layout.Units, two = 2 * units, three = 3 * units, stride = 4 * units, features = _sequence.X.Shape.Last;
            ReadOnlySpan<float> gates = _gates.Values, gradients = input.Gradients(tape, gates, stride), x = input.Met, states = _sequence.MetStates;
            input.WeightGradients(tape, recurrent.From(states, units), kernel.From(x, features), bias.Sum(), bias.Sum(three), gates, gradients, stride, two);
            input.WeightGradients(tape, default, kernel.From(x, features, two), bias.Sum(two), default, gates[two..], gradients[two..], stride, units);
            input.WeightGradients(tape, recurrent.From(states, units, two), default, bias.Sum(5 * units), default, gates[three..], gradients[three..], stride,
                units);
            input.PassGradient(tape, gradients, stride);
        }
    }
}
