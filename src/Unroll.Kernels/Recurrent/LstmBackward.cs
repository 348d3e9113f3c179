using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>
/// The way back through an LSTM: leaves the gradients of z = x·W + b + h·U of all times, from which dW, dU, db and dx are products over the whole sequence.
/// dh arrives in the hidden states' gradients and dh·U flows back through them, block by block.
/// </summary>
unsafe struct LstmBackward : IRecurrentKernel
{
    Workers _workers;
    SequenceLayout _layout;
    float* _gates;
    float* _cells;
    float* _weights;
    float* _hiddenGradients;
    float* _cellGradients;
    float* _gateGradients;
    float* _packed;
    bool _lastOnly;

    /// <param name="workers">Who shares the rows of the batch.</param>
    /// <param name="layout">As in the forward pass.</param>
    /// <param name="activation">φ.</param>
    /// <param name="recurrentActivation">ρ.</param>
    /// <param name="lastOnly">Whether only the last output has a gradient; the other blocks are then written, not read.</param>
    /// <param name="gates">The activated gates: [steps, batch, 4·units].</param>
    /// <param name="cells">[steps + 1, batch, units].</param>
    /// <param name="recurrentKernel">U: [units, 4·units].</param>
    /// <param name="hiddenGradients">[steps + 1, batch, units]: in, the outputs' gradients; out, those of all hidden states, the initial one's excepted.</param>
    /// <param name="cellGradients">Scratch: [batch, units].</param>
    /// <param name="gateGradients">Out: the gradients of z, [steps, batch, 4·units].</param>
    /// <param name="packed">Room for the transpose of U: <see cref="PackedLength"/>.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ActivationFunction recurrentActivation, bool lastOnly,
        ReadOnlySpan<float> gates, ReadOnlySpan<float> cells, ReadOnlySpan<float> recurrentKernel, Span<float> hiddenGradients, Span<float> cellGradients,
        Span<float> gateGradients, Span<float> packed, int laneWidth = 0)
    {
        int units = layout.Units;
        Lengths.Check(gates, 4 * layout.OutputLength);
        Lengths.Check(gateGradients, 4 * layout.OutputLength);
        Lengths.Check(recurrentKernel, units * 4 * units);
        Lengths.Check(cells, layout.StateLength);
        Lengths.Check(hiddenGradients, layout.StateLength);
        Lengths.Check(cellGradients, layout.Batch * units);
        Lengths.Check(packed, PackedLength(units));
        fixed (float* gatesAt = gates, cellsAt = cells, weightsAt = recurrentKernel, hiddenAt = hiddenGradients, cellAt = cellGradients,
            gradientsAt = gateGradients, packedAt = packed)
        {
            var kernel = new LstmBackward
            {
                _workers = workers, _layout = layout, _gates = gatesAt, _cells = cellsAt, _weights = weightsAt, _hiddenGradients = hiddenAt,
                _cellGradients = cellAt, _gateGradients = gradientsAt, _packed = packedAt, _lastOnly = lastOnly,
            };
            RecurrentDispatch.Run(ref kernel, activation, recurrentActivation, laneWidth);
        }
    }

    /// <summary>Floats of room for the packed transpose of the recurrent weights.</summary>
    public static int PackedLength(int units) => StepProduct<Lane512>.Length(4 * units, units);

    public void Run<TLane, TActivation, TRecurrent>()
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        int units = _layout.Units;
        var parts = new RowParts(_layout.Batch, _workers.Count);
        var job = new Job<TLane, TActivation, TRecurrent>
        {
            Pass = this, Parts = parts, Workers = _workers, Product = new(new Matrix(_weights, 1, 4 * units), 4 * units, units, parts.Rows, _packed),
        };
        _workers.Run(ref job, parts.Count);
    }

    struct Job<TLane, TActivation, TRecurrent> : IJob
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        public LstmBackward Pass;
        public RowParts Parts;
        public Workers Workers;
        public StepProduct<TLane> Product;

        public readonly void Execute(int part, int worker)
        {
            (int first, int count) = Parts[part];
            SequenceLayout layout = Pass._layout;
            int units = layout.Units;
            new Span<float>(Pass._cellGradients + (first * units), count * units).Clear();
            for (int step = layout.Steps - 1; step >= 0; step--)
            {
                int time = layout.Time(step);
                nint previous = layout.Row(layout.FirstPrevious + time, first), next = layout.Row(layout.FirstOutput + time, first);
                nint gates = 4 * layout.Row(time, first);
                for (int row = 0; row < count; row++)
                {
                    int at = row * units;
                    Cells(Pass._gates + gates + (4 * at), Pass._cells + previous + at, Pass._cells + next + at, Pass._hiddenGradients + next + at,
                        Pass._cellGradients + ((first + row) * units), Pass._gateGradients + gates + (4 * at), units);
                }

                if (step == 0)
                    break;
                float* hidden = Pass._hiddenGradients + previous;
                Product.Run(Pass._gateGradients + gates, 4 * units, count, Pass._lastOnly ? null : hidden, units, hidden, units, Workers.Scratch(worker));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void Cells(float* gates, float* previousCell, float* cell, float* hiddenGradient, float* cellGradient, float* gateGradients, int units)
        {
            int unit = 0;
            for (; unit + TLane.Width <= units; unit += TLane.Width)
                Cell<TLane>(gates + unit, units, previousCell + unit, cell + unit, hiddenGradient + unit, cellGradient + unit, gateGradients + unit);
            for (; unit < units; unit++)
                Cell<LaneScalar>(gates + unit, units, previousCell + unit, cell + unit, hiddenGradient + unit, cellGradient + unit, gateGradients + unit);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Cell<TAny>(float* gates, nint units, float* previousCell, float* cell, float* hiddenGradient, float* cellGradient, float* gateGradients)
            where TAny : struct, ILane<TAny>
        {
            TAny input = TAny.Load(gates), forget = TAny.Load(gates + units);
            TAny candidate = TAny.Load(gates + (2 * units)), output = TAny.Load(gates + (3 * units));
            TAny activated = TActivation.Apply(TAny.Load(cell));
            TAny dHidden = TAny.Load(hiddenGradient);
            TAny dCell = TAny.MultiplyAdd(dHidden * output, TActivation.Derivative(activated), TAny.Load(cellGradient));
            TAny.Store(dCell * candidate * TRecurrent.Derivative(input), gateGradients);
            TAny.Store(dCell * TAny.Load(previousCell) * TRecurrent.Derivative(forget), gateGradients + units);
            TAny.Store(dCell * input * TActivation.Derivative(candidate), gateGradients + (2 * units));
            TAny.Store(dHidden * activated * TRecurrent.Derivative(output), gateGradients + (3 * units));
            TAny.Store(dCell * forget, cellGradient);
        }
    }
}
