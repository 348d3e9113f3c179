namespace Unroll.Studies.Tasks.Tweets;

/// <summary>What learns the classes of tweets.</summary>
public enum TweetModelKind
{
    /// <summary>Recurrent layers on an embedding or on a BERT, and the probability of each class.</summary>
    Classifier,

    /// <summary>A T5, which reads a tweet and writes its class in words.</summary>
    T5,
}
