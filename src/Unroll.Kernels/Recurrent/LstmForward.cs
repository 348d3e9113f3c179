using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// An LSTM over a whole sequence. Gates lie in Keras' order i, f, c, o: i = ρ(zᵢ), f = ρ(z_f), g = φ(z_c), o = ρ(z_o); c' = f·c + i·g; h' = o·φ(c'),
/// where z = x·W + b + h·U. The activated gates overwrite z; backward needs them, the cells and the hidden states, nothing else.
/// </summary>
unsafe struct LstmForward : IRecurrentKernel
{
    Workers _workers;
    SequenceLayout _layout;
    float* _gates;
    float* _weights;
    float* _hidden;
    float* _cells;
    float* _packed;

    /// <param name="workers">Who shares the rows of the batch.</param>
    /// <param name="layout">Steps, batch, units, direction.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="gates">[steps, batch, 4·units]: in, x·W + b of every time; out, the activated gates.</param>
    /// <param name="recurrentKernel">U: [units, 4·units].</param>
    /// <param name="hidden">[steps + 1, batch, units] with the initial state in its block.</param>
    /// <param name="cells">The same for c.</param>
    /// <param name="packed">Room for U: <see cref="PackedLength"/>.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation,
        Span<float> gates, ReadOnlySpan<float> recurrentKernel, Span<float> hidden, Span<float> cells, Span<float> packed, int laneWidth = 0)
    {
        int units = layout.Units;
        Lengths.Check(gates, 4 * layout.OutputLength);
        Lengths.Check(recurrentKernel, units * 4 * units);
        Lengths.Check(hidden, layout.StateLength);
        Lengths.Check(cells, layout.StateLength);
        Lengths.Check(packed, PackedLength(units));
        fixed (float* gatesAt = gates, weightsAt = recurrentKernel, hiddenAt = hidden, cellsAt = cells, packedAt = packed)
        {
            var kernel = new LstmForward
            {
                _workers = workers, _layout = layout, _gates = gatesAt, _weights = weightsAt, _hidden = hiddenAt, _cells = cellsAt, _packed = packedAt,
            };
            RecurrentDispatch.Run(ref kernel, activation, recurrentActivation, laneWidth);
        }
    }

    /// <summary>Floats of room for the packed recurrent weights.</summary>
    public static int PackedLength(int units) => StepProduct<Lane512>.Length(units, 4 * units);

    public void Run<TLane, TActivation, TRecurrent>()
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        int units = _layout.Units;
        Workers? shared = StepProduct<TLane>.IsShared(_workers, _layout.Batch, units, 4 * units) ? _workers : null;
        var parts = new RowParts(_layout.Batch, shared is null ? _workers.Count : 1);
        var job = new Job<TLane, TActivation, TRecurrent>
        {
            Pass = this, Parts = parts, Workers = _workers, Product = new(new Matrix(_weights, 4 * units, 1), units, 4 * units, parts.Rows, _packed, shared),
        };
        _workers.Run(ref job, parts.Count);
    }

    struct Job<TLane, TActivation, TRecurrent> : IJob
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        public LstmForward Pass;
        public RowParts Parts;
        public Workers Workers;
        public StepProduct<TLane> Product;

        public readonly void Execute(int part, int worker)
        {
            (int first, int count) = Parts[part];
            SequenceLayout layout = Pass._layout;
            int units = layout.Units;
            for (int step = 0; step < layout.Steps; step++)
            {
                int time = layout.Time(step);
                nint previous = layout.Row(layout.FirstPrevious + time, first), next = layout.Row(layout.FirstOutput + time, first);
                float* gates = Pass._gates + (4 * layout.Row(time, first));
                Product.Run(Pass._hidden + previous, units, count, gates, 4 * units, gates, 4 * units, Workers.Scratch(worker));
                for (int row = 0; row < count; row++)
                {
                    int at = row * units;
                    Cells(gates + (4 * at), Pass._cells + previous + at, Pass._cells + next + at, Pass._hidden + next + at, units);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void Cells(float* gates, float* previousCell, float* cell, float* hidden, int units)
        {
            int unit = 0;
            for (; unit + TLane.Width <= units; unit += TLane.Width)
                Cell<TLane>(gates + unit, units, previousCell + unit, cell + unit, hidden + unit);
            for (; unit < units; unit++)
                Cell<LaneScalar>(gates + unit, units, previousCell + unit, cell + unit, hidden + unit);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Cell<TAny>(float* gates, nint units, float* previousCell, float* cell, float* hidden) where TAny : struct, ILane<TAny>
        {
            TAny input = TRecurrent.Apply(TAny.Load(gates));
            TAny forget = TRecurrent.Apply(TAny.Load(gates + units));
            TAny candidate = TActivation.Apply(TAny.Load(gates + (2 * units)));
            TAny output = TRecurrent.Apply(TAny.Load(gates + (3 * units)));
            TAny next = TAny.MultiplyAdd(forget, TAny.Load(previousCell), input * candidate);
            TAny.Store(input, gates);
            TAny.Store(forget, gates + units);
            TAny.Store(candidate, gates + (2 * units));
            TAny.Store(output, gates + (3 * units));
            TAny.Store(next, cell);
            TAny.Store(output * TActivation.Apply(next), hidden);
        }
    }
}
