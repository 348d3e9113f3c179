using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Normalization;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// A layer-normalized GRU (Ba, Kiros and Hinton, 2016) over a whole sequence, reset after the product. Gates lie in the order z, r, h; z and r are normalized
/// together, h apart. With q = LN(h·U)·γ + b' and p = LN(x·W)·γ' + b: z = ρ(p_z + q_z), r = ρ(p_r + q_r), ĥ = φ(p_h + r·q_h), h' = z·h + (1 − z)·ĥ. Backward
/// needs z, r, ĥ, LN(h·U), the states and the moments.
/// </summary>
unsafe struct LayerNormalizedGruForward : IRecurrentKernel
{
    /// <summary>Floats kept of every row and step: r of the columns z and r of h·U, and r of the columns h.</summary>
    public const int Moments = 2;

    Workers _workers;
    StateProduct _product;
    ZoneRows _zones;
    int* _ids;
    float* _projected, _gamma, _bias, _gates, _moments;
    float _epsilon;

    /// <summary>How U is packed.</summary>
    public static PanelLayout Panels(int units) => StateProduct.Panels(units, 3 * units);

    /// <param name="workers">Who shares the work.</param>
    /// <param name="layout">Steps, batch, units, direction.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="input">p: [.., 3·units].</param>
    /// <param name="recurrentKernel">U in panels.</param>
    /// <param name="gamma">γ of h·U: [3·units].</param>
    /// <param name="bias">b': [3·units], or empty.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="gates">Out: z, r and ĥ, [steps, batch, 3·units], perhaps in the place of p; empty when there is no backward pass.</param>
    /// <param name="products">Out: LN(h·U), [steps, batch, 3·units]; [batch, 3·units] of scratch memory without a backward pass.</param>
    /// <param name="moments">Out: [steps, batch, 2]; empty without a backward pass.</param>
    /// <param name="hidden">[steps + 1, batch, units] with the initial state in its block.</param>
    /// <param name="masks">What is left out.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane, as U is packed; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation, ProjectedInput input,
        ReadOnlySpan<float> recurrentKernel, ReadOnlySpan<float> gamma, ReadOnlySpan<float> bias, float epsilon, Span<float> gates, Span<float> products,
        Span<float> moments, Span<float> hidden, SequenceMasks masks = default, int laneWidth = 0)
    {
        int units = layout.Units, columns = 3 * units;
        bool keeps = !gates.IsEmpty;
        long rows = (long)layout.Steps * layout.Batch;
        input.Check(layout, columns);
        masks.Check(layout);
        Lengths.Check(recurrentKernel, (Panels(units) with { Format = input.Format }).Length);
        Lengths.Check(gamma, columns);
        Lengths.Check(bias, bias.IsEmpty ? 0 : columns);
        Lengths.Check(gates, keeps ? rows * columns : 0);
        Lengths.Check(products, (keeps ? rows : layout.Batch) * columns);
        Lengths.Check(moments, keeps ? rows * Moments : 0);
        Lengths.Check(hidden, layout.StateLength);
        fixed (float* projected = input.Values, recurrent = recurrentKernel, gammaAt = gamma, biasAt = bias, gatesAt = gates, productsAt = products,
            momentsAt = moments, hiddenAt = hidden, unitsAt = masks.Units, dropped = masks.Dropped)
        fixed (int* ids = input.Ids)
        fixed (float* hiddenShares = masks.HiddenShares)
        fixed (byte* steps = masks.Steps)
        {
            var states = new StepStates { Layout = layout, Hidden = hiddenAt, Steps = steps, Units = unitsAt, Dropped = dropped };
            var pass = new LayerNormalizedGruForward
            {
                _workers = workers, _ids = ids, _projected = projected, _gamma = gammaAt, _bias = biasAt, _epsilon = epsilon, _gates = gatesAt,
                _moments = momentsAt,
                _product = new()
                {
                    States = states, RecurrentKernel = recurrent, Products = productsAt, Columns = columns, KeepsAll = keeps, Format = input.Format,
                },
            };
            pass._zones = new() { States = states, Hidden = new() { Values = hiddenShares, Rate = masks.HiddenZoneout } };
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
                new() { First = rows, Second = _zones }, 3L * layout.Units * layout.Units, 0, layout.Steps - 1);
        else
            RowPass.Run<TLane, StateProduct, Rows<TActivation, TRecurrent>>(
                _workers, layout, _product, rows, 3L * layout.Units * layout.Units, 0, layout.Steps - 1);
    }

    struct Rows<TActivation, TRecurrent> : IStepRow
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        public LayerNormalizedGruForward Pass;
        public StepStates States;
        nint _firstRow;
        float* _products;

        readonly int Units => States.Layout.Units;

        public void MoveTo(int step)
        {
            int time = States.Layout.Time(step);
            States.MoveTo(time);
            _firstRow = (nint)time * States.Layout.Batch;
            _products = Pass._product.At(time);
        }

        public readonly void Run<TLane>(int row) where TLane : struct, ILane<TLane>
        {
            if (!States.Counts(row))
            {
                States.Keep<TLane>(row);
                return;
            }

            int columns = 3 * Units;
            nint at = _firstRow + row;
            float* product = _products + ((nint)row * columns);
            float* start = Pass._projected + ((Pass._ids == null ? at : Pass._ids[at]) * columns);
            float gates = RowNormalization.Forward<TLane>(product, 2 * Units, Pass._epsilon);
            float candidates = RowNormalization.Forward<TLane>(product + (2 * Units), Units, Pass._epsilon);
            Outputs<TLane>(row, start, product, Pass._gates == null ? null : Pass._gates + (at * columns));
            if (Pass._gates != null)
                (Pass._moments[at * Moments], Pass._moments[(at * Moments) + 1]) = (gates, candidates);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Outputs<TLane>(int row, float* start, float* product, float* gates) where TLane : struct, ILane<TLane>
        {
            int unit = 0;
            for (; unit + TLane.Width <= Units; unit += TLane.Width)
                Output<TLane>(row, start, product, gates, unit);
            for (; unit < Units; unit++)
                Output<LaneScalar>(row, start, product, gates, unit);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void Output<TLane>(int row, float* start, float* product, float* gates, int unit) where TLane : struct, ILane<TLane>
        {
            TLane update = TRecurrent.Apply(TLane.Load(start + unit) + Pass.Recurrent<TLane>(product, unit));
            TLane reset = TRecurrent.Apply(TLane.Load(start + Units + unit) + Pass.Recurrent<TLane>(product, Units + unit));
            TLane recurrent = Pass.Recurrent<TLane>(product, (2 * Units) + unit);
            TLane candidate = TActivation.Apply(TLane.MultiplyAdd(reset, recurrent, TLane.Load(start + (2 * Units) + unit)));
            TLane previous = States.Previous<TLane, WholeLane>(row, unit, default);
            States.Leave(TLane.MultiplyAdd(update, previous - candidate, candidate), row, unit, default(WholeLane));
            if (gates == null)
                return;
            TLane.Store(update, gates + unit);
            TLane.Store(reset, gates + Units + unit);
            TLane.Store(candidate, gates + (2 * Units) + unit);
        }
    }

    /// <summary>q of some columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly TLane Recurrent<TLane>(float* product, int column) where TLane : struct, ILane<TLane> =>
        Scaled<TLane>(product + column, _gamma + column, _bias == null ? null : _bias + column);

    /// <summary>n·γ + b'.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Scaled<TLane>(float* normalized, float* gamma, float* bias) where TLane : struct, ILane<TLane> => bias == null
        ? TLane.Load(normalized) * TLane.Load(gamma)
        : TLane.MultiplyAdd(TLane.Load(normalized), TLane.Load(gamma), TLane.Load(bias));
}
