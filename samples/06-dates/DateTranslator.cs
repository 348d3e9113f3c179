using Unroll.Kernels.Activations;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Tensors;

/// <summary>
/// An encoder reads the words to both sides; a decoder writes the date character by character, and at each one attends to the words. The side input are the
/// characters so far.
/// </summary>
sealed class DateTranslator(int words, int characters) : Model
{
    readonly Embedding _words = new(words, 32) { MaskZero = true }, _characters = new(characters, 16);
    readonly Bidirectional _encoder = new(new Gru(32) { ReturnSequences = true });
    readonly Gru _decoder = new(64) { ReturnSequences = true };
    readonly Attention _attention = new() { UseScale = true };
    readonly Dense _joined = new(64, ActivationFunction.Tanh), _output = new(characters, ActivationFunction.Softmax);

    /// <summary>The weights of the last prediction: [batch, 1, characters, words].</summary>
    public float[] Alignment { get; private set; } = [];

    public override Tensor Forward(LayerContext context, Tensor input)
    {
        Tensor encoded = _encoder.Forward(context, _words.Forward(context, input));
        Tensor states = _decoder.Forward(context, _characters.Forward(context, context.SideInput(0)));
        (Tensor attended, Tensor alignment) = _attention.ForwardWithScores(context, states, encoded);
        if (!context.IsTraining)
            Alignment = alignment.Values.ToArray();
        return _output.Forward(context, _joined.Forward(context, context.Tape.Concatenate(states, attended)));
    }

    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        Shape encoded = builder.Add(_encoder, builder.Add(_words, input));
        Shape states = builder.Add(_decoder, builder.Add(_characters, builder.SideInput(0)));
        Shape attended = builder.Add(_attention, states, encoded);
        return builder.Add(_output, builder.Add(_joined, states.WithLast(states.Last + attended.Last)));
    }
}
