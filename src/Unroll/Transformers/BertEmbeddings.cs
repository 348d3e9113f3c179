using Unroll.Layers;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>The sum of the embeddings of a token, its place and its segment, normalized.</summary>
sealed class BertEmbeddings(BertConfiguration configuration) : TransformerLayer("embeddings")
{
    Parameter? _words, _positions, _segments;
    Norm? _norm;

    public override bool ReadsIds => true;

    /// <summary>The embeddings of the tokens, which are the weights of the masked-language head too.</summary>
    public Parameter Words => Built(_words);

    public override Shape Build(LayerBuilder builder, Shape input)
    {
        if (input.Rank != 1)
            throw new ShapeMismatchException(BuiltName, "ids: [time]", input, nameof(input));
        int size = configuration.HiddenSize;
        var initializer = new TruncatedNormalInitializer(0, configuration.InitializerRange);
        _words = builder.AddParameter("word_embeddings.weight", new Shape(configuration.VocabularySize, size), initializer);
        _positions = builder.AddParameter("position_embeddings.weight", new Shape(configuration.MaximalPositions, size), initializer);
        _segments = builder.AddParameter("token_type_embeddings.weight", new Shape(configuration.SegmentTypes, size), initializer);
        _norm = Norm.Declare(builder, "LayerNorm", size, configuration.Epsilon);
        return new Shape(input[0], size);
    }

    public override Tensor Forward(LayerContext context, Tensor input) => Forward(context, input, default);

    /// <param name="context">The step.</param>
    /// <param name="ids">[time, batch].</param>
    /// <param name="segments">[time, batch]; empty where all are of segment 0.</param>
    public Tensor Forward(LayerContext context, Tensor ids, Tensor segments)
    {
        LayerInput.Kind(this, ids);
        int time = ids.Shape[0], batch = ids.Shape.Rank == 2 ? ids.Shape[1] : 0;
        if (ids.Shape.Rank != 2)
            throw new ShapeMismatchException(BuiltName, "[time, batch]", ids.Shape, nameof(ids));
        if (time > configuration.MaximalPositions)
            throw new ArgumentException($"{BuiltName}: texts of {time} tokens are longer than the {configuration.MaximalPositions} places of this model: "
                + "cut them.", nameof(ids));
        if (!segments.IsEmpty && segments.Shape != ids.Shape)
            throw new ShapeMismatchException(BuiltName, $"{ids.Shape}, as the ids have", segments.Shape, nameof(segments));
        Tensor sum = context.Tape.EmbeddingLookup(ids, Words.Tensor);
        sum = context.Tape.Add(sum, context.Tape.EmbeddingLookup(segments.IsEmpty ? Zeros(context, ids.Shape) : segments, Built(_segments).Tensor));
        sum = context.Tape.Add(sum, context.Tape.EmbeddingLookup(Places(context, time, batch), Built(_positions).Tensor));
        Tensor output = _norm!.Forward(context, sum);
        return Drop(context, SequenceMask.Attach(context, output, ids, configuration.PaddingId), configuration.HiddenDropout);
    }

    static Tensor Zeros(LayerContext context, Shape shape)
    {
        Tensor zeros = context.Tape.Arena.AllocateIds(shape);
        zeros.Ids.Clear();
        return zeros;
    }

    static Tensor Places(LayerContext context, int time, int batch)
    {
        Tensor places = context.Tape.Arena.AllocateIds(new Shape(time, batch));
        for (int i = 0; i < time; i++)
            places.Ids.Slice(i * batch, batch).Fill(i);
        return places;
    }
}
