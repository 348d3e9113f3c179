using System.Security.Cryptography;
using System.Text;

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

    /// <summary>Reads a text that is UTF-8, or shows what else it is.</summary>
    /// <param name="data">"harbour", "hello", the name of a data set, or a path.</param>
    /// <param name="lowerCase">Whether letters are folded to lower case.</param>
    /// <exception cref="InputException">There is no such text, or none that can be trained on.</exception>
    public static string Load(string data, bool lowerCase)
    {
        string text = Read(data, CharacterSet.Auto).Text;
        return lowerCase ? text.ToLowerInvariant() : text;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="data">"harbour", "hello", the name of a data set, or a path.</param>
    /// <param name="encoding">The character set of a file; see <see cref="TextFile.Load"/>.</param>
    /// <param name="isOther">Whether the character set is that of the text which a model has learned, and this is another one.</param>
    /// <exception cref="InputException">There is no such text, or none that can be trained on.</exception>
    public static TextContents Read(string data, string encoding, bool isOther = false)
    {
        if (!EmbeddedTexts.Contains(data))
            return TextFile.Load(Locate(data), encoding, isOther);
        if (encoding != CharacterSet.Auto && !isOther)
            throw new InputException($"{data}: comes with the program, in utf-8; leave out --encoding");
        using Stream stream = Open(data);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new TextContents(reader.ReadToEnd(), "utf-8", []);
    }

    /// <summary>The text of a file with whose contents another text begins, which may be longer; null where it does not.</summary>
    /// <param name="data">The other text: "harbour", "hello", the name of a data set, or a path.</param>
    /// <param name="file">The file.</param>
    /// <param name="encoding">Its character set; see <see cref="TextFile.Load"/>.</param>
    /// <exception cref="InputException">There is no such text.</exception>
    internal static string? ReadBeginning(string data, FileIdentity file, string encoding)
    {
        string path = EmbeddedTexts.Contains(data) ? data : Locate(data);
        using Stream contents = EmbeddedTexts.Contains(data) ? Open(data) : PackedFile.OpenRead(path);
        if (file.Length > (contents.CanSeek ? Math.Min(contents.Length, TextFile.MostBytes) : TextFile.MostBytes))
            return null;
        byte[] bytes = new byte[file.Length];
        return contents.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == file.Length
            && Convert.ToHexStringLower(SHA256.HashData(bytes)) == file.Sha256
                ? TextFile.Decode(path, bytes, encoding, isOther: false).Text
                : null;
    }

    /// <summary>The identity of a text.</summary>
    /// <param name="data">"harbour", "hello", the name of a data set, or a path.</param>
    /// <exception cref="InputException">There is no such text.</exception>
    public static FileIdentity Identify(string data)
    {
        if (!EmbeddedTexts.Contains(data))
        {
            string path = Locate(data);
            TextFile.RequireLength(path);
            return FileIdentity.Of(path);
        }

        using Stream stream = Open(data);
        return FileIdentity.Of(data, stream);
    }

    static Stream Open(string name) => typeof(TextCorpus).Assembly.GetManifestResourceStream($"corpus/{name}.txt")!;

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

        return DataLocator.FromEnvironment().Require(source)[0];
    }
}
