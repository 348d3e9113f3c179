using Unroll.Layers;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Tests.Models;

/// <summary>A model with a residual connection and dropout.</summary>
sealed class ResidualModel : Model
{
    readonly Gru _first = new(7) { ReturnSequences = true };
    readonly Gru _second = new(7) { ReturnSequences = true };
    readonly Dropout _dropout = new(0.25f);
    readonly Dense _output = new(2) { Name = "output" };

    public override Tensor Forward(LayerContext context, Tensor input)
    {
        Tensor first = _first.Forward(context, input);
        Tensor second = _dropout.Forward(context, _second.Forward(context, first));
        return _output.Forward(context, context.Tape.Add(first, second));
    }

    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        Shape shape = builder.Add(_first, input);
        builder.Add(_dropout, builder.Add(_second, shape));
        return builder.Add(_output, shape);
    }
}

/// <summary>Two inputs side by side in the feature axis, read by one shared layer: y = w·a + w·b.</summary>
sealed class SharedModel : Model
{
    readonly Dense _shared = new(1) { UseBias = false };

    public override Tensor Forward(LayerContext context, Tensor input)
    {
        int features = input.Shape.Last / 2;
        Tensor a = context.Tape.Slice(input, 0, features), b = context.Tape.Slice(input, features, features);
        return context.Tape.Add(_shared.Forward(context, a), _shared.Forward(context, b));
    }

    protected override Shape BuildLayers(ModelBuilder builder, Shape input) => builder.Add(_shared, input.WithLast(input.Last / 2));
}

/// <summary>A question and an answer of ids, one behind the other in time, through one embedding and two cells.</summary>
sealed class PairModel(int questionSteps) : Model
{
    readonly Embedding _embedding = new(9, 4);
    readonly Lstm _question = new(5), _answer = new(5);
    readonly Dense _output = new(2, Activation.Softmax);

    public override Tensor Forward(LayerContext context, Tensor input)
    {
        Tensor question = context.Tape.SliceTime(input, 0, questionSteps);
        Tensor answer = context.Tape.SliceTime(input, questionSteps, input.Shape[0] - questionSteps);
        return _output.Forward(context, context.Tape.Concatenate(
            _question.Forward(context, _embedding.Forward(context, question)), _answer.Forward(context, _embedding.Forward(context, answer))));
    }

    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        Shape vectors = builder.Add(_embedding, input);
        return builder.Add(_output, new Shape(builder.Add(_question, vectors).Last + builder.Add(_answer, vectors).Last));
    }
}

/// <summary>Words through an embedding and a cell, and a vector of figures beside them: two inputs of different kinds.</summary>
sealed class TwoInputModel : Model
{
    readonly Embedding _embedding = new(9, 4);
    readonly Lstm _words = new(5);
    readonly Dense _figures = new(3, Activation.Tanh);
    readonly Dropout _dropout = new(0.2f);
    readonly Dense _output = new(1);

    public override Tensor Forward(LayerContext context, Tensor input)
    {
        Tensor words = _words.Forward(context, _embedding.Forward(context, input));
        Tensor figures = _figures.Forward(context, context.SideInput(0));
        return _output.Forward(context, _dropout.Forward(context, context.Tape.Concatenate(words, figures)));
    }

    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        int words = builder.Add(_words, builder.Add(_embedding, input)).Last, figures = builder.Add(_figures, builder.SideInput(0)).Last;
        return builder.Add(_output, builder.Add(_dropout, [words + figures]));
    }
}

/// <summary>A model that forgets to register a layer, or registers it twice.</summary>
sealed class CarelessModel(Layer layer, int times) : Model
{
    readonly Dense _output = new(1);

    public override Tensor Forward(LayerContext context, Tensor input) => _output.Forward(context, layer.Forward(context, input));

    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        for (int i = 0; i < times; i++)
            builder.Add(layer, input);
        return builder.Add(_output, input);
    }
}
