using System.Globalization;
using Unroll.Naming;
using Unroll.Randomness;

namespace Unroll.Studies.Data.Tweets;

/// <summary>Labelled tweets, cleaned (<see cref="TweetCleaning"/>) and split so that each part has the same share of every class.</summary>
/// <param name="Training">To train on.</param>
/// <param name="Validation">What each epoch is measured on; may be empty.</param>
/// <param name="Test">What is measured at the end.</param>
/// <param name="ReadCount">The tweets of the file, with those that were too short.</param>
/// <param name="MinimumWords">Tweets with fewer words were left out.</param>
public sealed record TweetCorpus(
    IReadOnlyList<Tweet> Training, IReadOnlyList<Tweet> Validation, IReadOnlyList<Tweet> Test, int ReadCount, int MinimumWords)
{
    /// <summary>The tweets that the published study kept of the data set of this name.</summary>
    const int PublishedCount = 24_440;

    /// <summary>Tweets that were left out of other data, as the model has learned them, word for word; null where it is not known which these are.</summary>
    public int? LearnedCount { get; private init; } = 0;

    /// <summary>All parts.</summary>
    public int Count => Training.Count + Validation.Count + Test.Count;

    /// <summary>The file behind a name of data.</summary>
    /// <param name="data">"tweets", or the path of a file.</param>
    /// <exception cref="InputException">There is no such file and no such data set, or it is not on this machine.</exception>
    public static string Locate(string data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (File.Exists(data))
            return data;
        if (Directory.Exists(data))
            throw new InputException($"{data}: is a folder; name a CSV file of tweets");
        if (Named(data) is { } source)
            return DataLocator.FromEnvironment().Require(source)[0];
        throw new InputException(NearestName.Clause($"{data}: there is no such file and no data set of that name", data,
            [.. DataCatalogue.Of(DataKind.Tweets).Select(known => known.Name)]));
    }

    /// <summary>Reads, cleans and splits tweets.</summary>
    /// <param name="data">"tweets", or the path of a file.</param>
    /// <param name="options">How.</param>
    /// <exception cref="InputException">They cannot be read, or are too few; one line says what would be right.</exception>
    public static TweetCorpus Load(string data, TweetSplit options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (Tweet[] kept, int read, int minimum) = Read(data, options.MinimumWords);
        RandomKey key = RandomKey.FromSeed(options.Seed);
        (Tweet[] rest, Tweet[] test) = Split(kept, options.TestShare, key.Derive(0));
        (Tweet[] training, Tweet[] validation) = Split(rest, options.ValidationShare, key.Derive(1));
        return training.Length > 0 && test.Length > 0 && (validation.Length > 0 || options.ValidationShare == 0)
            ? new TweetCorpus(training, validation, test, read, minimum)
            : throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{data}: {kept.Length} tweets are too few: {training.Length} for training, {validation.Length} for validation, {test.Length} for the test"));
    }

    /// <summary>Reads and cleans tweets, all of which are the test but for those that a model has learned.</summary>
    /// <param name="data">"tweets", or the path of a file.</param>
    /// <param name="minimumWords">Tweets with fewer words are left out; null for 1.</param>
    /// <param name="learned">What the model was trained on; null where that is not known.</param>
    /// <inheritdoc cref="Load" path="/exception"/>
    public static TweetCorpus LoadTest(string data, int? minimumWords, IReadOnlySet<string>? learned)
    {
        (Tweet[] kept, int read, int minimum) = Read(data, minimumWords);
        if (kept.Length == 0)
            throw new InputException($"{data}: there is no tweet with a word in it");
        Tweet[] others = learned is null ? kept : [.. kept.Where(tweet => !learned.Contains(tweet.Text))];
        return others.Length > 0
            ? new TweetCorpus([], [], others, read, minimum) { LearnedCount = learned is null ? null : kept.Length - others.Length }
            : throw new InputException($"{data}: the model has learned all of its tweets; others are needed");
    }

    static (Tweet[] Kept, int Read, int Minimum) Read(string data, int? minimumWords)
    {
        Tweet[] tweets = [.. TweetFile.Read(Locate(data)).Select(tweet => tweet with { Text = TweetCleaning.Clean(tweet.Text) })];
        int[] words = [.. tweets.Select(tweet => TweetCleaning.Words(tweet.Text))];
        int minimum = minimumWords ?? (Named(data) is not null && !File.Exists(data) ? TweetCleaning.MinimumWords(words, PublishedCount) : 1);
        return ([.. tweets.Where((_, place) => words[place] >= Math.Max(1, minimum))], tweets.Length, minimum);
    }

    static (Tweet[] Kept, Tweet[] HeldOut) Split(Tweet[] tweets, double share, RandomKey key)
    {
        (int[] rest, int[] heldOut) = StratifiedSplit.Choose([.. tweets.Select(tweet => (int)tweet.Class)], share, key);
        return ([.. rest.Select(place => tweets[place])], [.. heldOut.Select(place => tweets[place])]);
    }

    static DataSource? Named(string data) => DataCatalogue.Of(DataKind.Tweets).FirstOrDefault(source => source.Name == data);
}
