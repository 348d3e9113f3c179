using Unroll.Layers;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>
/// T5 (Raffel et al., 2020), v1.0 and v1.1: an encoder of a text and a decoder that writes another one. Its input are the ids of the first text, its side input
/// those of the second one, shifted by one behind <see cref="T5Configuration.StartId"/>; it gives the logits of the next token at every place. Padding of the
/// first text changes nothing, to the bit; padding after the end of the second counts in no loss and no metric. Parameters have the names and shapes of
/// published checkpoints. <see cref="T5Generator"/> writes texts.
/// </summary>
public sealed class T5 : Model
{
    readonly T5Table _shared;
    readonly T5Table? _output;
    readonly T5Block[] _encoder, _decoder;
    readonly T5Norm _encoderNorm, _decoderNorm;

    /// <summary>A T5 with weights that are drawn.</summary>
    /// <param name="configuration">Its sizes.</param>
    /// <exception cref="ArgumentException">The sizes do not go together.</exception>
    public T5(T5Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Check();
        (Configuration, _shared) = (configuration, new T5Table(configuration, "shared"));
        _encoder = [.. Enumerable.Range(0, configuration.Layers).Select(index => new T5Block(configuration, isDecoder: false, index))];
        _decoder = [.. Enumerable.Range(0, configuration.DecoderLayers).Select(index => new T5Block(configuration, isDecoder: true, index))];
        (_encoderNorm, _decoderNorm) = (new(configuration, "encoder.final_layer_norm"), new(configuration, "decoder.final_layer_norm"));
        _output = configuration.TiesEmbeddings ? null : new T5Table(configuration, "lm_head");
    }

    /// <summary>Its sizes.</summary>
    public T5Configuration Configuration { get; }

    /// <summary>Weights of the folder that this model has no use for.</summary>
    public IReadOnlyList<string> UnusedWeights { get; private set; } = [];

    /// <inheritdoc/>
    public override bool ReadsIds => true;

    /// <summary>The logits belong to the text that is written.</summary>
    internal override int StepsInput => 1;

    /// <summary>
    /// Reads a published model: config.json and model.safetensors or, without it, pytorch_model.bin, or the parts that their index names, in 16 or 32 bits.
    /// </summary>
    /// <param name="folder">Where the files lie.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, of another architecture, or lacks weights; the message names them.</exception>
    public static T5 Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var model = new T5(T5Configuration.Read(Path.Combine(folder, PublishedConfiguration.Name)));
        model.Build([-1], [-1]);
        using CheckpointFiles files = CheckpointFiles.Open(folder);
        model.UnusedWeights = files.ReadInto(model.Parameters, name => name, model.IsCopy);
        return model;
    }

    /// <summary>Writes config.json and model.safetensors as published models have them; what they were read from comes out the same, to the byte.</summary>
    /// <param name="folder">Where to; it is made if need be.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="IOException">The files cannot be written.</exception>
    public void Save(string folder) => CheckpointFiles.Write(folder, Configuration.Write(), Parameters, name => name);

    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor written = context.SideInput(0);
        return MaskEnd(context, Decode(context, written, Encode(context, input)), written);
    }

    /// <summary>What the encoder makes of a text.</summary>
    /// <param name="context">The step.</param>
    /// <param name="ids">[time, batch].</param>
    /// <returns>[time, batch, features], with the mask of the ids or of padding.</returns>
    public Tensor Encode(LayerContext context, Tensor ids)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor hidden = SequenceMask.Attach(context, Embed(context, ids), ids, Configuration.PaddingId);
        Tensor bias = _encoder[0].Bias(context, ids.Shape[0], ids.Shape[0], 0);
        foreach (T5Block block in _encoder)
            hidden = block.Forward(context, hidden, bias, default, null);
        return _encoderNorm.Drop(context, _encoderNorm.Forward(context, hidden), Configuration.Dropout);
    }

    /// <summary>The logits of the next token after each of a text.</summary>
    /// <param name="context">The step.</param>
    /// <param name="ids">[time, batch], the first of each row <see cref="T5Configuration.StartId"/>.</param>
    /// <param name="encoded">What <see cref="Encode"/> gave.</param>
    /// <returns>[time, batch, vocabulary].</returns>
    public Tensor Decode(LayerContext context, Tensor ids, Tensor encoded) => Decode(context, ids, encoded, null);

    /// <param name="context">The step.</param>
    /// <param name="ids">[time, batch]: with a cache, those that are new.</param>
    /// <param name="encoded">What <see cref="Encode"/> gave; with a cache, at the first step only.</param>
    /// <param name="cache">What earlier steps left, one for each layer of the decoder; null for none.</param>
    internal Tensor Decode(LayerContext context, Tensor ids, Tensor encoded, T5BlockCache[]? cache)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor hidden = Embed(context, ids);
        int first = cache?[0].Length ?? 0, time = ids.Shape[0];
        Tensor bias = _decoder[0].Bias(context, time, first + time, first);
        for (int i = 0; i < _decoder.Length; i++)
            hidden = _decoder[i].Forward(context, hidden, bias, encoded, cache?[i]);
        hidden = _decoderNorm.Drop(context, _decoderNorm.Forward(context, hidden), Configuration.Dropout);
        return _output is null
            ? context.Tape.MatMulTransposed(context.Tape.Scale(hidden, 1 / MathF.Sqrt(Configuration.ModelSize)), _shared.Weight.Tensor)
            : context.Tape.MatMulTransposed(hidden, _output.Weight.Tensor);
    }

    /// <inheritdoc/>
    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.SideInputCount != 1)
            throw new InvalidOperationException(
                "A T5 reads two inputs, the ids of a text and those of the one that is to be written: pass both, Fit([first, second], targets).");
        Shape encoded = builder.Add(_shared, input), decoded = new(builder.SideInput(0)[0], Configuration.ModelSize);
        foreach (T5Block block in _encoder)
            builder.Add(block, encoded);
        builder.Add(_encoderNorm, encoded);
        foreach (T5Block block in _decoder)
            builder.Add(block, decoded);
        builder.Add(_decoderNorm, decoded);
        if (_output is not null)
            builder.Add(_output, decoded);
        return decoded.WithLast(Configuration.VocabularySize);
    }

    /// <summary>Leaves out what follows the end's id or padding. The first token is the start's, which may have the id of either.</summary>
    Tensor MaskEnd(LayerContext context, Tensor logits, Tensor written)
    {
        ReadOnlySpan<int> ids = written.Ids;
        int rows = written.Shape[1];
        if (!ids[rows..].ContainsAny(Configuration.PaddingId, Configuration.EndId))
            return logits;
        Tensor masked = context.Tape.Arena.AttachMask(logits);
        Span<byte> mask = masked.Mask;
        for (int i = 0; i < mask.Length; i++)
            mask[i] = i < rows || (ids[i] != Configuration.PaddingId && ids[i] != Configuration.EndId) ? (byte)1 : (byte)0;
        return masked;
    }

    Tensor Embed(LayerContext context, Tensor ids)
    {
        if (!ids.IsIds || ids.Shape.Rank != 2)
            throw new ShapeMismatchException(nameof(T5), "ids [time, batch]", ids.Shape, nameof(ids));
        return _shared.Drop(context, context.Tape.EmbeddingLookup(ids, _shared.Weight.Tensor), Configuration.Dropout);
    }

    /// <summary>Whether a tensor repeats the table of tokens.</summary>
    bool IsCopy(string name) => name is "encoder.embed_tokens.weight" or "decoder.embed_tokens.weight" || (name == "lm_head.weight" && _output is null);
}
