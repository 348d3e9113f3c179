using System.Text.Json;
using System.Text.Json.Serialization;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;
using Unroll.Text;
using Unroll.Transformers;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>What a checkpoint carries beside weights, so that tweets can be read without the data: the vocabulary, and the sizes of a BERT or T5.</summary>
static class TweetMetadata
{
    const string TokenizerKey = "unroll.tweets.tokenizer", SentencePieceKey = "unroll.tweets.sentencepiece", ExtraIdsKey = "unroll.tweets.extra_ids";
    const string EncoderKey = "unroll.tweets.encoder", WriterKey = "unroll.tweets.writer";

    public static Dictionary<string, string> Of(TweetInput input)
    {
        TweetTokenizer tokenizer = input.Tokenizer;
        Dictionary<string, string> metadata = [];
        if (tokenizer.Pieces is WordPieceTokenizer pieces)
        {
            var saved = new SavedTokenizer(tokenizer.IsFramed, tokenizer.PaddingId, pieces.Options, pieces.Pieces);
            metadata[TokenizerKey] = JsonSerializer.Serialize(saved, TweetMetadataJson.Default.SavedTokenizer);
        }
        else
        {
            var sentences = (SentencePieceTokenizer)tokenizer.Pieces;
            metadata[SentencePieceKey] = Convert.ToBase64String(sentences.Content);
            metadata[ExtraIdsKey] = $"{sentences.ExtraIds}";
        }

        if (input.Encoder is { } encoder)
            metadata[EncoderKey] = encoder.Write(BertHead.None);
        if (input.Writer is { } writer)
            metadata[WriterKey] = writer.Write();
        return metadata;
    }

    /// <exception cref="InvalidDataException">There is no vocabulary, or it is damaged, or the sizes of BERT or T5 are.</exception>
    public static TweetInput Read(RunMetadata metadata)
    {
        T5Configuration? writer = metadata.Find(WriterKey) is { } sizes ? T5Configuration.Parse(metadata.Path, sizes) : null;
        BertConfiguration? encoder = metadata.Find(EncoderKey) is { } bert ? BertConfiguration.Parse(metadata.Path, bert) : null;
        try
        {
            return new(ReadTokenizer(metadata, writer), encoder, writer);
        }
        catch (Exception error) when (error is JsonException or FormatException or ArgumentException or NullReferenceException or InputException)
        {
            throw new InvalidDataException($"{metadata.Path}: the vocabulary in the metadata cannot be read; use another checkpoint", error);
        }
    }

    static TweetTokenizer ReadTokenizer(RunMetadata metadata, T5Configuration? writer)
    {
        if (writer is not null && metadata.Find(SentencePieceKey) is { } content)
            return TweetTokenizer.WithEnd(SentencePieceTokenizer.Parse(metadata.Path, Convert.FromBase64String(content), (int)metadata.Number(ExtraIdsKey)),
                writer.EndId, writer.PaddingId);
        SavedTokenizer saved = JsonSerializer.Deserialize(metadata.Require(TokenizerKey, "vocabulary"), TweetMetadataJson.Default.SavedTokenizer)!;
        var pieces = new WordPieceTokenizer(saved.Pieces, saved.Options);
        return saved.PaddingId < 0 || saved.PaddingId >= saved.Pieces.Count ? throw new JsonException("the padding is none of its pieces")
            : writer is null ? new TweetTokenizer(pieces, saved.IsFramed, saved.PaddingId)
            : TweetTokenizer.WithEnd(pieces, writer.EndId, writer.PaddingId);
    }
}

/// <summary>A tokenizer in the metadata of a checkpoint.</summary>
sealed record SavedTokenizer(bool IsFramed, int PaddingId, WordPieceOptions Options, IReadOnlyList<string> Pieces);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SavedTokenizer))]
sealed partial class TweetMetadataJson : JsonSerializerContext;
