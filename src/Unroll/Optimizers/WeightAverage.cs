using Unroll.Arguments;
using Unroll.Kernels;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Optimizers;
using Unroll.Naming;
using Unroll.Parameters;

namespace Unroll.Optimizers;

/// <summary>
/// An exponential moving average of the weights, kept by an optimizer (Polyak and Juditsky, 1992; Keras' use_ema): ā = w after the first step, then
/// ā = μ·ā + (1 − μ)·w. Training ends with the averages in the model, and at the end of an epoch it is they that are measured and saved.
/// </summary>
/// <remarks>
/// The trained weights are not lost: <see cref="Use"/> and <see cref="Release"/> exchange the two, a checkpoint holds both, and a step of the trainer begins
/// with a release. Keras overwrites the weights at the end of a fit; here another fit continues from the trained ones. Weights that are loaded or restored
/// while
/// the averages are in use take the place of both.
/// </remarks>
public sealed class WeightAverage
{
    Optimizer? _optimizer;
    ParameterStore? _store;
    OptimizerSlot? _average;
    OptimizerScalar? _isInUse;
    long _version;

    /// <summary>An average with Keras' momentum.</summary>
    public WeightAverage()
    {
    }

    internal WeightAverage(ConfigurationReader options)
    {
        Momentum = options.Number("ema_momentum", Momentum);
        OverwriteFrequency = options.OptionalInteger("ema_overwrite_frequency");
    }

    /// <summary>μ: how much of the average a step keeps. Keras' ema_momentum.</summary>
    public double Momentum { get; init => field = Argument.FractionBelowOne(value); } = 0.99;

    /// <summary>Every so many steps the weights take the average's values and continue from there; null for never. Keras' ema_overwrite_frequency.</summary>
    public int? OverwriteFrequency
    {
        get;
        init => field = value is null or >= 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "OverwriteFrequency is at least 1 step; null for never.");
    }

    /// <summary>Whether the model's weights are the averages now.</summary>
    public bool IsInUse => _isInUse?.Value == 1;

    /// <summary>Puts the averages into the model and keeps the trained weights aside; does nothing when they are there, or before the first step.</summary>
    public void Use()
    {
        if (!IsInUse && _optimizer?.Iterations > 0)
            Exchange();
    }

    /// <summary>Puts the trained weights back; does nothing when they are there.</summary>
    public void Release()
    {
        if (!IsInUse)
            return;

        // Who loaded other weights meanwhile wants to continue from these, the average included.
        if (_version != _store!.Version)
            _store.Values.CopyTo(_average!.Values);
        Exchange();
    }

    internal void Attach(Optimizer optimizer, ParameterStore store, OptimizerSlot average, OptimizerScalar isInUse)
    {
        if (_optimizer is not null && _optimizer != optimizer)
            throw new InvalidOperationException("This WeightAverage already belongs to another optimizer: give each its own.");
        (_optimizer, _store, _average, _isInUse) = (optimizer, store, average, isInUse);
    }

    /// <summary>Whether the weights are those that the last exchange left.</summary>
    internal bool IsCurrent => _version == _store?.Version;

    /// <summary>Says that the weights and this state come from a checkpoint, and belong together.</summary>
    internal void NotifyRestored() => _version = _store!.Version;

    /// <summary>After an update.</summary>
    /// <param name="workers">Who computes.</param>
    /// <param name="step">The update's number, from 1.</param>
    internal void Update(Workers workers, long step)
    {
        Span<float> weights = _store!.Values, average = _average!.Values;
        if (step == 1)
            weights.CopyTo(average);
        else
            ElementLoop.Run(workers, new AverageFunction((float)(1 - Momentum)), weights, average, average);
        if (OverwriteFrequency is { } frequency && step % frequency == 0)
            average.CopyTo(weights);
    }

    void Exchange()
    {
        Span<float> weights = _store!.Values, average = _average!.Values;
        for (int i = 0; i < weights.Length; i++)
            (weights[i], average[i]) = (average[i], weights[i]);
        _isInUse!.Value = 1 - _isInUse.Value;
        _store.NotifyChanged();
        _version = _store.Version;
    }
}
