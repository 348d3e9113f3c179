using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Normalization;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// A layer-normalized LSTM (Ba, Kiros and Hinton, 2016) over a whole sequence. With LN over a whole row: z = p + LN(h·U)·γ in the order i, f, c, o, where p is
/// LN(x·W)·γ' + b; c' = ρ(z_f)·c + ρ(zᵢ)·φ(z_c); h' = ρ(z_o)·φ(LN(c')·γ_c + β_c). Backward needs the activated gates, LN(h·U), the cells and the moments.
/// </summary>
unsafe struct LayerNormalizedLstmForward : IRecurrentKernel
{
    /// <summary>Floats kept of every row and step: r of h·U, then μ and r of c'.</summary>
    public const int Moments = 3;

    Workers _workers;
    StateProduct _product;
    ZoneRows _zones;
    int* _ids;
    float* _projected, _gamma, _cellGamma, _cellBeta, _gates, _cells, _moments;
    float _epsilon;

    /// <summary>How U is packed.</summary>
    public static PanelLayout Panels(int units) => StateProduct.Panels(units, 4 * units);

    /// <param name="workers">Who shares the work.</param>
    /// <param name="layout">Steps, batch, units, direction.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="input">p: [.., 4·units].</param>
    /// <param name="recurrentKernel">U in panels.</param>
    /// <param name="gamma">γ of h·U: [4·units].</param>
    /// <param name="cellGamma">γ_c: [units].</param>
    /// <param name="cellBeta">β_c: [units].</param>
    /// <param name="epsilon">ε of all three.</param>
    /// <param name="gates">
    /// Out: the activated gates, [steps, batch, 4·units], perhaps in the place of p; empty when there is no backward pass.
    /// </param>
    /// <param name="products">Out: LN(h·U), [steps, batch, 4·units]; [batch, 4·units] of scratch memory without a backward pass.</param>
    /// <param name="moments">Out: [steps, batch, 3]; empty without a backward pass.</param>
    /// <param name="hidden">[steps + 1, batch, units] with the initial state in its block.</param>
    /// <param name="cells">The same for c.</param>
    /// <param name="masks">What is left out.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane, as U is packed; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation, ProjectedInput input,
        ReadOnlySpan<float> recurrentKernel, ReadOnlySpan<float> gamma, ReadOnlySpan<float> cellGamma, ReadOnlySpan<float> cellBeta, float epsilon,
        Span<float> gates, Span<float> products, Span<float> moments, Span<float> hidden, Span<float> cells, SequenceMasks masks = default, int laneWidth = 0)
    {
        int units = layout.Units, columns = 4 * units;
        bool keeps = !gates.IsEmpty;
        long rows = (long)layout.Steps * layout.Batch;
        input.Check(layout, columns);
        masks.Check(layout);
        Lengths.Check(recurrentKernel, (Panels(units) with { Format = input.Format }).Length);
        Lengths.Check(gamma, columns);
        Lengths.Check(cellGamma, units);
        Lengths.Check(cellBeta, units);
        Lengths.Check(gates, keeps ? rows * columns : 0);
        Lengths.Check(products, (keeps ? rows : layout.Batch) * columns);
        Lengths.Check(moments, keeps ? rows * Moments : 0);
        Lengths.Check(hidden, layout.StateLength);
        Lengths.Check(cells, layout.StateLength);
        fixed (float* projected = input.Values, recurrent = recurrentKernel, gammaAt = gamma, cellGammaAt = cellGamma, cellBetaAt = cellBeta, gatesAt = gates,
            productsAt = products, momentsAt = moments, hiddenAt = hidden, cellsAt = cells, unitsAt = masks.Units, dropped = masks.Dropped)
        fixed (int* ids = input.Ids)
        fixed (float* hiddenShares = masks.HiddenShares, cellShares = masks.CellShares, newCells = masks.NewCells)
        fixed (byte* steps = masks.Steps)
        {
            var states = new StepStates { Layout = layout, Hidden = hiddenAt, Steps = steps, Units = unitsAt, Dropped = dropped };
            var pass = new LayerNormalizedLstmForward
            {
                _workers = workers, _ids = ids, _projected = projected, _gamma = gammaAt, _cellGamma = cellGammaAt, _cellBeta = cellBetaAt,
                _epsilon = epsilon, _gates = gatesAt, _cells = cellsAt, _moments = momentsAt,
                _product = new()
                {
                    States = states, RecurrentKernel = recurrent, Products = productsAt, Columns = columns, KeepsAll = keeps, Format = input.Format,
                },
            };
            pass._zones = new()
            {
                States = states, Hidden = new() { Values = hiddenShares, Rate = masks.HiddenZoneout },
                Cell = new() { Values = cellShares, Rate = masks.CellZoneout }, Cells = cellsAt, NewCells = newCells,
            };
            RecurrentDispatch.Run(ref pass, activation, recurrentActivation, laneWidth);
        }
    }

    public void Run<TLane, TActivation, TRecurrent>()
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        SequenceLayout layout = _product.States.Layout;
        var rows = new Rows<TActivation, TRecurrent> { Pass = this, States = _product.States };
        if (_zones.Exist)
            RowPass.Run<TLane, StateProduct, RowsInTurn<Rows<TActivation, TRecurrent>, ZoneRows>>(_workers, layout, _product,
                new() { First = rows, Second = _zones }, 4L * layout.Units * layout.Units, 0, layout.Steps - 1);
        else
            RowPass.Run<TLane, StateProduct, Rows<TActivation, TRecurrent>>(
                _workers, layout, _product, rows, 4L * layout.Units * layout.Units, 0, layout.Steps - 1);
    }

    struct Rows<TActivation, TRecurrent> : IStepRow
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        public LayerNormalizedLstmForward Pass;
        public StepStates States;
        nint _firstRow;
        float* _products, _previousCell, _cell;

        readonly int Units => States.Layout.Units;

        public void MoveTo(int step)
        {
            SequenceLayout layout = States.Layout;
            int time = layout.Time(step);
            States.MoveTo(time);
            _firstRow = (nint)time * layout.Batch;
            _products = Pass._product.At(time);
            _previousCell = Pass._cells + layout.Row(layout.FirstPrevious + time, 0);
            _cell = (Pass._zones.Cell.Exist ? Pass._zones.NewCells : Pass._cells) + layout.Row(layout.FirstOutput + time, 0);
        }

        public readonly void Run<TLane>(int row) where TLane : struct, ILane<TLane>
        {
            int columns = 4 * Units;
            nint at = _firstRow + row;
            float* product = _products + ((nint)row * columns), cell = _cell + ((nint)row * Units);
            if (!States.Counts(row))
            {
                Keep<TLane>(row, cell);
                return;
            }

            float* start = Pass._projected + ((Pass._ids == null ? at : Pass._ids[at]) * columns);
            // Without a backward pass, o takes the place of its product.
            float* gates = Pass._gates == null ? null : Pass._gates + (at * columns), output = (gates == null ? product : gates) + (3 * Units);
            float inverse = RowNormalization.Forward<TLane>(product, columns, Pass._epsilon);
            Cells<TLane>(start, product, _previousCell + ((nint)row * Units), cell, gates, output);
            RowNormalization.Moments<TLane>(cell, Units, Pass._epsilon, out float cellMean, out float cellInverse);
            Outputs<TLane>(row, cell, cellMean, cellInverse, output);
            if (gates == null)
                return;
            float* moments = Pass._moments + (at * Moments);
            (moments[0], moments[1], moments[2]) = (inverse, cellMean, cellInverse);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Cells<TLane>(float* start, float* product, float* previous, float* cell, float* gates, float* output) where TLane : struct, ILane<TLane>
        {
            int unit = 0;
            for (; unit + TLane.Width <= Units; unit += TLane.Width)
                Cell<TLane>(start, product, previous, cell, gates, output, unit);
            for (; unit < Units; unit++)
                Cell<LaneScalar>(start, product, previous, cell, gates, output, unit);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void Cell<TLane>(float* start, float* product, float* previous, float* cell, float* gates, float* output, int unit)
            where TLane : struct, ILane<TLane>
        {
            TLane input = TRecurrent.Apply(Sum<TLane>(start, product, unit)), forget = TRecurrent.Apply(Sum<TLane>(start, product, Units + unit));
            TLane candidate = TActivation.Apply(Sum<TLane>(start, product, (2 * Units) + unit));
            TLane opened = TRecurrent.Apply(Sum<TLane>(start, product, (3 * Units) + unit));
            TLane.Store(Smallness.Flush(TLane.MultiplyAdd(forget, TLane.Load(previous + unit), input * candidate)), cell + unit);
            TLane.Store(opened, output + unit);
            if (gates == null)
                return;
            TLane.Store(input, gates + unit);
            TLane.Store(forget, gates + Units + unit);
            TLane.Store(candidate, gates + (2 * Units) + unit);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly TLane Sum<TLane>(float* start, float* product, int column) where TLane : struct, ILane<TLane> =>
            TLane.MultiplyAdd(TLane.Load(product + column), TLane.Load(Pass._gamma + column), TLane.Load(start + column));

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Outputs<TLane>(int row, float* cell, float mean, float inverse, float* output) where TLane : struct, ILane<TLane>
        {
            int unit = 0;
            for (; unit + TLane.Width <= Units; unit += TLane.Width)
                Output<TLane>(row, cell, mean, inverse, output, unit);
            for (; unit < Units; unit++)
                Output<LaneScalar>(row, cell, mean, inverse, output, unit);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void Output<TLane>(int row, float* cell, float mean, float inverse, float* output, int unit) where TLane : struct, ILane<TLane>
        {
            TLane normalized = RowNormalization.Normalized(TLane.Load(cell + unit), mean, inverse);
            TLane shown = TActivation.Apply(TLane.MultiplyAdd(normalized, TLane.Load(Pass._cellGamma + unit), TLane.Load(Pass._cellBeta + unit)));
            States.Leave(TLane.Load(output + unit) * shown, row, unit, default(WholeLane));
        }

        /// <summary>Carries the states of a row over a step that is padding.</summary>
        readonly void Keep<TLane>(int row, float* cell) where TLane : struct, ILane<TLane>
        {
            new ReadOnlySpan<float>(_previousCell + ((nint)row * Units), Units).CopyTo(new Span<float>(cell, Units));
            States.Keep<TLane>(row);
        }
    }
}
