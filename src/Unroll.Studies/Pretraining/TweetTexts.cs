using System.Globalization;
using Unroll.Naming;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Pretraining;

/// <summary>Tweets of some classes, without those that <c>train tweets</c> is measured on at its end.</summary>
static class TweetTexts
{
    const string ClassesName = "classes";

    static readonly string[] s_classes = [.. Enum.GetNames<TweetClass>().Select(name => name.ToLowerInvariant())], s_extensions = [".csv", ".csv.gz"];

    /// <summary>Whether data are tweets: the data set, or a table.</summary>
    public static bool IsTweets(string name) => s_extensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
        || (!File.Exists(name) && DataCatalogue.Of(DataKind.Tweets).Any(source => source.Name == name));

    /// <summary>The classes that a setting names; all where it names none.</summary>
    /// <exception cref="SettingException">One is unknown.</exception>
    public static IReadOnlyList<TweetClass> Classes(string names) => names.Length == 0 ? Enum.GetValues<TweetClass>()
        : [.. names.Split(',', StringSplitOptions.TrimEntries).Select(name => Array.IndexOf(s_classes, name) is var place and >= 0
            ? (TweetClass)place
            : throw new SettingException(ClassesName, names, NearestName.Clause($"there is no class '{name}'", name, s_classes)))];

    /// <summary>Reads the training part and the validation part of a file of tweets.</summary>
    /// <exception cref="InputException">It cannot be read, or has no tweets of the classes.</exception>
    public static (IReadOnlyList<PretrainingText> Training, IReadOnlyList<PretrainingText> HeldOut, string Remark) Read(
        PretrainingConfiguration configuration, string name)
    {
        IReadOnlyList<TweetClass> classes = Classes(configuration.Classes);
        var corpus = TweetCorpus.Load(name, configuration.Split with { ValidationShare = configuration.ValidationShare });
        IReadOnlyList<PretrainingText> training = Of(corpus.Training);
        return training.Count > 0
            ? (training, Of(corpus.Validation), string.Create(CultureInfo.InvariantCulture,
                $"{name}: {training.Count:N0} of the {corpus.Training.Count:N0} tweets for training ({string.Join(", ", classes.Select(NameOf))}); ")
                + string.Create(CultureInfo.InvariantCulture, $"the {corpus.Test.Count:N0} of the test are not read"))
            : throw new InputException($"{name}: there is no tweet for training of the class {string.Join(", ", classes.Select(NameOf))}");

        IReadOnlyList<PretrainingText> Of(IReadOnlyList<Tweet> tweets) =>
            [.. tweets.Where(tweet => classes.Contains(tweet.Class)).Select(tweet => new PretrainingText(tweet.Text, IsTweet: true))];
    }

    static string NameOf(TweetClass type) => s_classes[(int)type];
}
