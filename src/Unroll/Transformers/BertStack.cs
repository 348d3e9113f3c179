using Unroll.Arguments;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>
/// A BERT whose vectors of all tokens a stack of layers reads, such as a recurrent layer and a dense one. Training changes both, the BERT at a rate of its own,
/// or the layers alone. Its input are the ids of tokens; layers that heed masks leave padding out.
/// </summary>
/// <example>
/// <code>
/// var bert = Bert.Load("bert-base-uncased");
/// var model = new BertStack(bert.Configuration, new Bidirectional(new Lstm(64)), new Dense(3, Activation.Softmax)) { EncoderRateFactor = 0.05 };
/// model.Build([40]);
/// model.SetEncoder(bert);
/// </code>
/// </example>
public sealed class BertStack : Model
{
    readonly Bert _encoder;
    readonly Layer[] _layers;

    /// <summary>A BERT with weights that are drawn, and layers.</summary>
    /// <param name="encoder">The sizes of the BERT.</param>
    /// <param name="layers">The layers; the first reads [time, hidden].</param>
    /// <exception cref="ArgumentException">There is no layer, or the heads of the BERT cannot share its features.</exception>
    public BertStack(BertConfiguration encoder, params Layer[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Length == 0)
            throw new ArgumentException("A stack on a BERT needs at least one layer.", nameof(layers));
        (_encoder, _layers) = (new Bert(encoder), [.. layers]);
    }

    /// <summary>The sizes of the BERT.</summary>
    public BertConfiguration Encoder => _encoder.Configuration;

    /// <summary>Whether training leaves the weights of the BERT as they are. Its dropout works in training nevertheless.</summary>
    public bool FreezesEncoder { get; init; }

    /// <summary>What the learning rate is multiplied by for the weights of the BERT (<see cref="Parameter.LearningRateFactor"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not a finite number.</exception>
    public double EncoderRateFactor { get; init => field = Argument.NotNegative(value); } = 1;

    /// <inheritdoc/>
    public override bool ReadsIds => true;

    /// <summary>Takes over the weights of a BERT, such as <see cref="Bert.Load"/> gives; those of its head are not needed.</summary>
    /// <param name="encoder">A BERT of the same sizes, built.</param>
    /// <exception cref="InvalidOperationException">One of the models is not built.</exception>
    /// <exception cref="ArgumentException">The BERT has other sizes; the message names the first weight that differs.</exception>
    public void SetEncoder(Bert encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        if (!IsBuilt || !encoder.IsBuilt)
            throw new InvalidOperationException("Weights exist once both models are built: call Build with the shape of a sample.");
        Parameter[] own = [.. _encoder.Parts.SelectMany(layer => layer.Parameters)];
        Dictionary<string, Parameter> given = encoder.Parameters.Parameters.ToDictionary(parameter => parameter.Name);
        if (own.FirstOrDefault(parameter => !given.TryGetValue(parameter.Name, out Parameter? other) || other.Shape != parameter.Shape) is { } wrong)
            throw new ArgumentException($"The BERT has other sizes: '{wrong.Name}' is {wrong.Shape} here, there "
                + (given.TryGetValue(wrong.Name, out Parameter? other) ? $"{other.Shape}." : "is none of this name there."), nameof(encoder));
        if (given.Keys.FirstOrDefault(name => name.StartsWith(Bert.BlockPrefix, StringComparison.Ordinal) && !own.Any(one => one.Name == name)) is { } more)
            throw new ArgumentException($"The BERT has more layers than the {Encoder.Layers} of this model: '{more}'.", nameof(encoder));
        foreach (Parameter parameter in own)
            given[parameter.Name].Values.CopyTo(parameter.Values);
        Parameters.NotifyChanged();
    }

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        Tensor hidden = _encoder.Encode(context, input);
        foreach (Layer layer in _layers)
            hidden = layer.Forward(context, hidden);
        return hidden;
    }

    /// <inheritdoc/>
    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.SideInputCount > 0)
            throw new InvalidOperationException($"A stack on a BERT reads ids alone; the data have {builder.SideInputCount + 1} inputs.");
        Shape shape = _encoder.AddTo(builder, input);
        foreach (Layer part in _encoder.Parts)
        {
            part.Trainable = !FreezesEncoder;
            foreach (Parameter parameter in part.Parameters)
                parameter.LearningRateFactor = EncoderRateFactor;
        }

        foreach (Layer layer in _layers)
            shape = builder.Add(layer, shape);
        return shape;
    }
}
