using Unroll.Autograd;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Normalization;
using Unroll.Kernels.Recurrent;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>A layer-normalized GRU (Ba, Kiros and Hinton, 2016), reset after the product, over a whole sequence.</summary>
public static class LayerNormalizedGruSequenceOperation
{
    /// <summary>
    /// With LN(a) = (a − μ)/√(σ² + ε), over the columns z and r together and over those of h apart: p = LN(x·W)·γ' + b, q = LN(h·U)·γ + b'; z = ρ(p_z + q_z),
    /// r = ρ(p_r + q_r), ĥ = φ(p_h + r·q_h); h' = z·h + (1 − z)·ĥ.
    /// </summary>
    /// <param name="tape">The step.</param>
    /// <param name="x">[time, batch, features]; where its mask says so, a step leaves the state as it is.</param>
    /// <param name="kernel">W: [features, 3·units], gates z, r, h.</param>
    /// <param name="recurrentKernel">U: [units, 3·units].</param>
    /// <param name="bias">[2, 3·units]: b of the input, then b' of the state; or empty.</param>
    /// <param name="normalization">γ', γ and ε; there is no cell.</param>
    /// <param name="options">Units, activations, direction, what to return.</param>
    /// <param name="state">h.</param>
    /// <param name="dropout">[batch, units]: what h is multiplied with wherever it meets U; or empty.</param>
    /// <exception cref="ShapeMismatchException">x, a state or a weight of the normalization has another shape.</exception>
    public static RecurrentOutput LayerNormalizedGruSequence(this Tape tape, Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor bias,
        RecurrentNormalization normalization, RecurrenceOptions options, RecurrentState state = default, Tensor dropout = default)
    {
        const string Operation = nameof(LayerNormalizedGruSequence);
        int units = options.Units, columns = 3 * units;
        RecurrentNormalization.Check(normalization.KernelGamma, columns, Operation, nameof(normalization.KernelGamma));
        RecurrentNormalization.Check(normalization.RecurrentGamma, columns, Operation, nameof(normalization.RecurrentGamma));
        var sequence = new RecurrentSequence
        {
            X = x, Kernel = kernel, RecurrentKernel = recurrentKernel, Bias = bias, NormalizesInput = true,
        };
        sequence.Begin(tape, options, state, dropout, Operation, normalization.RequiresGradient);
        SequenceLayout layout = sequence.Layout;
        int rows = layout.Steps * layout.Batch;
        bool gradient = sequence.Hidden.RequiresGradient;
        Tensor gates = gradient ? tape.Allocate(new Shape(rows, columns), requiresGradient: false) : default;
        Tensor products = tape.Allocate(new Shape(gradient ? rows : layout.Batch, columns), requiresGradient: false);
        Tensor moments = gradient ? tape.Allocate(new Shape(rows, LayerNormalizedGruForward.Moments), requiresGradient: false) : default;
        var input = new NormalizedInput(sequence.InputSide, kernel, normalization.KernelGamma, 2 * units);
        LayerNormalizedGruForward.Run(tape.Workers, layout, options.Activation, options.RecurrentActivation,
            input.Forward(tape, bias.IsEmpty ? [] : bias.Values[..columns], normalization.Epsilon, gates),
            recurrentKernel.Packed(tape, LayerNormalizedGruForward.Panels(units)), normalization.RecurrentGamma.Values,
            bias.IsEmpty ? [] : bias.Values[columns..], normalization.Epsilon, gradient ? gates.Values : [], products.Values,
            gradient ? moments.Values : [], sequence.Hidden.Values, sequence.Masks);
        RecurrentOutput output = sequence.End(tape, options, state);
        if (gradient)
            tape.Record<LayerNormalizedGruSequenceEntry>().Save(options, sequence, input, normalization, gates, products, moments);
        return output;
    }

    sealed class LayerNormalizedGruSequenceEntry : TapeEntry
    {
        RecurrenceOptions _options;
        RecurrentSequence _sequence;
        NormalizedInput _input;
        RecurrentNormalization _normalization;
        Tensor _gates, _products, _moments;

        public void Save(RecurrenceOptions options, RecurrentSequence sequence, NormalizedInput input, RecurrentNormalization normalization, Tensor gates,
            Tensor products, Tensor moments) =>
            (_options, _sequence, _input, _normalization, _gates, _products, _moments) = (options, sequence, input, normalization, gates, products, moments);

        public override void Backward(Tape tape)
        {
            if (!_sequence.HasGradient)
                return;

            SequenceLayout layout = _sequence.Layout;
            int units = layout.Units, columns = 3 * units, stride = LayerNormalizedGruBackward.SumsStride(units);
            Tensor bias = _sequence.Bias;
            Span<float> sums = tape.Arena.Scratch(layout.Batch * stride);
            LayerNormalizedGruBackward.Run(tape.Workers, layout, _options.Activation, _options.RecurrentActivation, _gates.Values, _products.Values,
                _moments.Values, _sequence.Hidden.Values,
                _sequence.RecurrentKernel.Packed(tape.Workers, tape.Arena, LayerNormalizedGruBackward.Panels(units), transposed: true),
                _normalization.RecurrentGamma.Values, bias.IsEmpty ? [] : bias.Values[columns..], sums, _sequence.Gradients(), _sequence.Masks);
            _sequence.PassInitialGradient();
            GradientTarget gamma = NormalizedInput.TargetOf(_normalization.RecurrentGamma), biases = NormalizedInput.TargetOf(bias);
            if (!gamma.Values.IsEmpty)
                ColumnSum.Run(tape.Workers, sums, layout.Batch, columns, stride, gamma.Values, gamma.Accumulate);
            if (!biases.Values.IsEmpty)
                ColumnSum.Run(tape.Workers, sums[columns..], layout.Batch, columns, stride, biases.Values[columns..], biases.Accumulate);

            // The gradients of the products took the place of LN(h·U), those of p that of the gates.
            GradientProduct.Run(tape.Workers, new WeightGradient(_sequence.RecurrentKernel).From(_sequence.MetStates, units), default, default, default,
                _products.Values, columns, columns, layout.Steps * layout.Batch);
            _input.Backward(tape, _gates.Values, biases.Values.IsEmpty ? default : new GradientTarget(biases.Values[..columns], biases.Accumulate));
        }
    }
}
