using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Normalization;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// The backward pass through a layer-normalized LSTM: leaves the gradients of z, which are those of p too, and of h·U at all times, and the gradients of γ, γ_c
/// and β_c, row by row of the batch, so that no division of the rows changes a sum.
/// </summary>
unsafe struct LayerNormalizedLstmBackward : IRecurrentKernel
{
    Workers _workers;
    StateGradientProduct _product;
    ZoneGradientRows _zones;
    float* _gates, _moments, _cells, _newCells, _gamma, _cellGamma, _cellBeta, _cellGradients, _sums;

    /// <summary>How the transpose of U is packed.</summary>
    public static PanelLayout Panels(int units) => StateGradientProduct.Panels(units, 4 * units);

    /// <summary>Floats from row to row of the sums: those of γ, 4·units, of γ_c and of β_c, then scratch memory.</summary>
    public static int SumsStride(int units) => 7 * units;

    /// <param name="workers">Who shares the work.</param>
    /// <param name="layout">As in the forward pass.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="gates">[steps, batch, 4·units]: in, the activated gates; out, the gradients of z.</param>
    /// <param name="products">[steps, batch, 4·units]: in, LN(h·U); out, the gradients of h·U.</param>
    /// <param name="moments">[steps, batch, 3], of the forward pass.</param>
    /// <param name="cells">[steps + 1, batch, units].</param>
    /// <param name="recurrentKernel">The transpose of U in panels.</param>
    /// <param name="gamma">γ of h·U: [4·units].</param>
    /// <param name="cellGamma">γ_c: [units].</param>
    /// <param name="cellBeta">β_c: [units].</param>
    /// <param name="sums">Out: [batch, 7·units], see <see cref="SumsStride"/>.</param>
    /// <param name="hiddenGradients">The outputs' gradients in their blocks.</param>
    /// <param name="cellGradients">[batch, units]: in, the last cell's gradient; out, the initial one's.</param>
    /// <param name="masks">As in the forward pass.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane, as U is packed; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation, Span<float> gates,
        Span<float> products, ReadOnlySpan<float> moments, ReadOnlySpan<float> cells, ReadOnlySpan<float> recurrentKernel, ReadOnlySpan<float> gamma,
        ReadOnlySpan<float> cellGamma, ReadOnlySpan<float> cellBeta, Span<float> sums, HiddenGradients hiddenGradients, Span<float> cellGradients,
        SequenceMasks masks = default, int laneWidth = 0)
    {
        int units = layout.Units;
        masks.Check(layout);
        Lengths.Check(masks.Aside, masks.CellZoneout > 0 ? layout.Batch * units : 0);
        hiddenGradients.Check(layout);
        Lengths.Check(gates, 4 * layout.OutputLength);
        Lengths.Check(products, 4 * layout.OutputLength);
        Lengths.Check(moments, (long)layout.Steps * layout.Batch * LayerNormalizedLstmForward.Moments);
        Lengths.Check(cells, layout.StateLength);
        Lengths.Check(recurrentKernel, Panels(units).Length);
        Lengths.Check(gamma, 4 * units);
        Lengths.Check(cellGamma, units);
        Lengths.Check(cellBeta, units);
        Lengths.Check(sums, layout.Batch * SumsStride(units));
        Lengths.Check(cellGradients, layout.Batch * units);
        sums[..(layout.Batch * SumsStride(units))].Clear();
        fixed (float* gatesAt = gates, productsAt = products, momentsAt = moments, cellsAt = cells, recurrent = recurrentKernel, gammaAt = gamma,
            cellGammaAt = cellGamma, cellBetaAt = cellBeta, sumsAt = sums, hiddenAt = hiddenGradients.Values, cellAt = cellGradients, unitsAt = masks.Units)
        fixed (float* hiddenShares = masks.HiddenShares, cellShares = masks.CellShares, newCells = masks.NewCells, aside = masks.Aside)
        fixed (byte* steps = masks.Steps)
        {
            StateGradient state = hiddenGradients.At(hiddenAt, layout, steps, unitsAt, passes: steps != null || masks.HasZones);
            var pass = new LayerNormalizedLstmBackward
            {
                _workers = workers, _gates = gatesAt, _moments = momentsAt, _cells = cellsAt, _gamma = gammaAt, _cellGamma = cellGammaAt,
                _cellBeta = cellBetaAt, _cellGradients = cellAt, _sums = sumsAt,
                _product = new() { State = state, RecurrentKernel = recurrent, Products = productsAt, Columns = 4 * units },
            };
            pass._zones = new()
            {
                State = state, Hidden = new() { Values = hiddenShares, Rate = masks.HiddenZoneout },
                Cell = new() { Values = cellShares, Rate = masks.CellZoneout }, CellGradients = cellAt, Aside = aside,
            };
            pass._newCells = pass._zones.Cell.Exist ? newCells : cellsAt;
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
                _workers, layout, _product, rows, 4L * layout.Units * layout.Units, layout.Steps - 1, _product.State.LastStep);
            return;
        }

        rows.State = _product.State.AfterZoneout();
        RowPass.Run<TLane, StateGradientProduct, RowsInTurn<ZoneGradientRows, Rows<TActivation, TRecurrent>>>(_workers, layout, _product,
            new() { First = _zones, Second = rows }, 4L * layout.Units * layout.Units, layout.Steps - 1, _product.State.LastStep);
        _zones.End();
    }

    struct Rows<TActivation, TRecurrent> : IStepRow
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        public LayerNormalizedLstmBackward Pass;
        public StateGradient State;
        nint _firstRow;
        float* _previousCell, _cell;
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
            _previousCell = Pass._cells + layout.Row(layout.FirstPrevious + time, 0);
            _cell = Pass._newCells + layout.Row(layout.FirstOutput + time, 0);
        }

        public readonly void Run<TLane>(int row) where TLane : struct, ILane<TLane>
        {
            if (_isInitial)
                return;
            int units = Units;
            nint at = _firstRow + row;
            float* gates = Pass._gates + (at * 4 * units), product = Pass._product.Products + (at * 4 * units), hidden = State.OwnRow(row);
            State.PassRow<TLane>(row);
            if (!State.Counts(row))
            {
                new Span<float>(gates, 4 * units).Clear();
                new Span<float>(product, 4 * units).Clear();
                return;
            }

            float* moments = Pass._moments + (at * LayerNormalizedLstmForward.Moments);
            float* sums = Pass._sums + ((nint)row * SumsStride(units)), normalized = sums + (6 * units);
            Outputs<TLane>(_cell + ((nint)row * units), moments[1], moments[2], hidden, gates + (3 * units), normalized);
            RowNormalization.Backward<TLane>(normalized, hidden, units, Pass._cellGamma, moments[2], sums + (4 * units), sums + (5 * units));
            Cells<TLane>(normalized, _previousCell + ((nint)row * units), Pass._cellGradients + ((nint)row * units), gates);
            RowNormalization.Backward<TLane>(product, gates, 4 * units, Pass._gamma, moments[0], sums, null);
        }

        /// <summary>From dh the gradients of z_o and of LN(c')·γ_c + β_c, which takes the place of dh; and LN(c').</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Outputs<TLane>(float* cell, float mean, float inverse, float* hidden, float* output, float* normalized)
            where TLane : struct, ILane<TLane>
        {
            int unit = 0;
            for (; unit + TLane.Width <= Units; unit += TLane.Width)
                Output<TLane>(cell, mean, inverse, hidden, output, normalized, unit);
            for (; unit < Units; unit++)
                Output<LaneScalar>(cell, mean, inverse, hidden, output, normalized, unit);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void Output<TLane>(float* cell, float mean, float inverse, float* hidden, float* output, float* normalized, int unit)
            where TLane : struct, ILane<TLane>
        {
            TLane n = RowNormalization.Normalized(TLane.Load(cell + unit), mean, inverse);
            TLane shown = TActivation.Apply(TLane.MultiplyAdd(n, TLane.Load(Pass._cellGamma + unit), TLane.Load(Pass._cellBeta + unit)));
            TLane dHidden = TLane.Load(hidden + unit), opened = TLane.Load(output + unit);
            TLane.Store(n, normalized + unit);
            TLane.Store(Smallness.Flush(dHidden * opened * TActivation.Derivative(shown)), hidden + unit);
            TLane.Store(Smallness.Flush(dHidden * shown * TRecurrent.Derivative(opened)), output + unit);
        }

        /// <summary>From the gradient of c' those of zᵢ, z_f, z_c and c.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Cells<TLane>(float* through, float* previous, float* cellGradient, float* gates) where TLane : struct, ILane<TLane>
        {
            int unit = 0;
            for (; unit + TLane.Width <= Units; unit += TLane.Width)
                Cell<TLane>(through + unit, previous + unit, cellGradient + unit, gates + unit);
            for (; unit < Units; unit++)
                Cell<LaneScalar>(through + unit, previous + unit, cellGradient + unit, gates + unit);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void Cell<TLane>(float* through, float* previous, float* cellGradient, float* gates) where TLane : struct, ILane<TLane>
        {
            TLane input = TLane.Load(gates), forget = TLane.Load(gates + Units), candidate = TLane.Load(gates + (2 * Units));
            TLane dCell = TLane.Load(cellGradient) + TLane.Load(through);
            TLane.Store(Smallness.Flush(dCell * candidate * TRecurrent.Derivative(input)), gates);
            TLane.Store(Smallness.Flush(dCell * TLane.Load(previous) * TRecurrent.Derivative(forget)), gates + Units);
            TLane.Store(Smallness.Flush(dCell * input * TActivation.Derivative(candidate)), gates + (2 * Units));
            TLane.Store(Smallness.Flush(dCell * forget), cellGradient);
        }
    }
}
