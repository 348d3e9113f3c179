using Unroll.Kernels;
using Unroll.Kernels.Elementwise;
using Unroll.Parameters;
using Unroll.Schedules;

namespace Unroll.Optimizers;

/// <summary>Changes the weights after a backward pass. It sees one block of weights and one of gradients; its own arrays (slots) have the same layout.</summary>
public abstract class Optimizer
{
    readonly List<OptimizerSlot> _slots = [];
    ParameterStore? _store;

    /// <summary>The learning rate: a number or a schedule.</summary>
    public LearningRateSchedule LearningRate { get; init; } = 0.001f;

    /// <summary>When set, gradients are scaled down so that their norm over the whole model is at most this: Keras' global_clipnorm.</summary>
    public float? GlobalClipNorm { get; init; }

    /// <summary>Updates made so far.</summary>
    public long Iterations { get; set; }

    /// <summary>The name in files, in Keras' spelling.</summary>
    public abstract string Name { get; }

    /// <summary>The arrays that belong to this optimizer's state.</summary>
    internal IReadOnlyList<OptimizerSlot> Slots => _slots;

    /// <summary>Makes the arrays for a model, unless they belong to it already; what they held for another one is lost.</summary>
    internal void BuildFor(ParameterStore store)
    {
        if (_store == store)
            return;
        _store = store;
        _slots.Clear();
        Iterations = 0;
        Build(store.Length);
    }

    /// <summary>One update of all trainable parameters.</summary>
    internal void Step(Workers workers, ParameterStore store)
    {
        float scale = ClipScale(workers, store);
        BeginStep(LearningRate.At(Iterations), Iterations + 1);
        IReadOnlyList<Parameter> parameters = store.Parameters;
        for (int i = 0; i < parameters.Count;)
        {
            // Neighbours that are trained alike are one range: a whole model, as a rule.
            if (!parameters[i].Trainable)
            {
                i++;
                continue;
            }

            int first = parameters[i].Offset;
            while (i < parameters.Count && parameters[i].Trainable)
                i++;
            int end = i < parameters.Count ? parameters[i].Offset : store.Length;
            Update(workers, store.Values[first..end], store.Gradients[first..end], first, scale);
        }

        Iterations++;
    }

    /// <summary>Declares a slot of the block's length, filled with zeros.</summary>
    private protected OptimizerSlot AddSlot(string name, int length)
    {
        var slot = new OptimizerSlot(name, length);
        _slots.Add(slot);
        return slot;
    }

    private protected abstract void Build(int length);

    /// <param name="learningRate">The rate of this update.</param>
    /// <param name="step">Its number, from 1.</param>
    private protected abstract void BeginStep(double learningRate, long step);

    private protected abstract void Update(Workers workers, Span<float> weights, ReadOnlySpan<float> gradients, int first, float gradientScale);

    float ClipScale(Workers workers, ParameterStore store)
    {
        if (GlobalClipNorm is not { } limit)
            return 1;
        double norm = Math.Sqrt(Reductions.SumOfSquares(workers, store.Gradients));
        return norm > limit ? (float)(limit / norm) : 1;
    }
}
