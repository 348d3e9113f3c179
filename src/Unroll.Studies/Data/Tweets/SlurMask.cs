using System.Text.RegularExpressions;

namespace Unroll.Studies.Data.Tweets;

/// <summary>Masks slurs and swear words in a text that is shown: of each the first letter stays. A list of stems, so others may slip through.</summary>
public static partial class SlurMask
{
    /// <summary>The text with its slurs masked: "what a b****".</summary>
    public static string Apply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Slur().Replace(text, match => match.Value[0] + new string('*', match.Length - 1));
    }

    /// <summary>Stems that are foul wherever they stand, others with which words begin, and whole words.</summary>
    [GeneratedRegex(
        @"\w*(?:nigg|fagg|fuck|bitch|shit|slut|whore)\w*"
        + @"|\b(?:cunt|retard|trann(?:y|ie)|wetback|beaner|chink|gook|kike|twat|puss(?:y|ies)|dyke|raghead|towelhead|muzz(?:ie|y|rat)|darkie|honk(?:y|ie)"
        + @"|jigaboo|nicca|queer|redneck|bastard|dickhead|cocksuck|tittie|negro|gringo|niglet|porn)\w*"
        + @"|\b(?:fags?|hoes?|hos|spics?|coons?|japs?|pakis?|dicks?|cocks?|tits?|ass|asses|assholes?|dumbass(?:es)?|crackers?|yids?|fgts?|biatch)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Slur();
}
