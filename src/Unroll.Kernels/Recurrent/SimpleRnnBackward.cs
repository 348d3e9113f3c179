using System.Runtime.CompilerServices;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>The backward pass through a simple recurrent layer: the hidden states' gradients become those of z = b + x·W + h·U, in place.</summary>
unsafe struct SimpleRnnBackward : IRecurrentKernel
{
    Workers _workers;
    StateGradient _state;
    ZoneGradientRows _zones;
    float* _hidden, _recurrentKernel;

    /// <param name="workers">Who shares the work.</param>
    /// <param name="layout">As in the forward pass.</param>
    /// <param name="activation">φ.</param>
    /// <param name="hidden">[steps + 1, batch, units].</param>
    /// <param name="recurrentKernel">The transpose of U in panels.</param>
    /// <param name="gradients">The outputs' gradients in their blocks; out, those of z.</param>
    /// <param name="masks">As in the forward pass.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane, as U is packed; 0 for the widest.</param>
    public static void Run(Workers workers, SequenceLayout layout, ActivationFunction activation, ReadOnlySpan<float> hidden,
        ReadOnlySpan<float> recurrentKernel, HiddenGradients gradients, SequenceMasks masks = default, int laneWidth = 0)
    {
        masks.Check(layout);
        gradients.Check(layout);
        Lengths.Check(hidden, layout.StateLength);
        Lengths.Check(recurrentKernel, SimpleRnnForward.Panels(layout.Units, layout.Units).Length);
        fixed (float* hiddenAt = hidden, recurrent = recurrentKernel, gradientsAt = gradients.Values, unitsAt = masks.Units)
        fixed (float* hiddenShares = masks.HiddenShares)
        fixed (byte* steps = masks.Steps)
        {
            var pass = new SimpleRnnBackward
            {
                _workers = workers, _hidden = hiddenAt, _recurrentKernel = recurrent,
                _state = gradients.At(gradientsAt, layout, steps, unitsAt, passes: steps != null || masks.HasZones),
            };
            pass._zones = new() { State = pass._state, Hidden = new() { Values = hiddenShares, Rate = masks.HiddenZoneout } };
            RecurrentDispatch.Run(ref pass, activation, ActivationFunction.Linear, laneWidth);
        }
    }

    public void Run<TLane, TActivation, TRecurrent>()
        where TLane : struct, ILane<TLane>
        where TActivation : struct, IActivation
        where TRecurrent : struct, IActivation
    {
        SequenceLayout layout = _state.Layout;
        var phase = new Phase<TActivation> { Pass = this };
        if (!_zones.Exist)
        {
            SequencePass.Run<TLane, Phase<TActivation>, NoPhase>(_workers, layout, phase, default, (long)layout.Units * layout.Units, layout.Steps - 1,
                _state.LastStep);
            return;
        }

        // The rows need the whole gradient of a state before zoneout divides it.
        SimpleRnnBackward after = this;
        after._state = _state.AfterZoneout();
        var product = new PhaseProduct<Phase<TActivation>> { Phase = phase, State = _state };
        var rows = new RowsInTurn<ZoneGradientRows, PhaseRows<Phase<TActivation>>>
        {
            First = _zones, Second = new() { Phase = new() { Pass = after }, Units = layout.Units },
        };
        RowPass.Run<TLane, PhaseProduct<Phase<TActivation>>, RowsInTurn<ZoneGradientRows, PhaseRows<Phase<TActivation>>>>(
            _workers, layout, product, rows, (long)layout.Units * layout.Units, layout.Steps - 1, _state.LastStep);
    }

    struct Phase<TActivation> : IStepPhase where TActivation : struct, IActivation
    {
        public SimpleRnnBackward Pass;
        float* _state, _later;

        public static bool Exists => true;

        readonly int Units => Pass._state.Layout.Units;

        public readonly PanelLayout Sums => SimpleRnnForward.Panels(0, Units);

        public readonly int Pieces => _later == null ? 0 : 1;

        public void MoveTo(int step)
        {
            SequenceLayout layout = Pass._state.Layout;
            Pass._state.MoveTo(step);
            _later = step == layout.Steps - 1 ? null : Pass._state.Gradients + layout.Row(layout.FirstOutput + layout.Time(step + 1), 0);
            _state = step < 0 ? null : Pass._hidden + layout.Row(layout.FirstOutput + layout.Time(step), 0);
        }

        public readonly StepPiece Piece(int index) => new(_later, Units, Units, Pass._recurrentKernel, SimpleRnnForward.Panels(Units, Units));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Begin<TLane, TEdge>(float* sums, int row, int unit, TEdge edge)
            where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge =>
            Pass._state.Begin<TLane, TEdge>(sums, row, unit, edge);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void End<TLane, TEdge>(float* sums, int row, int unit, TEdge edge) where TLane : struct, ILane<TLane> where TEdge : struct, ILaneEdge
        {
            TLane dHidden = Pass._state.Take<TLane, TEdge>(sums, row, unit, edge);
            bool counts = Pass._state.Counts(row);
            if (_state != null)
            {
                Pass._state.Pass(dHidden, counts ? TLane.Zero : TLane.Create(1), row, unit, edge);
                dHidden = counts ? dHidden * TActivation.Derivative(edge.Load<TLane>(_state + ((nint)row * Units) + unit)) : TLane.Zero;
            }

            Pass._state.Leave(dHidden, row, unit, edge);
        }
    }
}
