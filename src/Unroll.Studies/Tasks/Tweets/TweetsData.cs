using System.Globalization;
using Unroll.Data;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>Tweets of a run as tokens: a part to train on, one that each epoch is measured on, and the test.</summary>
public sealed class TweetsData : TaskData
{
    static readonly string[] s_classes = [.. Enum.GetNames<TweetClass>().Select(name => name.ToLowerInvariant())];

    readonly TweetsConfiguration _configuration;
    readonly TweetCorpus _corpus;
    readonly int[][] _training, _validation, _test;

    internal TweetsData(TweetsConfiguration configuration, TweetCorpus corpus, TweetInput input)
        : base(configuration)
    {
        (_configuration, _corpus, Input) = (configuration, corpus, input);
        (_training, _validation, _test) = (Encode(corpus.Training), Encode(corpus.Validation), Encode(corpus.Test));

        int[][] Encode(IReadOnlyList<Tweet> tweets) => [.. tweets.Select(tweet => input.Tokenizer.Encode(tweet.Text))];
    }

    /// <summary>The classes in words, by number.</summary>
    public static IReadOnlyList<string> Classes => s_classes;

    /// <summary>What cuts the tweets into tokens.</summary>
    public TweetTokenizer Tokenizer => Input.Tokenizer;

    /// <summary>How the tweets are read.</summary>
    internal TweetInput Input { get; }

    /// <summary>The tweets of the test, cleaned.</summary>
    public IReadOnlyList<Tweet> TestTweets => _corpus.Test;

    /// <inheritdoc/>
    public override DataSet Training => Samples(
        _corpus.Training, _training, Input.Answers is null ? null : Weights, _configuration.ClassWeights == ClassWeighting.Sampling);

    /// <inheritdoc/>
    public override DataSet? HeldOut => _validation.Length == 0 ? null : Samples(_corpus.Validation, _validation);

    /// <summary>The tweets of the test.</summary>
    public DataSet Test => Samples(_corpus.Test, _test);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<int, float>? ClassWeights => Input.Answers is null ? Weights : null;

    /// <summary>How much the tweets of a class count in training. Targets of a T5 are tokens: there the samples carry the weights.</summary>
    IReadOnlyDictionary<int, float>? Weights => _configuration.ClassWeights == ClassWeighting.Balanced
        ? Balanced([.. _corpus.Training.Select(tweet => (int)tweet.Class)])
        : null;

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture,
        $"{_configuration.Data}: {_corpus.Count:N0} tweets, {_training.Length:N0} for training, {_validation.Length:N0} for validation, ")
        + string.Create(CultureInfo.InvariantCulture, $"{_test.Length:N0} for the test ({Counts(_corpus.Test)})");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
    [
        .. new[] { DescribeShort(), DescribeLong(), DescribeKnown(), DescribeLearned() }.OfType<string>(),
    ];

    /// <inheritdoc/>
    public override string Unit => "tweets";

    /// <summary>The weight of each class that occurs: n / (k·n_c), scikit-learn's "balanced".</summary>
    internal static IReadOnlyDictionary<int, float> Balanced(IReadOnlyCollection<int> labels)
    {
        (int Class, int Count)[] counts = [.. labels.CountBy(label => label).Select(count => (count.Key, count.Value))];
        return counts.ToDictionary(count => count.Class, count => (float)((double)labels.Count / ((long)counts.Length * count.Count)));
    }

    /// <summary>The samples of tokens, padded or cut.</summary>
    internal static int[] Pad(IReadOnlyList<int[]> tokens, TweetTokenizer tokenizer, int length)
    {
        int[] samples = new int[tokens.Count * length];
        for (int tweet = 0; tweet < tokens.Count; tweet++)
            tokenizer.Fit(tokens[tweet], samples.AsSpan(tweet * length, length));
        return samples;
    }

    /// <summary>How many tweets of all parts have so many tokens, from 0 on.</summary>
    internal int[] Lengths
    {
        get
        {
            int[] lengths = [.. _training.Concat(_validation).Concat(_test).Select(tokens => tokens.Length)], counts = new int[lengths.Max() + 1];
            foreach (int length in lengths)
                counts[length]++;
            return counts;
        }
    }

    /// <summary>The tokens of the tweets of the test.</summary>
    internal IReadOnlyList<int[]> TestTokens => _test;

    ArrayData Samples(IReadOnlyList<Tweet> tweets, int[][] tokens, IReadOnlyDictionary<int, float>? weights = null, bool isBalanced = false)
    {
        int length = _configuration.MaxTokens;
        int[] classes = [.. tweets.Select(tweet => (int)tweet.Class)];
        int[]? drawnBy = isBalanced ? classes : null;
        var samples = new Samples(Pad(tokens, Tokenizer, length), [length]);
        return Input.Answers is not { } answers
            ? new ArrayData(samples, classes) { BalancedBy = drawnBy }
            : new ArrayData([samples, new Samples(answers.Before(classes), [answers.Length])], new Samples(answers.Targets(classes), [answers.Length]))
            {
                BalancedBy = drawnBy, SampleWeights = weights is null ? null : new Samples((float[])[.. classes.Select(number => weights[number])], [1]),
            };
    }

    static string Counts(IReadOnlyList<Tweet> tweets) => string.Join(", ", Classes.Select((name, number) =>
        string.Create(CultureInfo.InvariantCulture, $"{tweets.Count(tweet => (int)tweet.Class == number):N0} {name}")));

    string? DescribeShort()
    {
        int left = _corpus.ReadCount - _corpus.Count - (_corpus.LearnedCount ?? 0);
        return left == 0 ? null : string.Create(CultureInfo.InvariantCulture,
            $"{left:N0} of {_corpus.ReadCount:N0} tweets are left out, as they have fewer than ")
            + (_corpus.MinimumWords == 1 ? "1 word after cleaning" : $"{_corpus.MinimumWords} words after cleaning");
    }

    string? DescribeLong()
    {
        int all = _corpus.Count, cut = _training.Concat(_validation).Concat(_test).Count(tokens => tokens.Length > _configuration.MaxTokens);
        return cut == 0 ? null : string.Create(CultureInfo.InvariantCulture,
            $"{cut:N0} of {all:N0} tweets ({100.0 * cut / all:0.##} %) have more than {_configuration.MaxTokens} tokens and are cut");
    }

    /// <summary>Retweets are the same texts once their marks are gone.</summary>
    string? DescribeKnown()
    {
        var learned = _corpus.Training.Select(tweet => tweet.Text).ToHashSet(StringComparer.Ordinal);
        int known = _corpus.Test.Count(tweet => learned.Contains(tweet.Text));
        return known == 0 ? null : string.Create(CultureInfo.InvariantCulture,
            $"{known:N0} of {_test.Length:N0} tweets of the test stand in the training part too, word for word");
    }

    string? DescribeLearned() => _corpus.LearnedCount switch
    {
        0 => null,
        null => $"the tweets that the model has learned are not known, as its own file is not what it was; those that are among the tweets of "
            + $"{_configuration.Data} count and flatter",
        { } learned => string.Create(CultureInfo.InvariantCulture,
            $"{learned:N0} of {learned + _corpus.Count:N0} tweets are left out, as the model has learned them, word for word"),
    };
}
