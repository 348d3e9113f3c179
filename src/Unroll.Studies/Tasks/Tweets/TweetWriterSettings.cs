using System.Globalization;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Text;
using Unroll.Transformers;

namespace Unroll.Studies.Tasks.Tweets;

/// <summary>What the settings of the tweets task mean for a T5.</summary>
static class TweetWriterSettings
{
    const string Padding = "[PAD]", End = "[SEP]";
    const int Heads = 4;

    /// <summary>The sizes of a T5 with a vocabulary of its own.</summary>
    public static T5Configuration Sizes(TweetsConfiguration configuration, WordPieceTokenizer pieces)
    {
        int size = configuration.Units, padding = pieces.Find(Padding)!.Value;
        return new()
        {
            VocabularySize = pieces.Size, ModelSize = size, Heads = Heads, HeadSize = Math.Max(1, size / Heads), FeedForwardSize = 4 * size,
            Layers = configuration.Layers, Dropout = configuration.Dropout, PaddingId = padding, StartId = padding, EndId = pieces.Find(End)!.Value,
        };
    }

    /// <summary>"t5 2 + 2 × 64, 4 heads, dropout 0.1", "t5 t5-small".</summary>
    public static string Describe(TweetsConfiguration configuration)
    {
        if (configuration.Encoder.Length > 0)
            return $"t5 {Path.GetFileName(Path.TrimEndingDirectorySeparator(configuration.Encoder))}";
        if (configuration.InitFrom.Length > 0)
            return "t5";
        string dropout = configuration.Dropout == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", dropout {configuration.Dropout}");
        return string.Create(CultureInfo.InvariantCulture,
            $"t5 {configuration.Layers} + {configuration.Layers} × {configuration.Units}, {Heads} heads{dropout}");
    }

    /// <summary>Requires that nothing is asked of a T5 that it has not.</summary>
    /// <exception cref="SettingException">A setting belongs to recurrent layers or to a classifier.</exception>
    public static void Check(TweetsConfiguration configuration)
    {
        const string None = "a T5 has no recurrent layers";
        (string Name, object Value, bool IsGiven, string Reason)[] others =
        [
            ("inputDropout", configuration.InputDropout, configuration.InputDropout > 0, None),
            ("recurrentDropout", configuration.RecurrentDropout, configuration.RecurrentDropout > 0, None),
            ("zoneout", configuration.Zoneout, configuration.Zoneout > 0, None),
            ("zoneoutCell", configuration.ZoneoutCell, configuration.ZoneoutCell > 0, None),
            ("lockedDropout", "true", configuration.LockedDropout, None),
            ("freezeEncoder", "true", configuration.FreezeEncoder, "a T5 is trained as a whole"),
            ("loss", configuration.Loss, !TaskLoss.IsCrossEntropy(configuration.Loss),
                "a T5 learns which token comes next: categorical_crossentropy is its loss"),
        ];
        foreach ((string name, object value, bool isGiven, string reason) in others)
            if (isGiven)
                throw new SettingException(name, value, reason);
        int least = TweetTokenizer.SpecialPieces.Count + TweetsData.Classes.Count + 1;
        if (configuration.Vocabulary < least)
            throw new SettingException("vocabulary", configuration.Vocabulary, $"at least {least}, as the classes are words of it");
    }
}
