using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Tests.Data.Tweets;
using Unroll.Text;
using Unroll.Transformers;

namespace Unroll.Studies.Tests.Tasks.Tweets;

/// <summary>A random BERT in the folder of a pretrained one, with a vocabulary of <see cref="SmallTweets"/>.</summary>
static class SmallBert
{
    public const int Positions = 16;

    /// <summary>Writes it and gives the folder.</summary>
    public static string Write(string folder, long seed = 1, Func<string[], string[]>? pieces = null, int spare = 3)
    {
        string file = folder + ".csv";
        Directory.CreateDirectory(folder);
        File.WriteAllText(file, SmallTweets.Csv(60));
        ITokenizer pieceNames = TweetTokenizer.Train(TweetFile.Read(file).Select(tweet => TweetCleaning.Clean(tweet.Text)), 80).Pieces;
        string[] vocabulary = [.. Enumerable.Range(0, pieceNames.Size).Select(pieceNames.Symbol)];
        vocabulary = pieces?.Invoke(vocabulary) ?? vocabulary;
        var sizes = new BertConfiguration
        {
            VocabularySize = vocabulary.Length + spare, HiddenSize = 8, Layers = 2, Heads = 2, IntermediateSize = 12, MaximalPositions = Positions,
            InitializerRange = 0.5f, HiddenDropout = 0.05f, AttentionDropout = 0.05f,
        };
        var bert = new Bert(sizes, BertHead.Pooler) { Seed = seed };
        bert.Build([-1]);
        bert.Save(folder);
        File.WriteAllLines(Path.Combine(folder, "vocab.txt"), vocabulary);
        return folder;
    }
}
