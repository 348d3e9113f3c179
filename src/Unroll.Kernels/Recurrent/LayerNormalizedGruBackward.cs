using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Normalization;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// The backward pass through a layer-normalized GRU: leaves the gradients of p and of h·U at all times, and the gradients of γ and b', row by row of the batch,
/// so that no division of the rows changes a sum.
/// </summary>
unsafe struct LayerNormalizedGruBackward : IRecurrentKernel
{
    Workers _workers;
    StateGradientProduct _product;
    ZoneGradientRows _zones;
    float* _gates, _moments, _hidden, _gamma, _bias, _sums;

    /// <summary>How the transpose of U is packed.</summary>
    public static PanelLayout Panels(int units) => StateGradientProduct.Panels(units, 3 * units);

    /// <summary>Floats from row to row of the sums: those of γ, 3·units, and of b', 3·units.</summary>
    public static int SumsStride(int units) => 6 * units;

    /// <param name="workers">Who shares the work.</param>
    /// <param name="layout">As in the forward pass.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="gates">[steps, batch, 3·units]: in, z, r and ĥ; out, the gradients of p.</param>
    /// <param name="products">[steps, batch, 3·units]: in, LN(h·U); out, the gradients of h·U.</param>
    /// <param name="moments">[steps, batch, 2], of the forward pass.</param>
    /// <param name="hidden">[steps + 1, batch, units].</param>
    /// <param name="recurrentKernel">The transpose of U in panels.</param>
    /// <param name="gamma">γ of h·U: [3·units].</param>
    /// <param name="bias">b': [3·units], or empty.</param>
    /// <param name="sums">Out: [batch, 6·units], see <see cref="SumsStride"/>.</param>
    /// <param name="hiddenGradients">The outputs' gradients in their blocks.</param>
    /// <param name="masks">As in the forward pass.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane, as U is packed; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation, Span<float> gates,
        Span<float> products, ReadOnlySpan<float> moments, ReadOnlySpan<float> hidden, ReadOnlySpan<float> recurrentKernel, ReadOnlySpan<float> gamma,
        ReadOnlySpan<float> bias, Span<float> sums, HiddenGradients hiddenGradients, SequenceMasks masks = default, int laneWidth = 0)
    {
        int units = layout.Units;
        masks.Check(layout);
        hiddenGradients.Check(layout);
        Lengths.Check(gates, 3 * layout.OutputLength);
        Lengths.Check(products, 3 * layout.OutputLength);
        Lengths.Check(moments, (long)layout.Steps * layout.Batch * LayerNormalizedGruForward.Moments);
        Lengths.Check(hidden, layout.StateLength);
        Lengths.Check(recurrentKernel, Panels(units).Length);
        Lengths.Check(gamma, 3 * units);
        Lengths.Check(bias, bias.IsEmpty ? 0 : 3 * units);
        Lengths.Check(sums, layout.Batch * SumsStride(units));
        sums[..(layout.Batch * SumsStride(units))].Clear();
        fixed (float* gatesAt = gates, productsAt = products, momentsAt = moments, statesAt = hidden, recurrent = recurrentKernel, gammaAt = gamma,
            biasAt = bias, sumsAt = sums, hiddenAt = hiddenGradients.Values, unitsAt = masks.Units)
        fixed (float* hiddenShares = masks.HiddenShares)
        fixed (byte* steps = masks.Steps)
        {
            var pass = new LayerNormalizedGruBackward
            {
                _workers = workers, _gates = gatesAt, _moments = momentsAt, _hidden = statesAt, _gamma = gammaAt, _bias = biasAt, _sums = sumsAt,
                _product = new()
                {
                    State = hiddenGradients.At(hiddenAt, layout, steps, unitsAt, passes: true), RecurrentKernel = recurrent, Products = productsAt,
                    Columns = 3 * units,
                },
            };
            pass._zones = new() { State = pass._product.State, Hidden = new() { Values = hiddenShares, Rate = masks.HiddenZoneout } };
            RecurrentDispatch.Run(ref pass, activation, recurrentActivation, laneWidth);
        }
    }

    public void Run<TLane, TActivation, TRecurrent>()
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        SequenceLayout layout = _product.State.Layout;
        var rows = new Rows<TActivation, TRecurrent> { Pass = this, State = _product.State };
        if (!_zones.Exist)
        {
            RowPass.Run<TLane, StateGradientProduct, Rows<TActivation, TRecurrent>>(
                _workers, layout, _product, rows, 3L * layout.Units * layout.Units, layout.Steps - 1, _product.State.LastStep);
            return;
        }

        rows.State = _product.State.AfterZoneout();
        RowPass.Run<TLane, StateGradientProduct, RowsInTurn<ZoneGradientRows, Rows<TActivation, TRecurrent>>>(_workers, layout, _product,
            new() { First = _zones, Second = rows }, 3L * layout.Units * layout.Units, layout.Steps - 1, _product.State.LastStep);
    }

    struct Rows<TActivation, TRecurrent> : IStepRow
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        public LayerNormalizedGruBackward Pass;
        public StateGradient State;
        nint _firstRow;
        float* _previous;
        bool _isInitial;

        readonly int Units => State.Layout.Units;

        public void MoveTo(int step)
        {
            SequenceLayout layout = State.Layout;
            State.MoveTo(step);
            _isInitial = step < 0;
            if (_isInitial)
                return;
            int time = layout.Time(step);
            _firstRow = (nint)time * layout.Batch;
            _previous = Pass._hidden + layout.Row(layout.FirstPrevious + time, 0);
        }

        public readonly void Run<TLane>(int row) where TLane : struct, ILane<TLane>
        {
            if (_isInitial)
                return;
            int units = Units, two = 2 * units, columns = 3 * units;
            nint at = _firstRow + row;
            float* gates = Pass._gates + (at * columns), product = Pass._product.Products + (at * columns), own = State.OwnRow(row);
            if (!State.Counts(row))
            {
                State.PassRow<TLane>(row);
                new Span<float>(gates, columns).Clear();
                new Span<float>(product, columns).Clear();
                return;
            }

            float* moments = Pass._moments + (at * LayerNormalizedGruForward.Moments), sums = Pass._sums + ((nint)row * SumsStride(units));
            float* biases = sums + columns;
            Gates<TLane>(row, gates, product, own, _previous + ((nint)row * units));
            RowNormalization.Backward<TLane>(product, gates, two, Pass._gamma, moments[0], sums, biases);
            RowNormalization.Backward<TLane>(product + two, own, units, Pass._gamma + two, moments[1], sums + two, biases + two);
        }

        /// <summary>From dh the gradients of p and, in the place of dh, that of q_h; those of q_z and q_r are p's.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Gates<TLane>(int row, float* gates, float* product, float* own, float* previous) where TLane : struct, ILane<TLane>
        {
            int unit = 0;
            for (; unit + TLane.Width <= Units; unit += TLane.Width)
                Gate<TLane>(row, unit, gates + unit, product + (2 * Units) + unit, own + unit, previous + unit);
            for (; unit < Units; unit++)
                Gate<LaneScalar>(row, unit, gates + unit, product + (2 * Units) + unit, own + unit, previous + unit);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void Gate<TLane>(int row, int unit, float* gates, float* product, float* own, float* previous) where TLane : struct, ILane<TLane>
        {
            int column = (2 * Units) + unit;
            TLane update = TLane.Load(gates), reset = TLane.Load(gates + Units), candidate = TLane.Load(gates + (2 * Units)), dHidden = TLane.Load(own);
            TLane recurrent = LayerNormalizedGruForward.Scaled<TLane>(product, Pass._gamma + column, Pass._bias == null ? null : Pass._bias + column);
            TLane dCandidate = dHidden * (TLane.Create(1) - update) * TActivation.Derivative(candidate);
            State.Pass(dHidden, update, row, unit, default(WholeLane));
            TLane.Store(Smallness.Flush(dHidden * (TLane.Load(previous) - candidate) * TRecurrent.Derivative(update)), gates);
            TLane.Store(Smallness.Flush(dCandidate * recurrent * TRecurrent.Derivative(reset)), gates + Units);
            TLane.Store(Smallness.Flush(dCandidate), gates + (2 * Units));
            TLane.Store(Smallness.Flush(dCandidate * reset), own);
        }
    }
}
