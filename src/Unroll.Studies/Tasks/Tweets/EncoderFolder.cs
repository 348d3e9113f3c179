using Unroll.Studies.Data;
using Unroll.Studies.Data.Hub;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Text;
using Unroll.Transformers;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>The folder of a pretrained BERT, as Hugging Face's hub has them: config.json, weights, and a vocabulary.</summary>
static class EncoderFolder
{
    public const string SettingName = "encoder";

    const string ConfigurationName = "config.json", CasingName = "tokenizer_config.json";

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
            File.Exists(configuration.Encoder) ? "is a file; name the folder of a pretrained BERT"
            : then.Count == 0 ? "there is no such folder"
            : $"the folder is not there any more; looked for {string.Join(", ", places.Select(place => $"{place.Path} ({place.What})"))}");
        FileIdentity[] now = [.. Guard(() => Files(folder)).Select(FileIdentity.Of)];
        return FileChange.Describe(then, now) is { } change
            ? throw new SettingException(SettingName, folder, $"{change}; bring it back, or name the folder again to begin from it as it is now")
            : configuration with { Encoder = folder, InitFiles = now };
    }

    /// <summary>The folder of a model that was downloaded; null where the name is none of the hub's models.</summary>
    static string? OfTheHub(string name) => HubCatalogue.All.FirstOrDefault(model => model.Name == name) is not { } known || Path.Exists(name)
        ? null
        : HubDownloader.Locate(known, DataLocator.FromEnvironment())
            ?? throw new SettingException(SettingName, name, $"not on this machine yet; get it with 'unroll data get {name}'");

    /// <summary>How the BERT reads tweets.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="maxTokens">The longest tweet.</param>
    /// <exception cref="InputException">It is of another architecture, damaged, or cannot read as many tokens.</exception>
    public static TweetInput Read(string folder, int maxTokens) => Guard(() =>
    {
        var encoder = BertConfiguration.Read(Path.Combine(folder, ConfigurationName));
        string vocabulary = Vocabulary(folder);
        var pieces = WordPieceTokenizer.Load(vocabulary);
        if (pieces.Size > encoder.VocabularySize)
            throw new InvalidDataException($"{vocabulary}: {pieces.Size} pieces, the BERT of the folder has {encoder.VocabularySize}");
        if (maxTokens > encoder.MaximalPositions)
            throw new SettingException("maxTokens", $"{maxTokens}", $"the BERT of {folder} reads {encoder.MaximalPositions} at most");
        try
        {
            return new TweetInput(new TweetTokenizer(pieces, isFramed: true, encoder.PaddingId), encoder, folder);
        }
        catch (InputException error)
        {
            throw new InputException($"{vocabulary}: {error.Message}", error);
        }
    });

    /// <summary>The BERT with its weights.</summary>
    /// <exception cref="InputException">They are damaged, or some are missing.</exception>
    public static Bert Load(string folder) => Guard(() => Bert.Load(folder));

    static IEnumerable<string> Files(string folder)
    {
        string configuration = Path.Combine(folder, ConfigurationName), casing = Path.Combine(folder, CasingName);
        BertConfiguration.Read(configuration);
        return [configuration, .. CheckpointFiles.In(folder), Vocabulary(folder), .. File.Exists(casing) ? (string[])[casing] : []];
    }

    static string Vocabulary(string folder) => s_vocabularies.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"{folder}: there is neither {string.Join(" nor ", s_vocabularies)}, the vocabulary of the BERT");

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
