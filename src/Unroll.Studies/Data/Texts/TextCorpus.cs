using System.Text;
using Unroll.Text;

namespace Unroll.Studies.Data.Texts;

/// <summary>The text of a run: the embedded corpus, a data set by its name, or a file.</summary>
public static class TextCorpus
{
    /// <summary>The name of the embedded corpus: short stories of a harbour town, written for this project.</summary>
    public const string Harbour = "harbour";

    /// <summary>The name of the embedded passage of study C: an essay on programming, written for this project.</summary>
    public const string Hello = "hello";

    /// <summary>The texts that come with the program.</summary>
    public static IReadOnlyList<string> EmbeddedTexts { get; } = [Harbour, Hello];

    /// <summary>Reads a text.</summary>
    /// <param name="data">"harbour", "hello", the name of a data set, or a path.</param>
    /// <param name="lowerCase">Whether letters are folded to lower case.</param>
    /// <exception cref="InputException">There is no such text, or none that can be trained on.</exception>
    public static string Load(string data, bool lowerCase)
    {
        string text = EmbeddedTexts.Contains(data) ? Embedded(data) : ReadFile(Locate(data));
        return lowerCase ? text.ToLowerInvariant() : text;
    }

    /// <summary>The identity of a text.</summary>
    /// <param name="data">"harbour", "hello", the name of a data set, or a path.</param>
    /// <exception cref="InputException">There is no such text.</exception>
    public static FileIdentity Identify(string data)
    {
        if (!EmbeddedTexts.Contains(data))
            return FileIdentity.Of(Locate(data));
        using Stream stream = Open(data);
        return FileIdentity.Of(data, stream);
    }

    static Stream Open(string name) => typeof(TextCorpus).Assembly.GetManifestResourceStream($"corpus/{name}.txt")!;

    static string Embedded(string name)
    {
        using Stream stream = Open(name);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    static string Locate(string data)
    {
        if (File.Exists(data))
            return data;
        DataSource? source = DataCatalogue.Of(DataKind.Text).FirstOrDefault(source => source.Name == data);
        if (source is null)
        {
            string known = string.Join(", ", EmbeddedTexts.Concat(DataCatalogue.Of(DataKind.Text).Select(source => source.Name)));
            throw new InputException(Directory.Exists(data)
                ? $"{data}: is a folder; name a text file in it, or a data set: {known}"
                : $"{data}: there is no such file and no data set of that name; known are: {known}");
        }

        return DataLocator.FromEnvironment().Locate(source) is { Count: > 0 } files
            ? files[0]
            : throw new InputException(
                $"{data}: not on this machine yet; get it with 'unroll data get {data}', or set {DataLocator.Variable} to the folder of the data");
    }

    static string ReadFile(string path)
    {
        try
        {
            return TextFile.Read(path);
        }
        catch (InvalidDataException error)
        {
            throw new InputException(error.Message);
        }
    }
}
