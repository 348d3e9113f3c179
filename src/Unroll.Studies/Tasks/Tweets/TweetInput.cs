using Unroll.Studies.Data.Tweets;
using Unroll.Transformers;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>How a model reads tweets.</summary>
/// <param name="Tokenizer">What cuts them into tokens.</param>
/// <param name="Encoder">The sizes of the BERT that reads the tokens; null where they are embedded.</param>
/// <param name="Folder">The folder with the first weights of the BERT; null where they come from a checkpoint.</param>
sealed record TweetInput(TweetTokenizer Tokenizer, BertConfiguration? Encoder = null, string? Folder = null);
