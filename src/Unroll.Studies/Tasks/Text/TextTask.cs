using Unroll.Studies.Data.Texts;
using Unroll.Studies.Runs;
using Unroll.Text;

namespace Unroll.Studies.Tasks.Text;

/// <summary>A model that writes, character by character (studies A and D), word by word, or token by token.</summary>
public sealed class TextTask : TaskDefinition<TextConfiguration, TextData>
{
    TextTask()
        : base("text", "trains a model that writes, by characters, words or byte pairs")
    {
    }

    /// <summary>The task.</summary>
    public static TextTask Definition { get; } = new();

    /// <inheritdoc/>
    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("unroll train text", "on the stories that come with unroll, in about half a minute on two fast cores"),
        ("unroll train text --data shakespeare --max-seconds 180", "on Shakespeare's plays, three minutes"),
        ("unroll train text --data book.txt --cell lstm --units 512", "on a text of yours"),
        ("unroll train text --data book.txt --tokens bpe --vocabulary 2000", "by pieces of words instead of characters"),
        ("unroll train text --resume runs/NAME", "resumes a run that Ctrl-C stopped"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, RunConfiguration Configuration)> Presets
    {
        get
        {
            var harbour = new TextConfiguration();
            harbour.SuitData();
            return [("", new TextConfiguration()), (TextCorpus.Harbour, harbour)];
        }
    }

    /// <inheritdoc/>
    protected internal override TextData Load(TextConfiguration configuration, RunMetadata? weights) => weights is null
        ? TextData.Load(configuration)
        : TextData.LoadFor(configuration, TextModel.ReadVocabulary(weights));

    /// <inheritdoc/>
    protected internal override TrainedModel<TextData> Create(TextConfiguration configuration, TextData data, ModelSetup setup)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new TextModel(configuration, data.Vocabulary, setup);
    }

    /// <inheritdoc/>
    protected internal override TrainedModel<TextData> Open(TextConfiguration configuration, RunMetadata metadata, ModelSetup setup)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(metadata);
        ITokenizer vocabulary = TextModel.ReadVocabulary(metadata);
        return TextVocabulary.KindOf(vocabulary) is var tokens && tokens == configuration.Tokens
            ? new TextModel(configuration, vocabulary, setup)
            : throw new InvalidDataException($"{metadata.Path}: has a vocabulary of the tokens {TextVocabulary.Name(tokens)}, "
                + $"and the configuration of its run says {TextVocabulary.Name(configuration.Tokens)}");
    }
}
