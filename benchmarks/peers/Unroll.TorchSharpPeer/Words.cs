using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils.rnn;

namespace Unroll.Peers;

/// <summary>A bidirectional LSTM over packed sequences of different lengths, after an embedding of words: Words of pytorch_works.py.</summary>
sealed class Words : Module
{
    readonly Embedding _embedding;
    readonly LSTM _cell;
    readonly Linear _dense;
    readonly Tensor _lengths;

    public Words(long words, long features, long units, long classes, Tensor lengths)
        : base(nameof(Words))
    {
        _embedding = Embedding(words, features);
        _cell = LSTM(features, units, bidirectional: true);
        _dense = Linear(2 * units, classes);
        _lengths = lengths;
        RegisterComponents();
    }

    /// <summary>The predictions for a batch, from the last states of both directions.</summary>
    public Tensor Predict(Tensor x)
    {
        using PackedSequence packed = pack_padded_sequence(_embedding.call(x), _lengths);
        (PackedSequence outputs, Tensor hidden, Tensor _) = _cell.call(packed);
        outputs.Dispose();
        return _dense.call(cat([hidden[0], hidden[1]], dim: -1));
    }
}
