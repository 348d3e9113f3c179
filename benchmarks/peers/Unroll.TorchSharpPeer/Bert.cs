using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Unroll.Peers;

/// <summary>BERT with its pooler, without padding: Bert of pytorch_works.py.</summary>
sealed class Bert : Module
{
    readonly Embedding _words, _places, _segments;
    readonly LayerNorm _norm;
    readonly Dropout _dropout;
    readonly ModuleList<BertLayer> _layers;
    readonly Linear _pooler;

    public Bert(long vocabulary, long hidden, long layers, long heads, long tokens, double dropout)
        : base(nameof(Bert))
    {
        (_words, _places, _segments) = (Embedding(vocabulary, hidden), Embedding(tokens, hidden), Embedding(2, hidden));
        (_norm, _dropout) = (LayerNorm(hidden, 1e-12), Dropout(dropout));
        _layers = new ModuleList<BertLayer>([.. Enumerable.Range(0, (int)layers).Select(_ => new BertLayer(hidden, heads, dropout))]);
        _pooler = Linear(hidden, hidden);
        RegisterComponents();
    }

    /// <summary>[batch, hidden] from ids [batch, time].</summary>
    public Tensor Pool(Tensor ids)
    {
        Tensor places = arange(ids.shape[1]), segments = zeros_like(ids);
        Tensor hidden = _dropout.call(_norm.call(_words.call(ids) + _places.call(places) + _segments.call(segments)));
        foreach (BertLayer layer in _layers)
            hidden = layer.Run(hidden);
        return tanh(_pooler.call(hidden[.., 0]));
    }
}
