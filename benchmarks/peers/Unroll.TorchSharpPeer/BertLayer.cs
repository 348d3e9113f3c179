using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Unroll.Peers;

/// <summary>A layer of BERT: BertLayer of pytorch_works.py.</summary>
sealed class BertLayer : Module
{
    readonly Heads _heads;
    readonly Linear _intermediate, _output;
    readonly LayerNorm _attendedNorm, _outputNorm;
    readonly Dropout _dropout;

    public BertLayer(long hidden, long heads, double dropout)
        : base(nameof(BertLayer))
    {
        _heads = new Heads(hidden, heads, dropout);
        (_intermediate, _output) = (Linear(hidden, 4 * hidden), Linear(4 * hidden, hidden));
        (_attendedNorm, _outputNorm) = (LayerNorm(hidden, 1e-12), LayerNorm(hidden, 1e-12));
        _dropout = Dropout(dropout);
        RegisterComponents();
    }

    /// <summary>[batch, time, hidden], of the same.</summary>
    public Tensor Run(Tensor x)
    {
        Tensor middle = _attendedNorm.call(_dropout.call(_heads.Attend(x)) + x);
        return _outputNorm.call(_dropout.call(_output.call(functional.gelu(_intermediate.call(middle)))) + middle);
    }
}
