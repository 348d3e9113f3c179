using Unroll.Layers;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>A table of T5: the tokens that encoder and decoder share, or the output's own weights.</summary>
sealed class T5Table(T5Configuration configuration, string name) : TransformerLayer(name)
{
    Parameter? _weight;

    public override bool ReadsIds => true;

    /// <summary>[vocabulary, features].</summary>
    public Parameter Weight => Built(_weight);

    public override Shape Build(LayerBuilder builder, Shape input)
    {
        _weight = builder.AddParameter("weight", new Shape(configuration.VocabularySize, configuration.ModelSize), new NormalInitializer(0, 1));
        return new Shape(input[0], configuration.ModelSize);
    }

    public override Tensor Forward(LayerContext context, Tensor input) => throw new NotSupportedException("A table of T5 is read by its model.");
}
