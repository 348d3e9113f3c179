using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Unroll.Peers;

/// <summary>Attention of a sequence to itself in several heads, by libtorch's fused operation: Heads of pytorch_works.py.</summary>
sealed class Heads : Module
{
    readonly Linear _query, _key, _value, _output;
    readonly long _heads;
    readonly double _dropout;

    public Heads(long features, long heads, double dropout = 0)
        : base(nameof(Heads))
    {
        (_query, _key, _value, _output) = (Linear(features, features), Linear(features, features), Linear(features, features), Linear(features, features));
        (_heads, _dropout) = (heads, dropout);
        RegisterComponents();
    }

    /// <summary>[batch, time, features], of the same.</summary>
    public Tensor Attend(Tensor x)
    {
        Tensor Split(Linear projection) => projection.call(x).view(x.shape[0], x.shape[1], _heads, -1).transpose(1, 2);
        Tensor context = functional.scaled_dot_product_attention(Split(_query), Split(_key), Split(_value), p: training ? _dropout : 0);
        return _output.call(context.transpose(1, 2).reshape(x.shape));
    }
}
