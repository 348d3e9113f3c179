using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Settings;
using Unroll.Text;

namespace Unroll.Studies.Pretraining;

/// <summary>The vocabulary of a pretraining: made from texts, or that of a model.</summary>
static class PretrainingVocabulary
{
    public const string FileName = "vocab.txt", ConfigurationName = "tokenizer_config.json";
    const string JsonName = "tokenizer.json";

    /// <summary>Makes a vocabulary of pieces that can spell every word of the texts; where there are tweets, a number is one piece.</summary>
    /// <exception cref="SettingException">It has no room for the characters.</exception>
    /// <exception cref="InputException">The texts have no words.</exception>
    public static WordPieceTokenizer Make(PretrainingConfiguration configuration, IReadOnlyList<PretrainingText> texts)
    {
        string[] words = [.. texts.Select(text => text.IsTweet ? text.Text.Replace(TweetCleaning.Number, " ", StringComparison.Ordinal) : text.Text)];
        IReadOnlyList<string> special = texts.Any(text => text.IsTweet) ? TweetTokenizer.SpecialPieces : new WordPieceTrainer().SpecialPieces;
        int size = configuration.Vocabulary ?? PretrainingConfiguration.UsualVocabulary;
        var options = new WordPieceOptions { LowerCase = !configuration.Cased };
        var characters = new WordPieceTrainer { Size = int.MaxValue, MinimumCount = int.MaxValue, Options = options, SpecialPieces = special };
        int least;
        try
        {
            least = characters.Train(words).Size;
        }
        catch (ArgumentException error)
        {
            throw new InputException($"{string.Join(", ", configuration.Data)}: there are no words to make a vocabulary of", error);
        }

        return size >= least
            ? new WordPieceTrainer { Size = size, Options = options, SpecialPieces = special }.Train(words)
            : throw new SettingException("vocabulary", size,
                $"the characters of the texts, at the beginning of words and within them, and {special.Count} special pieces are "
                + $"{least} already; at least {least}");
    }

    /// <summary>Reads the vocabulary of a model's folder.</summary>
    /// <exception cref="InputException">There is none, or it lacks what a BERT needs.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static WordPieceTokenizer Read(string folder)
    {
        string path = new[] { FileName, JsonName }.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new InputException($"{folder}: there is neither {FileName} nor {JsonName}; the folder of a BERT has its vocabulary beside its weights");
        var tokenizer = WordPieceTokenizer.Load(path);
        foreach (string piece in new[] { "[PAD]", "[CLS]", "[SEP]", "[MASK]" })
            if (tokenizer.Find(piece) is null)
                throw new InputException($"{path}: the vocabulary has no {piece}, which a masked-language model needs");
        return tokenizer;
    }

    /// <summary>Writes the vocabulary as Hugging Face's tools read it.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="tokenizer">The vocabulary.</param>
    /// <param name="isCased">Whether letters keep their case.</param>
    /// <param name="length">The longest text in tokens.</param>
    public static void Write(string folder, WordPieceTokenizer tokenizer, bool isCased, int length)
    {
        tokenizer.Save(Path.Combine(folder, FileName));
        Runs.RunFolder.Write(Path.Combine(folder, ConfigurationName),
            $$"""
            {
              "tokenizer_class": "BertTokenizer",
              "do_lower_case": {{(isCased ? "false" : "true")}},
              "model_max_length": {{length}}
            }

            """);
    }
}
