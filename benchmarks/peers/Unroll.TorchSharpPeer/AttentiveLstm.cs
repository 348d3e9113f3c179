using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Unroll.Peers;

/// <summary>LSTMs whose states attend to each other; a dense layer reads their mean over time: AttentiveLstm of pytorch_works.py.</summary>
sealed class AttentiveLstm : Module
{
    readonly LSTM _cell;
    readonly Dropout _dropout;
    readonly Heads _heads;
    readonly Linear _dense;

    public AttentiveLstm(long features, long units, long layers, long heads, long outputs, double dropout)
        : base(nameof(AttentiveLstm))
    {
        _cell = LSTM(features, units, layers, batchFirst: true, dropout: dropout);
        (_dropout, _heads, _dense) = (Dropout(dropout), new Heads(units, heads), Linear(units, outputs));
        RegisterComponents();
    }

    /// <summary>[batch, outputs] from [batch, time, features].</summary>
    public Tensor Predict(Tensor x) => _dense.call(_heads.Attend(_dropout.call(_cell.call(x).Item1)).mean([1]));
}
