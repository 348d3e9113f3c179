using Unroll.Metrics;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>What a model makes of tweets.</summary>
/// <param name="Predicted">The class of each, or <see cref="ConfusionMatrix.Other"/>.</param>
/// <param name="Probabilities">[tweet, class]; of a model that writes, that of any other answer comes last.</param>
/// <param name="Written">What was written of each; null of a model that does not write.</param>
sealed record TweetReadings(IReadOnlyList<int> Predicted, float[] Probabilities, IReadOnlyList<string>? Written = null)
{
    /// <summary>What an answer that is no class is called.</summary>
    public const string Other = "other";

    /// <summary>The names of the probabilities.</summary>
    public IReadOnlyList<string> Columns => Written is null ? TweetsData.Classes : [.. TweetsData.Classes, Other];

    /// <summary>The predicted class of a tweet in words.</summary>
    public string NameOf(int tweet) => Predicted[tweet] == ConfusionMatrix.Other ? Other : TweetsData.Classes[Predicted[tweet]];

    /// <summary>The probabilities of a tweet.</summary>
    public ReadOnlySpan<float> ProbabilitiesOf(int tweet) => Probabilities.AsSpan(tweet * Columns.Count, Columns.Count);

    /// <summary>The probability of what was predicted.</summary>
    public float Sureness(int tweet) => ProbabilitiesOf(tweet)[Predicted[tweet] == ConfusionMatrix.Other ? Columns.Count - 1 : Predicted[tweet]];
}
