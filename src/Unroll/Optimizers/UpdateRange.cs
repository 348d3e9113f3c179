using Unroll.Kernels;
using Unroll.Kernels.Optimizers;
using Unroll.Parameters;

namespace Unroll.Optimizers;

/// <summary>
/// Adjacent weights that are updated alike, a whole model as a rule: what <see cref="Optimizer"/> hands to its Update. Valid during that call.
/// </summary>
public sealed class UpdateRange
{
    readonly IReadOnlyList<OptimizerSlot> _slots;
    readonly ParameterStore _store;
    Workers? _workers;
    ClipAndDecay _before;
    int _first;
    bool _isPrepared;

    internal UpdateRange(ParameterStore store, IReadOnlyList<OptimizerSlot> slots) => (_store, _slots) = (store, slots);

    /// <summary>The number of weights, padding between parameters included.</summary>
    public int Length { get; private set; }

    /// <summary>η of this step for these weights: the optimizer's rate times the parameters' <see cref="Parameter.LearningRateFactor"/>.</summary>
    public double LearningRate { get; private set; }

    /// <summary>The step's number, from 1.</summary>
    public long Step { get; private set; }

    /// <summary>The weights after weight decay, to be changed in place.</summary>
    public Span<float> Weights => Prepared.Values.Slice(_first, Length);

    /// <summary>The gradients after clipping.</summary>
    public ReadOnlySpan<float> Gradients => Prepared.Gradients.Slice(_first, Length);

    /// <summary>What the optimizer remembers of these weights.</summary>
    /// <param name="slot">One of the optimizer's own, from AddSlot.</param>
    public Span<float> Slot(OptimizerSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        return slot.Values.AsSpan(_first, Length);
    }

    /// <summary>The one parameter of the range where the optimizer updates it as a matrix.</summary>
    internal Parameter? Matrix { get; private set; }

    internal Workers Workers => _workers!;

    internal void Set(Workers workers, long step, double learningRate, ClipAndDecay before, Parameter? matrix, int first, int length)
    {
        (_workers, Step, LearningRate, _before, Matrix, _first, Length) = (workers, step, learningRate, before, matrix, first, length);
        _isPrepared = false;
    }

    /// <summary>Clipping, weight decay and the update in one pass; the update's slots are the optimizer's in the order of their declaration.</summary>
    internal void Run<TUpdate>(TUpdate update) where TUpdate : struct, IWeightUpdate
    {
        int slots = update.Slots;
        Run(update, slots > 0 ? Slot(_slots[0]) : [], slots > 1 ? Slot(_slots[1]) : [], slots > 2 ? Slot(_slots[2]) : []);
    }

    /// <summary>The same with arrays of the caller's choice in the place of the slots.</summary>
    internal void Run<TUpdate>(TUpdate update, Span<float> first, Span<float> second = default, Span<float> third = default)
        where TUpdate : struct, IWeightUpdate
    {
        OptimizerLoop.Run(_workers!, update, _before, _store.Values.Slice(_first, Length), _store.Gradients.Slice(_first, Length), first, second, third);
        _isPrepared = true;
    }

    /// <summary>The store after clipping and weight decay, in a pass of their own for an update that is not one of ours.</summary>
    ParameterStore Prepared
    {
        get
        {
            if (!_isPrepared && _before != ClipAndDecay.None)
            {
                Span<float> gradients = _store.Gradients.Slice(_first, Length);
                OptimizerLoop.Run(_workers!, default(NoUpdate), _before, _store.Values.Slice(_first, Length), gradients, gradients, [], []);
            }

            _isPrepared = true;
            return _store;
        }
    }
}
