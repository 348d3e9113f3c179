using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Unroll.Peers;

/// <summary>A layer-normalized LSTM, which libtorch has none of, step by step from its modules: LayerNormalizedLstm of pytorch_works.py.</summary>
sealed class LayerNormalizedLstm : Module
{
    readonly Linear _input, _recurrent;
    readonly LayerNorm _inputNorm, _recurrentNorm, _cellNorm;
    readonly long _units;

    public LayerNormalizedLstm(long features, long units)
        : base(nameof(LayerNormalizedLstm))
    {
        _units = units;
        _input = Linear(features, 4 * units, hasBias: false);
        _recurrent = Linear(units, 4 * units, hasBias: false);
        (_inputNorm, _recurrentNorm, _cellNorm) = (LayerNorm(4 * units), LayerNorm(4 * units), LayerNorm(units));
        RegisterComponents();
    }

    /// <summary>The states after all steps of sequences that start from zeros: [time, batch, units].</summary>
    public Tensor Run(Tensor x)
    {
        // The input side of all steps is one product.
        Tensor inputs = _inputNorm.call(_input.call(x)), hidden = zeros(x.shape[1], _units), cell = zeros(x.shape[1], _units);
        var states = new List<Tensor>();
        for (long time = 0; time < x.shape[0]; time++)
        {
            Tensor[] gates = (inputs[time] + _recurrentNorm.call(_recurrent.call(hidden))).chunk(4, 1);
            cell = (sigmoid(gates[1]) * cell) + (sigmoid(gates[0]) * tanh(gates[2]));
            hidden = sigmoid(gates[3]) * tanh(_cellNorm.call(cell));
            states.Add(hidden);
        }

        return stack(states);
    }
}
