using System.Text.Json.Serialization;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>insight.json of a run that classifies tweets: the tweets of the test about which it was sure and wrong, and how long tweets are.</summary>
/// <param name="Tweets">Tweets of the test.</param>
/// <param name="Wrong">How many of them were taken for another class.</param>
/// <param name="Mistakes">The surest mistakes, the surest first.</param>
/// <param name="MaxTokens">Tokens that are read of a tweet.</param>
/// <param name="Lengths">How many tweets, of all parts, have so many tokens: the first number is that of tweets without any.</param>
public sealed record TweetsInsight(int Tweets, int Wrong, IReadOnlyList<MistakenTweet> Mistakes, int MaxTokens, IReadOnlyList<int> Lengths)
{
    const int Most = 24;

    /// <summary>Reads the tweets of a test and keeps the surest mistakes.</summary>
    internal static TweetsInsight Look(TweetsData data, TweetReadings readings, TweetsConfiguration configuration)
    {
        (Tweet Tweet, string Predicted, float Probability)[] wrong =
        [
            .. from place in Enumerable.Range(0, data.TestTweets.Count)
               let tweet = data.TestTweets[place]
               where readings.Predicted[place] != (int)tweet.Class
               let probability = readings.Sureness(place)
               orderby probability descending
               select (tweet, readings.NameOf(place), probability),
        ];
        return new TweetsInsight(data.TestTweets.Count, wrong.Length,
            [.. wrong.Take(Most).Select(one => new MistakenTweet(one.Tweet.Line, TweetsData.Classes[(int)one.Tweet.Class], one.Predicted,
                Math.Round(one.Probability, 4), configuration.ShowSlurs ? one.Tweet.Text : SlurMask.Apply(one.Tweet.Text)))],
            configuration.MaxTokens, data.Lengths);
    }

    /// <summary>The insight as the file of a run.</summary>
    internal IReadOnlyDictionary<string, string> ToFile() => InsightFile.Of(this, TweetsInsightJson.Readable.TweetsInsight);

    /// <summary>Reads what <see cref="ToFile"/> gave.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static TweetsInsight Read(string path) => InsightFile.Read(path, TweetsInsightJson.Readable.TweetsInsight,
        insight => insight.MaxTokens > 0 && insight.Lengths.All(count => count >= 0));
}

/// <summary>A tweet that was taken for another class.</summary>
/// <param name="Line">Where it begins in its file.</param>
/// <param name="Class">Its class.</param>
/// <param name="Predicted">What it was taken for: a class, or "other" for an answer that is none.</param>
/// <param name="Probability">How sure the model was of that.</param>
/// <param name="Text">The cleaned tweet; slurs are masked unless the run was asked for them.</param>
public sealed record MistakenTweet(long Line, string Class, string Predicted, double Probability, string Text);

[JsonSerializable(typeof(TweetsInsight))]
sealed partial class TweetsInsightJson : JsonSerializerContext
{
    public static TweetsInsightJson Readable { get; } = new(InsightFile.Options);
}
