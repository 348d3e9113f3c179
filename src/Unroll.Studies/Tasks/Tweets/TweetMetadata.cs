using System.Text.Json;
using System.Text.Json.Serialization;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;
using Unroll.Text;
using Unroll.Transformers;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>What a checkpoint carries beside weights, so that tweets can be read without data and pretrained model: the vocabulary, the BERT's sizes.</summary>
static class TweetMetadata
{
    const string TokenizerKey = "unroll.tweets.tokenizer", EncoderKey = "unroll.tweets.encoder";

    public static Dictionary<string, string> Of(TweetInput input)
    {
        TweetTokenizer tokenizer = input.Tokenizer;
        var saved = new SavedTokenizer(tokenizer.IsFramed, tokenizer.PaddingId, tokenizer.Pieces.Options, tokenizer.Pieces.Pieces);
        var metadata = new Dictionary<string, string> { [TokenizerKey] = JsonSerializer.Serialize(saved, TweetMetadataJson.Default.SavedTokenizer) };
        if (input.Encoder is { } encoder)
            metadata[EncoderKey] = encoder.Write(BertHead.None);
        return metadata;
    }

    /// <exception cref="InvalidDataException">There is no vocabulary, or it is damaged, or the sizes of the BERT are.</exception>
    public static TweetInput Read(RunMetadata metadata) => new(
        ReadTokenizer(metadata), metadata.Find(EncoderKey) is { } encoder ? BertConfiguration.Parse(metadata.Path, encoder) : null);

    static TweetTokenizer ReadTokenizer(RunMetadata metadata)
    {
        try
        {
            SavedTokenizer saved = JsonSerializer.Deserialize(metadata.Require(TokenizerKey, "vocabulary"), TweetMetadataJson.Default.SavedTokenizer)!;
            return saved.PaddingId >= 0 && saved.PaddingId < saved.Pieces.Count
                ? new TweetTokenizer(new WordPieceTokenizer(saved.Pieces, saved.Options), saved.IsFramed, saved.PaddingId)
                : throw new JsonException("the padding is none of its pieces");
        }
        catch (Exception error) when (error is JsonException or ArgumentException or NullReferenceException or InputException)
        {
            throw new InvalidDataException($"{metadata.Path}: the vocabulary in the metadata cannot be read; use another checkpoint", error);
        }
    }
}

/// <summary>A tokenizer in the metadata of a checkpoint.</summary>
sealed record SavedTokenizer(bool IsFramed, int PaddingId, WordPieceOptions Options, IReadOnlyList<string> Pieces);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SavedTokenizer))]
sealed partial class TweetMetadataJson : JsonSerializerContext;
