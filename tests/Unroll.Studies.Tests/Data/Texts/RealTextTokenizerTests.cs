using System.IO.Compression;
using System.Text.Json;
using CsvHelper;
using Unroll.Studies.Data;
using Unroll.Studies.Tests.Support;
using Unroll.Text;

namespace Unroll.Studies.Tests.Data.Texts;

/// <summary>Tweets and lines of Shakespeare, cut by other people's tokenizers (real_text.json).</summary>
public sealed class RealTextTokenizerTests
{
    static readonly string s_golden = Path.Combine(AppContext.BaseDirectory, "Golden", "tokenizers");

    [DataFact("tweets", "shakespeare")]
    public void Encode_EqualsOtherTokenizers_OnRealText()
    {
        WordPieceTokenizer wordPiece = WordPieceTokenizer.Load(Path.Combine(s_golden, "vocab.txt"));
        SentencePieceTokenizer sentencePiece = SentencePieceTokenizer.Load(Path.Combine(s_golden, "spiece.model"));
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_golden, "real_text.json")));
        string[] tweets = ReadTweets(), lines = File.ReadAllText(FileOf("shakespeare")).Split('\n');
        int compared = 0;
        foreach ((string list, string place, string[] texts) in new[] { ("tweets", "row", tweets), ("shakespeareLines", "line", lines) })
            foreach (JsonElement one in golden.RootElement.GetProperty(list).EnumerateArray())
            {
                string text = texts[one.GetProperty(place).GetInt32()];
                Assert.Equal(Ids(one, "wordpiece"), wordPiece.Encode(text));
                Assert.Equal(Ids(one, "sentencepiece"), sentencePiece.Encode(text));
                compared++;
            }

        Assert.Equal(800, compared);
    }

    static int[] Ids(JsonElement one, string name) => [.. one.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];

    static string FileOf(string name) => DataLocator.FromEnvironment().Locate(DataCatalogue.Find(name))![0];

    static string[] ReadTweets()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(FileOf("tweets")), CompressionMode.Decompress));
        using CsvReader csv = CsvReader.FromText(reader.ReadToEnd(), new CsvReaderOptions { HasHeader = false, AllowLineBreaksInQuotes = true });
        csv.Read();
        int column = Array.IndexOf(csv.Current.ToArray(), "tweet");
        List<string> tweets = [];
        while (csv.Read())
            tweets.Add(csv.Current.ToArray()[column]);
        return [.. tweets];
    }
}
