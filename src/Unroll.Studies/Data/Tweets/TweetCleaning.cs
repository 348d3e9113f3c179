using System.Text.RegularExpressions;

namespace Unroll.Studies.Data.Tweets;

/// <summary>
/// Takes out of a tweet what is not language, in the order of the published study: HTML entities, addresses, retweet marks, hashtags and user names; runs of
/// digits become <see cref="Number"/>; punctuation goes; three or more equal letters in a row become one.
/// </summary>
public static partial class TweetCleaning
{
    /// <summary>What stands for a run of digits; it is one token.</summary>
    public const string Number = "<number>";

    /// <summary>A tweet after cleaning: words with one space between them; empty where nothing is left.</summary>
    public static string Clean(string tweet)
    {
        ArgumentNullException.ThrowIfNull(tweet);
        string text = Entity().Replace(tweet, " ");
        text = Address().Replace(text, " ");
        text = Mark().Replace(text, " ");
        text = Digits().Replace(text, $" {Number} ");
        text = Punctuation().Replace(text, match => match.Value == Number ? Number : "");
        text = Repeated().Replace(text, "$1");
        return Space().Replace(text, " ").Trim();
    }

    /// <summary>The number of words of a cleaned tweet.</summary>
    public static int Words(string cleaned)
    {
        ArgumentNullException.ThrowIfNull(cleaned);
        return cleaned.Length == 0 ? 0 : cleaned.AsSpan().Count(' ') + 1;
    }

    /// <summary>The least number of words that leaves a number of tweets nearest to the one asked for; of two that are as near, the smaller.</summary>
    /// <param name="words">Words of each tweet.</param>
    /// <param name="wanted">How many tweets are to be left.</param>
    public static int MinimumWords(IReadOnlyCollection<int> words, int wanted)
    {
        ArgumentNullException.ThrowIfNull(words);
        int longest = words.Count == 0 ? 0 : words.Max();
        return Enumerable.Range(0, longest + 2).MinBy(minimum => Math.Abs(words.Count(count => count >= minimum) - wanted));
    }

    [GeneratedRegex(@"&(?:[a-z][a-z0-9]*|#[0-9]+|#x[0-9a-f]+);", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Entity();

    [GeneratedRegex(@"\bhttps?:\S*|\bwww\.\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    /// <summary>RT anywhere, rt before a user name; a hashtag or a user name is taken out whole.</summary>
    [GeneratedRegex(@"\bRT\b|\b[Rr][Tt](?=\s*:?\s*@)|[#@]\w+", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();

    [GeneratedRegex(@"\p{Nd}+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"<number>|[\p{P}\p{S}]", RegexOptions.CultureInvariant)]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"(\p{L})\1{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Repeated();

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Space();
}
