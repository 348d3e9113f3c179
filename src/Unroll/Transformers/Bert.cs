using Unroll.Layers;
using Unroll.Models;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>
/// BERT (Devlin et al., 2019): an encoder of texts that reads to both sides. Its input are the ids of tokens; a side input, where there is one, the ids of
/// their segments. Padding (<see cref="BertConfiguration.PaddingId"/>, or what a mask of the ids leaves out) changes nothing, to the bit. Parameters have the
/// names and shapes of published checkpoints.
/// </summary>
public sealed class Bert : Model
{
    readonly BertEmbeddings _embeddings;
    readonly BertBlock[] _blocks;
    readonly TransformerLayer? _head;

    /// <summary>A BERT with weights that are drawn.</summary>
    /// <param name="configuration">Its sizes.</param>
    /// <param name="head">What it gives.</param>
    /// <exception cref="ArgumentException">The heads cannot share the features.</exception>
    public Bert(BertConfiguration configuration, BertHead head = BertHead.None)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Check();
        (Configuration, Head, _embeddings) = (configuration, head, new BertEmbeddings(configuration));
        _blocks = [.. Enumerable.Range(0, configuration.Layers).Select(index => new BertBlock(configuration, index))];
        _head = head switch
        {
            BertHead.Pooler => new BertPooler(configuration),
            BertHead.MaskedLanguage => new BertPredictions(configuration, _embeddings),
            _ => null,
        };
    }

    /// <summary>Its sizes.</summary>
    public BertConfiguration Configuration { get; }

    /// <summary>What it gives.</summary>
    public BertHead Head { get; }

    /// <summary>Weights of the folder that this model has no use for, such as those of another head.</summary>
    public IReadOnlyList<string> UnusedWeights { get; private set; } = [];

    /// <inheritdoc/>
    public override bool ReadsIds => true;

    /// <summary>
    /// Reads a published model: config.json and model.safetensors or, without it, pytorch_model.bin, or the parts that their index names, in 16 or 32 bits,
    /// with or without "bert." before the names.
    /// </summary>
    /// <param name="folder">Where the files lie.</param>
    /// <param name="head">What the model gives; its weights must be there.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, of another architecture, or lacks weights; the message names them.</exception>
    public static Bert Load(string folder, BertHead head = BertHead.None)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var model = new Bert(BertConfiguration.Read(Path.Combine(folder, PublishedConfiguration.Name)), head);
        model.Build([-1]);
        using CheckpointFiles files = CheckpointFiles.Open(folder);
        model.UnusedWeights = files.ReadInto(model.Parameters, BertNames.Canonical, BertNames.IsCopy);
        return model;
    }

    /// <summary>Writes config.json and model.safetensors as published models have them; what they were read from comes out the same, to the byte.</summary>
    /// <param name="folder">Where to; it is made if need be.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="IOException">The files cannot be written.</exception>
    public void Save(string folder) => CheckpointFiles.Write(folder, Configuration.Write(Head), Parameters, BertNames.Published);

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor hidden = Encode(context, input, SideInputShapes.Count > 0 ? context.SideInput(0) : default);
        return _head?.Forward(context, hidden) ?? hidden;
    }

    /// <summary>The vectors of the last layer.</summary>
    /// <param name="context">The step.</param>
    /// <param name="ids">[time, batch].</param>
    /// <param name="segments">[time, batch]; empty where all are of segment 0.</param>
    /// <returns>[time, batch, hidden].</returns>
    public Tensor Encode(LayerContext context, Tensor ids, Tensor segments = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor hidden = _embeddings.Forward(context, ids, segments);
        foreach (BertBlock block in _blocks)
            hidden = block.Forward(context, hidden);
        return hidden;
    }

    /// <summary>What the names of the weights of a layer begin with, before its number.</summary>
    internal const string BlockPrefix = "encoder.layer.";

    /// <summary>The layers without the head.</summary>
    internal IEnumerable<Layer> Parts => [_embeddings, .. _blocks];

    /// <summary>What the head makes of the vectors of the last layer: [batch, hidden], or [time, batch, vocabulary].</summary>
    /// <exception cref="InvalidOperationException">The model has no head.</exception>
    internal Tensor ApplyHead(LayerContext context, Tensor hidden) =>
        (_head ?? throw new InvalidOperationException("This BERT has no head.")).Forward(context, hidden);

    /// <inheritdoc/>
    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.SideInputCount <= 1
            ? AddTo(builder, input)
            : throw new InvalidOperationException($"A BERT reads ids and segments; the data have {builder.SideInputCount + 1} inputs.");
    }

    /// <summary>Makes its layers those of the model that is being built.</summary>
    internal Shape AddTo(ModelBuilder builder, Shape input)
    {
        Shape shape = builder.Add(_embeddings, input);
        foreach (BertBlock block in _blocks)
            shape = builder.Add(block, shape);
        return _head is null ? shape : builder.Add(_head, shape);
    }
}
