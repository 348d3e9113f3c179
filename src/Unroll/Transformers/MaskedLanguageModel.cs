using Unroll.Layers;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>
/// A <see cref="Bert"/> as it is pretrained: it reads texts of which some tokens are masked, and gives logits for those alone, as the product with the whole
/// vocabulary is most of the work. Side input 0 are their places; <see cref="MaskedTokenData"/> has them, and the tokens as targets.
/// </summary>
/// <example>
/// <code>
/// var model = new MaskedLanguageModel(configuration) { Seed = 1 }
///     .Compile(new AdamW(1e-3f), new SparseCategoricalCrossentropy { FromLogits = true }, Metric.Accuracy);
/// model.Fit(new MaskedTokenData(texts, TokenMasking.For(tokenizer), configuration.PaddingId), new FitOptions { Epochs = 10 });
/// model.Save("my-bert");
/// </code>
/// </example>
public sealed class MaskedLanguageModel : Model
{
    readonly Bert _bert;

    /// <summary>A model with weights that are drawn.</summary>
    /// <param name="configuration">Its sizes.</param>
    /// <exception cref="ArgumentException">The heads cannot share the features.</exception>
    public MaskedLanguageModel(BertConfiguration configuration) => _bert = new Bert(configuration, BertHead.MaskedLanguage);

    /// <summary>Its sizes.</summary>
    public BertConfiguration Configuration => _bert.Configuration;

    /// <inheritdoc/>
    public override bool ReadsIds => true;

    /// <summary>Reads a published model with its masked-language head; see <see cref="Bert.Load"/>.</summary>
    /// <param name="folder">Where the files lie.</param>
    /// <param name="seed">Of the random numbers in training.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, of another architecture, or lacks weights; the message names them.</exception>
    public static MaskedLanguageModel Load(string folder, long seed = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var model = new MaskedLanguageModel(BertConfiguration.Read(Path.Combine(folder, PublishedConfiguration.Name))) { Seed = seed };
        model.Build([-1], [-1]);
        using CheckpointFiles files = CheckpointFiles.Open(folder);
        files.ReadInto(model.Parameters, BertNames.Canonical, BertNames.IsCopy);
        return model;
    }

    /// <summary>Writes config.json and model.safetensors as published models have them; a <see cref="Bert"/> with any head but the pooler reads them.</summary>
    /// <param name="folder">Where to; it is made if need be.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="IOException">The files cannot be written.</exception>
    public void Save(string folder) =>
        CheckpointFiles.Write(folder, Configuration.Write(BertHead.MaskedLanguage), Parameters, BertNames.Published);

    /// <returns>[chosen tokens, vocabulary].</returns>
    /// <inheritdoc/>
    public override Tensor Forward(LayerContext context, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor hidden = _bert.Encode(context, input).WithoutMask();
        Tensor chosen = context.Tape.EmbeddingLookup(context.SideInput(0), hidden.Reshape(new Shape(hidden.Shape.Rows, hidden.Shape.Last)));
        return _bert.ApplyHead(context, chosen);
    }

    /// <inheritdoc/>
    protected override Shape BuildLayers(ModelBuilder builder, Shape input)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.SideInputCount != 1)
            throw new InvalidOperationException($"A masked-language model reads ids and the places of chosen tokens, as {nameof(MaskedTokenData)} has them; "
                + $"the data have {builder.SideInputCount + 1} inputs.");
        _bert.AddTo(builder, input);
        return new Shape(Configuration.VocabularySize);
    }
}
