using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Unroll.Peers;

/// <summary>Recurrent layers, dropout after each, and a dense layer on the last state or on every one: Recurrent of pytorch_works.py.</summary>
sealed class Recurrent : Module
{
    readonly Embedding? _embedding;
    readonly Module _cell;
    readonly Dropout _dropout;
    readonly Linear _dense;
    readonly bool _everyStep;

    public Recurrent(string cell, long features, long units, long layers, long outputs, double dropout = 0, bool everyStep = false, long symbols = 0)
        : base(nameof(Recurrent))
    {
        _embedding = symbols > 0 ? Embedding(symbols, features) : null;
        _cell = cell switch
        {
            "lstm" => LSTM(features, units, layers, dropout: dropout),
            "lnlstm" => new LayerNormalizedLstm(features, units),
            "gru" => GRU(features, units, layers, dropout: dropout),
            _ => RNN(features, units, layers, dropout: dropout),
        };
        _dropout = Dropout(dropout);
        _dense = Linear(units, outputs);
        _everyStep = everyStep;
        RegisterComponents();
    }

    /// <summary>The predictions for a batch, each of whose sequences starts from zeros.</summary>
    public Tensor Predict(Tensor x) => Head(_cell switch
    {
        LSTM lstm => lstm.call(Input(x)).Item1,
        LayerNormalizedLstm normalized => normalized.Run(Input(x)),
        GRU gru => gru.call(Input(x)).Item1,
        _ => ((RNN)_cell).call(Input(x)).Item1,
    });

    /// <summary>The predictions of an LSTM for sequences that go on from a state, and the new one.</summary>
    public (Tensor Prediction, (Tensor, Tensor) State) Continue(Tensor x, (Tensor, Tensor)? state)
    {
        (Tensor y, Tensor hidden, Tensor cell) = ((LSTM)_cell).call(Input(x), state);
        return (Head(y), (hidden, cell));
    }

    Tensor Input(Tensor x) => _embedding is null ? x : _embedding.call(x);

    Tensor Head(Tensor y) => _dense.call(_dropout.call(_everyStep ? y : y[-1]));
}
