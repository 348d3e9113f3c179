using Unroll.Layers;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>The normalization at the end of a stack of T5.</summary>
sealed class T5Norm(T5Configuration configuration, string name) : TransformerLayer(name)
{
    Norm? _norm;

    public override Shape Build(LayerBuilder builder, Shape input)
    {
        _norm = new Norm(builder.AddParameter("weight", new Shape(configuration.ModelSize), Initializer.Ones), null, configuration.Epsilon);
        return input;
    }

    public override Tensor Forward(LayerContext context, Tensor input) => _norm!.Forward(context, input);
}
