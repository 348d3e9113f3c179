using System.Globalization;
using Unroll.Studies.Settings;
using Unroll.Text;
using Unroll.Transformers;

namespace Unroll.Studies.Pretraining;

/// <summary>What a pretraining learns from: sequences with masked tokens, and those that it is measured on.</summary>
public sealed class PretrainingData
{
    readonly TokenSequences _training;
    readonly int _files;
    readonly long _characters;

    PretrainingData(PretrainingConfiguration configuration, WordPieceTokenizer tokenizer, PretrainingTexts texts, int length)
    {
        (Tokenizer, Length, _files, _characters) = (tokenizer, length, configuration.Data.Count, texts.Characters);
        TokenSequences all = TokenSequences.From(tokenizer, texts.Training, length);
        var heldOut = TokenSequences.From(tokenizer, texts.HeldOut, length);
        if (texts.Training.Any(text => !text.IsTweet))
            RequireSequence(configuration, all.Tokens);
        _training = configuration.Tokens is { } most ? all.Draw(most, configuration.Seed) : all;
        if (all.Sequences.Count == 0)
            throw new InputException($"{string.Join(", ", configuration.Data)}: all words are unknown to the vocabulary of {configuration.InitFrom}");
        if (_training.Sequences.Count == 0)
            throw new SettingException("tokens", configuration.Tokens, $"the first sequence is longer; at least {length - TokenSequences.Frame}");
        var masking = TokenMasking.For(tokenizer, configuration.MaskShare);
        int padding = tokenizer.Find("[PAD]")!.Value;
        Training = new MaskedTokenData(_training.Sequences, masking, padding);
        HeldOutSequences = heldOut.Sequences;
        HeldOut = heldOut.Sequences.Count == 0 ? null : new MaskedTokenData(heldOut.Sequences, masking, padding);
        Remarks =
        [
            .. texts.Remarks,
            .. HeldOut is null && configuration.ValidationShare > 0 ? ["the texts are too short to hold a part out"] : (string[])[],
            .. all.CutTweets > 0
                ? [string.Create(CultureInfo.InvariantCulture, $"{all.CutTweets:N0} tweets have more than {length - TokenSequences.Frame} tokens and are cut")]
                : (string[])[],
        ];
    }

    /// <summary>What cuts the texts into tokens.</summary>
    public WordPieceTokenizer Tokenizer { get; }

    /// <summary>The longest sequence in tokens.</summary>
    public int Length { get; }

    /// <summary>What is learned.</summary>
    public MaskedTokenData Training { get; }

    /// <summary>What is measured on; null for nothing.</summary>
    public MaskedTokenData? HeldOut { get; }

    /// <summary>The held-out sequences as they are, without masks.</summary>
    internal IReadOnlyList<int[]> HeldOutSequences { get; }

    /// <summary>Tokens of the training part, without [CLS] and [SEP].</summary>
    public long TrainingTokens => _training.Tokens;

    /// <summary>Tokens of a sequence in the mean, [CLS] and [SEP] included.</summary>
    public double MeanLength => ((double)TrainingTokens / Training.Count) + TokenSequences.Frame;

    /// <summary>The data in one line.</summary>
    public string Description => string.Create(CultureInfo.InvariantCulture,
        $"{(_files == 1 ? "1 file" : $"{_files} files")}, {_characters:N0} characters: {TrainingTokens:N0} tokens for training in {Training.Count:N0} "
        + $"sequences of up to {Length}, {HeldOut?.Count ?? 0:N0} sequences held out; {Tokenizer.Size:N0} pieces in the vocabulary");

    /// <summary>What a reader should know of the data, a line each.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>Reads the data, and makes or reads the vocabulary.</summary>
    /// <param name="configuration">Which data.</param>
    /// <param name="tokenizer">The vocabulary; null to make it from the training part.</param>
    /// <param name="length">Tokens of a sequence.</param>
    /// <exception cref="InputException">They cannot be read, or are too short; one line says what would be right.</exception>
    internal static PretrainingData Load(PretrainingConfiguration configuration, WordPieceTokenizer? tokenizer, int length)
    {
        PretrainingTexts texts = PretrainingTexts.Read(configuration, configuration.Data);
        tokenizer ??= PretrainingVocabulary.Make(configuration, configuration.VocabularyData.Count == 0 ? texts.Training
            : PretrainingTexts.Read(configuration with { Classes = "" }, configuration.VocabularyData).Training);
        return new PretrainingData(configuration, tokenizer, texts, length);
    }

    void RequireSequence(PretrainingConfiguration configuration, long tokens)
    {
        int least = Length - TokenSequences.Frame;
        if (tokens < least)
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{string.Join(", ", configuration.Data)}: {tokens} tokens for training are too few for a sequence of {Length}: at least {least} are needed; "
                + $"use longer texts or a smaller length"));
    }
}
