using Unroll.Studies.Data;
using Unroll.Studies.Data.Hub;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Text;
using Unroll.Transformers;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>The folder of a pretrained BERT or T5, as Hugging Face's hub has them: config.json, weights, and a vocabulary.</summary>
static class EncoderFolder
{
    public const string SettingName = "encoder";

    const string ConfigurationName = "config.json", CasingName = "tokenizer_config.json", SentencePieces = "spiece.model", WriterArchitecture = "t5";

    /// <summary>The sentinels of T5's pretraining, which have the ids after those of the file.</summary>
    const int ExtraIds = 100;

    static readonly string[] s_vocabularies = ["tokenizer.json", "vocab.txt"];

    /// <summary>The configuration with the folder where it is, and with the identity of its files.</summary>
    /// <exception cref="InputException">There is no such folder, a file is missing, or they have changed since the run was made from them.</exception>
    public static TweetsConfiguration Find(TweetsConfiguration configuration)
    {
        IReadOnlyList<FileIdentity> then = configuration.InitFiles;
        (string Path, string What)[] places =
            [.. DataPlaces.Of(configuration.Encoder, then.Count == 0 ? null : Path.GetDirectoryName(then[0].Path), configuration.SavedIn)];
        string folder = places.Select(place => place.Path).FirstOrDefault(Directory.Exists) ?? OfTheHub(configuration.Encoder)
            ?? throw new SettingException(SettingName, configuration.Encoder,
            File.Exists(configuration.Encoder) ? "is a file; name the folder of a pretrained BERT or T5"
            : then.Count == 0 ? "there is no such folder"
            : $"the folder is not there any more; looked for {string.Join(", ", places.Select(place => $"{place.Path} ({place.What})"))}");
        FileIdentity[] now = [.. Guard(() => Files(folder, configuration.Model)).Select(FileIdentity.Of)];
        return FileChange.Describe(then, now) is { } change
            ? throw new SettingException(SettingName, folder, $"{change}; bring it back, or name the folder again to begin from it as it is now")
            : configuration with { Encoder = folder, InitFiles = now };
    }

    /// <summary>Whether a name is that of a T5 which is at hand.</summary>
    public static bool IsWriter(string name)
    {
        string? folder = Directory.Exists(name) ? name : Known(name) is { } known ? HubDownloader.Locate(known, DataLocator.FromEnvironment()) : null;
        return folder is not null && IsWriterIn(folder);
    }

    /// <summary>How the model of a folder reads tweets.</summary>
    /// <exception cref="InputException">It is of another architecture, damaged, cannot read as many tokens, or cannot spell the classes.</exception>
    public static TweetInput Read(TweetsConfiguration configuration) => Guard(() =>
        configuration.Model == TweetModelKind.T5 ? ReadWriter(configuration.Encoder) : ReadEncoder(configuration.Encoder, configuration.MaxTokens));

    /// <summary>The BERT with its weights.</summary>
    /// <exception cref="InputException">They are damaged, or some are missing.</exception>
    public static Bert Load(string folder) => Guard(() => Bert.Load(folder));

    /// <summary>The T5 with its weights.</summary>
    /// <exception cref="InputException">They are damaged, or some are missing.</exception>
    public static T5 LoadWriter(string folder) => Guard(() => T5.Load(folder));

    /// <summary>The folder of a model that was downloaded; null where the name is none of the hub's models.</summary>
    static string? OfTheHub(string name) => Known(name) is not { } known
        ? null
        : HubDownloader.Locate(known, DataLocator.FromEnvironment())
            ?? throw new SettingException(SettingName, name, $"not on this machine yet; get it with 'unroll data get {name}'");

    static HubModel? Known(string name) => Path.Exists(name) ? null : HubCatalogue.All.FirstOrDefault(model => model.Name == name);

    static bool IsWriterIn(string folder) => PublishedConfiguration.ArchitectureOf(Path.Combine(folder, ConfigurationName)) == WriterArchitecture;

    static TweetInput ReadEncoder(string folder, int maxTokens)
    {
        var encoder = BertConfiguration.Read(Path.Combine(folder, ConfigurationName));
        string vocabulary = Vocabulary(folder);
        var pieces = WordPieceTokenizer.Load(vocabulary);
        RequireRoom(vocabulary, pieces.Size, "BERT", encoder.VocabularySize);
        return maxTokens > encoder.MaximalPositions
            ? throw new SettingException("maxTokens", $"{maxTokens}", $"the BERT of {folder} reads {encoder.MaximalPositions} at most")
            : Of(vocabulary, () => new TweetInput(new TweetTokenizer(pieces, isFramed: true, encoder.PaddingId), Encoder: encoder, Folder: folder));
    }

    static TweetInput ReadWriter(string folder)
    {
        var writer = T5Configuration.Read(Path.Combine(folder, ConfigurationName));
        string vocabulary = Path.Combine(folder, SentencePieces);
        int size = SentencePieceTokenizer.Load(vocabulary).Size;
        RequireRoom(vocabulary, size, "T5", writer.VocabularySize);
        var pieces = SentencePieceTokenizer.Load(vocabulary, Math.Min(ExtraIds, writer.VocabularySize - size));
        return Of(vocabulary, () => new TweetInput(TweetTokenizer.WithEnd(pieces, writer.EndId, writer.PaddingId), Writer: writer, Folder: folder));
    }

    static void RequireRoom(string vocabulary, int pieces, string model, int rows)
    {
        if (pieces > rows)
            throw new InvalidDataException($"{vocabulary}: {pieces} pieces, the {model} of the folder has {rows}");
    }

    static TweetInput Of(string vocabulary, Func<TweetInput> create)
    {
        try
        {
            return create();
        }
        catch (InputException error)
        {
            throw new InputException($"{vocabulary}: {error.Message}", error);
        }
    }

    static IEnumerable<string> Files(string folder, TweetModelKind model)
    {
        string configuration = Path.Combine(folder, ConfigurationName), casing = Path.Combine(folder, CasingName);
        if (model == TweetModelKind.T5)
        {
            T5Configuration.Read(configuration);
            return [configuration, .. CheckpointFiles.In(folder), Require(folder, SentencePieces)];
        }

        if (IsWriterIn(folder))
            throw new SettingException(SettingName, folder, "is a T5, which writes the classes; with it the model is t5, not classifier");
        BertConfiguration.Read(configuration);
        return [configuration, .. CheckpointFiles.In(folder), Vocabulary(folder), .. File.Exists(casing) ? (string[])[casing] : []];
    }

    static string Vocabulary(string folder) => Require(folder, s_vocabularies);

    /// <summary>The first of the files that is there.</summary>
    static string Require(string folder, params string[] vocabularies) =>
        vocabularies.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? throw new FileNotFoundException(vocabularies.Length == 1
            ? $"{folder}: there is no {vocabularies[0]}, the vocabulary of the T5"
            : $"{folder}: there is neither {string.Join(" nor ", vocabularies)}, the vocabulary of the BERT");

    static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InputException(error.Message.TrimEnd('.'), error);
        }
    }
}
