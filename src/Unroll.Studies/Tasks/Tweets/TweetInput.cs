using Unroll.Studies.Data.Tweets;
using Unroll.Transformers;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>How a model reads tweets.</summary>
/// <param name="Tokenizer">What cuts them into tokens.</param>
/// <param name="Encoder">The sizes of the BERT that reads the tokens; null where they are embedded.</param>
/// <param name="Writer">The sizes of the T5 that reads the tokens and writes the classes; null of a model that does not write.</param>
/// <param name="Folder">The folder with the first weights of the BERT or the T5; null where they are drawn, or come from a checkpoint.</param>
sealed record TweetInput(TweetTokenizer Tokenizer, BertConfiguration? Encoder = null, T5Configuration? Writer = null, string? Folder = null)
{
    /// <summary>How the classes are written; null of a model that does not write.</summary>
    public TweetAnswers? Answers { get; } = Writer is null ? null : new TweetAnswers(Tokenizer, Writer);
}
