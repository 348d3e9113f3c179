using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// A GRU over a whole sequence, reset after the product (Keras' default). Gates lie in the order z, r, h: z = ρ(x_z + h·U_z), r = ρ(x_r + h·U_r),
/// s = h·U_h + b', ĥ = φ(x_h + r·s), h' = z·h + (1 − z)·ĥ, where x = x·W + b holds the recurrent bias of z and r as well.
/// The activated gates overwrite x; s is kept for the way back.
/// </summary>
unsafe struct GruForward : IRecurrentKernel
{
    Workers _workers;
    SequenceLayout _layout;
    float* _gates;
    float* _weights;
    float* _bias;
    float* _hidden;
    float* _recurrent;
    float* _packed;

    /// <param name="workers">Who shares the rows of the batch.</param>
    /// <param name="layout">Steps, batch, units, direction.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="gates">[steps, batch, 3·units]: in, x·W plus the biases of x, and of h for z and r; out, the activated gates.</param>
    /// <param name="recurrentKernel">U: [units, 3·units].</param>
    /// <param name="recurrentBias">b': [units], the recurrent bias of ĥ, or empty.</param>
    /// <param name="hidden">[steps + 1, batch, units] with the initial state in its block.</param>
    /// <param name="recurrent">Out: s, [steps, batch, units].</param>
    /// <param name="packed">Room for U: <see cref="PackedLength"/>.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation,
        Span<float> gates, ReadOnlySpan<float> recurrentKernel, ReadOnlySpan<float> recurrentBias, Span<float> hidden, Span<float> recurrent, Span<float> packed, int laneWidth = 0)
    {
        int units = layout.Units;
        Lengths.Check(gates, 3 * layout.OutputLength);
        Lengths.Check(recurrentKernel, units * 3 * units);
        Lengths.Check(recurrentBias, recurrentBias.IsEmpty ? 0 : units);
        Lengths.Check(hidden, layout.StateLength);
        Lengths.Check(recurrent, layout.OutputLength);
        Lengths.Check(packed, PackedLength(units));
        fixed (float* gatesAt = gates, weightsAt = recurrentKernel, biasAt = recurrentBias, hiddenAt = hidden, recurrentAt = recurrent, packedAt = packed)
        {
            var kernel = new GruForward
            {
                _workers = workers, _layout = layout, _gates = gatesAt, _weights = weightsAt, _bias = biasAt, _hidden = hiddenAt, _recurrent = recurrentAt,
                _packed = packedAt,
            };
            RecurrentDispatch.Run(ref kernel, activation, recurrentActivation, laneWidth);
        }
    }

    /// <summary>Floats of room for the packed recurrent weights.</summary>
    public static int PackedLength(int units) => StepProduct<Lane512>.Length(units, 2 * units) + StepProduct<Lane512>.Length(units, units);

    public void Run<TLane, TActivation, TRecurrent>()
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        int units = _layout.Units;
        Workers? shared = StepProduct<TLane>.IsShared(_workers, _layout.Batch, units, 3 * units) ? _workers : null;
        var parts = new RowParts(_layout.Batch, shared is null ? _workers.Count : 1);
        var job = new Job<TLane, TActivation, TRecurrent>
        {
            Pass = this, Parts = parts, Workers = _workers,
            UpdateReset = new(new Matrix(_weights, 3 * units, 1), units, 2 * units, parts.Rows, _packed, shared),
            Candidate = new(new Matrix(_weights + (2 * units), 3 * units, 1), units, units, parts.Rows, _packed + StepProduct<Lane512>.Length(units, 2 * units), shared),
        };
        _workers.Run(ref job, parts.Count);
    }

    struct Job<TLane, TActivation, TRecurrent> : IJob
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        public GruForward Pass;
        public RowParts Parts;
        public Workers Workers;
        public StepProduct<TLane> UpdateReset, Candidate;

        public readonly void Execute(int part, int worker)
        {
            (int first, int count) = Parts[part];
            SequenceLayout layout = Pass._layout;
            int units = layout.Units;
            float* scratch = Workers.Scratch(worker);
            for (int step = 0; step < layout.Steps; step++)
            {
                int time = layout.Time(step);
                float* previous = Pass._hidden + layout.Row(layout.FirstPrevious + time, first);
                float* next = Pass._hidden + layout.Row(layout.FirstOutput + time, first);
                float* gates = Pass._gates + (3 * layout.Row(time, first));
                float* recurrent = Pass._recurrent + layout.Row(time, first);
                UpdateReset.Run(previous, units, count, gates, 3 * units, gates, 3 * units, scratch);
                Candidate.Run(previous, units, count, Pass._bias, 0, recurrent, units, scratch);
                for (int row = 0; row < count; row++)
                {
                    int at = row * units;
                    Cells(gates + (3 * at), recurrent + at, previous + at, next + at, units);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void Cells(float* gates, float* recurrent, float* previous, float* next, int units)
        {
            int unit = 0;
            for (; unit + TLane.Width <= units; unit += TLane.Width)
                Cell<TLane>(gates + unit, units, recurrent + unit, previous + unit, next + unit);
            for (; unit < units; unit++)
                Cell<LaneScalar>(gates + unit, units, recurrent + unit, previous + unit, next + unit);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Cell<TAny>(float* gates, nint units, float* recurrent, float* previous, float* next) where TAny : struct, ILane<TAny>
        {
            TAny update = TRecurrent.Apply(TAny.Load(gates));
            TAny reset = TRecurrent.Apply(TAny.Load(gates + units));
            TAny candidate = TActivation.Apply(TAny.MultiplyAdd(reset, TAny.Load(recurrent), TAny.Load(gates + (2 * units))));
            TAny.Store(update, gates);
            TAny.Store(reset, gates + units);
            TAny.Store(candidate, gates + (2 * units));
            TAny.Store(TAny.MultiplyAdd(update, TAny.Load(previous) - candidate, candidate), next);
        }
    }
}
