using System.Globalization;

namespace Unroll.Studies.Tests.Data.Tweets;

/// <summary>Made-up tweets that a word gives away: of ten 1 is hate, 6 are offensive and 3 neither.</summary>
static class SmallTweets
{
    static readonly int[] s_classes = [0, 1, 1, 1, 1, 1, 1, 2, 2, 2];
    static readonly string[] s_telling = ["vile", "rude", "kind"];
    static readonly string[] s_others = ["the", "people", "of", "this", "town", "say", "so", "every", "single", "day"];

    /// <summary>A table of them.</summary>
    public static string Csv(int count) => "count,class,tweet\n" + string.Concat(Enumerable.Range(0, count).Select(number =>
        string.Create(CultureInfo.InvariantCulture, $"{number},{s_classes[number % 10]},{Text(number, s_telling[s_classes[number % 10]])}\n")));

    static string Text(int number, string telling)
    {
        string[] words = [.. Enumerable.Range(0, 2 + (number % 6)).Select(place => s_others[((number * 7) + (place * 3)) % s_others.Length])];
        words[number % words.Length] = telling;
        return $"@user{number} {string.Join(' ', words)} #tag {number}";
    }
}
