using Unroll.Studies.Data;
using Unroll.Studies.Data.Texts;
using Unroll.Studies.Data.Tweets;

namespace Unroll.Studies.Pretraining;

/// <summary>The texts of some files: of each text a part at its end is held out, of tweets those that are the validation part of the task.</summary>
/// <param name="Training">To train on.</param>
/// <param name="HeldOut">To measure on.</param>
/// <param name="Remarks">What a reader should know of the files.</param>
sealed record PretrainingTexts(IReadOnlyList<PretrainingText> Training, IReadOnlyList<PretrainingText> HeldOut, IReadOnlyList<string> Remarks)
{
    /// <summary>Characters of all texts.</summary>
    public long Characters => Training.Concat(HeldOut).Sum(text => (long)text.Text.Length);

    /// <summary>The files behind names.</summary>
    /// <exception cref="InputException">One is not at hand.</exception>
    public static IReadOnlyList<FileIdentity> Identify(IReadOnlyList<string> names) =>
        [.. names.Select(name => TweetTexts.IsTweets(name) ? FileIdentity.Of(TweetCorpus.Locate(name)) : TextCorpus.Identify(name))];

    /// <summary>Reads texts.</summary>
    /// <exception cref="InputException">One cannot be read; the message is one line.</exception>
    public static PretrainingTexts Read(PretrainingConfiguration configuration, IReadOnlyList<string> names)
    {
        List<PretrainingText> training = [], heldOut = [];
        List<string> remarks = [];
        foreach (string name in names)
        {
            if (TweetTexts.IsTweets(name))
            {
                (IReadOnlyList<PretrainingText> learned, IReadOnlyList<PretrainingText> measured, string remark) = TweetTexts.Read(configuration, name);
                training.AddRange(learned);
                heldOut.AddRange(measured);
                remarks.Add(remark);
                continue;
            }

            TextContents contents = TextCorpus.Read(name, configuration.Encoding);
            remarks.AddRange(contents.Remarks);
            int end = Cut(contents.Text, configuration.ValidationShare);
            training.Add(new PretrainingText(contents.Text[..end]));
            heldOut.Add(new PretrainingText(contents.Text[end..]));
        }

        return new PretrainingTexts(training, heldOut, remarks);
    }

    /// <summary>Where the held-out part begins: behind the white space that comes first from there on, so that no word is cut.</summary>
    static int Cut(string text, double share)
    {
        int end = text.Length - (int)(text.Length * share);
        while (end > 0 && end < text.Length && !char.IsWhiteSpace(text[end - 1]))
            end++;
        return end;
    }
}
