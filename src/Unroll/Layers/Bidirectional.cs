using System.Text.Json.Nodes;
using Unroll.Autograd;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Layers;

/// <summary>
/// Two recurrent layers, of which one reads the sequence from its end, and one output from both (Schuster and Paliwal, 1997): Keras' Bidirectional. Outputs
/// of both stand at the step that they belong to; returned sequences are zero where a mask leaves a step out.
/// </summary>
public sealed class Bidirectional : Layer
{
    /// <summary>Two layers with the options of one; their weights are drawn apart.</summary>
    /// <param name="layer">The layer that reads forwards; the other one is made from its options.</param>
    public Bidirectional(RecurrentLayer layer)
        : this(layer, (layer ?? throw new ArgumentNullException(nameof(layer))).Reversed())
    {
    }

    /// <summary>Two given layers.</summary>
    /// <param name="layer">The layer that reads forwards.</param>
    /// <param name="backwardLayer">The layer that reads backwards; of the kind, units and options of the first where the outputs are to be merged.</param>
    /// <exception cref="ArgumentException">Both read in one direction, or only one of them returns sequences.</exception>
    public Bidirectional(RecurrentLayer layer, RecurrentLayer backwardLayer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(backwardLayer);
        if (layer.GoBackwards == backwardLayer.GoBackwards)
            throw new ArgumentException("The second layer has to read the sequence in the other direction: set its GoBackwards.", nameof(backwardLayer));
        if (layer.ReturnSequences != backwardLayer.ReturnSequences)
            throw new ArgumentException("Either both layers return sequences or none does: make ReturnSequences the same.", nameof(backwardLayer));
        (ForwardLayer, BackwardLayer) = (layer, backwardLayer);
    }

    internal Bidirectional(LayerReader options)
        : this(options, options.RecurrentLayer("layer"))
    {
    }

    Bidirectional(LayerReader options, RecurrentLayer layer)
        : this(layer, options.Has("backward_layer") ? options.RecurrentLayer("backward_layer") : layer.Reversed())
    {
        Merge = options.Named("merge_mode", MergeModeRegistry.Modes, Merge);
    }

    /// <summary>The layer that reads forwards; its parameters are called "forward".</summary>
    public RecurrentLayer ForwardLayer { get; }

    /// <summary>The layer that reads backwards; its parameters are called "backward".</summary>
    public RecurrentLayer BackwardLayer { get; }

    /// <summary>How one output is made of two.</summary>
    public MergeMode Merge { get; init; } = MergeMode.Concatenate;

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">The layers cannot read such samples, or their outputs cannot be merged.</exception>
    public override Shape Build(LayerBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Shape forward = builder.Build(ForwardLayer, input, "forward"), backward = builder.Build(BackwardLayer, input, "backward");
        if (Merge == MergeMode.Concatenate)
            return forward.WithLast(forward.Last + backward.Last);
        return forward == backward
            ? forward
            : throw new ShapeMismatchException(BuiltName, $"two outputs of shape {forward}, or {nameof(MergeMode.Concatenate)}", backward,
                nameof(BackwardLayer));
    }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Merged(context.Tape, input, ForwardLayer.ForwardInTime(context, input).Sequence, BackwardLayer.ForwardInTime(context, input).Sequence);
    }

    /// <summary>The output together with the states after the steps that each layer read last, from given first states.</summary>
    /// <param name="context">The step.</param>
    /// <param name="input">[time, batch, features].</param>
    /// <param name="forward">What the layer that reads forwards begins with.</param>
    /// <param name="backward">What the layer that reads backwards begins with.</param>
    /// <exception cref="ShapeMismatchException">The input or a state has another shape.</exception>
    public (Tensor Output, CellState Forward, CellState Backward) ForwardWithState(
        LayerContext context, Tensor input, CellState forward = default, CellState backward = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        RecurrentOutput first = ForwardLayer.ForwardInTime(context, input, forward, returnState: true);
        RecurrentOutput second = BackwardLayer.ForwardInTime(context, input, backward, returnState: true);
        return (Merged(context.Tape, input, first.Sequence, second.Sequence), new(first.Hidden, first.Cell), new(second.Hidden, second.Cell));
    }

    Tensor Merged(Tape tape, Tensor input, Tensor forward, Tensor backward)
    {
        Tensor merged = Merge switch
        {
            MergeMode.Concatenate => tape.Concatenate(forward, backward),
            MergeMode.Sum => tape.Add(forward, backward),
            MergeMode.Multiply => tape.Multiply(forward, backward),
            _ => tape.Average(forward, backward),
        };
        if (!ForwardLayer.ReturnSequences)
            return merged;
        merged = tape.ZeroMaskedSteps(merged.WithMaskOf(input));
        return ForwardLayer.GoBackwards ? tape.ReverseTime(merged) : merged;
    }

    /// <inheritdoc/>
    public override void WriteConfiguration(JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options["layer"] = LayerRegistry.Write(ForwardLayer);
        options["backward_layer"] = LayerRegistry.Write(BackwardLayer);
        options["merge_mode"] = MergeModeRegistry.NameOf(Merge);
    }
}
