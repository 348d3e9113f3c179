using System.Globalization;

namespace Unroll.Studies.Runs;

/// <summary>From Keras' names of metrics, with underscores, to the stable names in files, in camelCase.</summary>
public static class MetricName
{
    const string ValidationPrefix = "val_";
    const string Low = "Low", High = "High";

    static readonly string[] s_shares =
        ["accuracy", "accuracyLow", "accuracyHigh", "completion", "precision", "recall", "f1", "right", "floor", "overFloor", "otherAnswers"];
    static readonly string[] s_shareEndings = ["Accuracy", "ErrorRate", "Precision", "Recall", "F1"];

    /// <summary>"mean_absolute_error" becomes "meanAbsoluteError".</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string[] words = name.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select((word, place) => place == 0 ? word : Capital(word)));
    }

    /// <summary>"loss" becomes "trainingLoss", "val_loss" "validationLoss".</summary>
    public static string OfEpoch(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool validation = name.StartsWith(ValidationPrefix, StringComparison.Ordinal);
        return (validation ? "validation" : "training") + Capital(Of(validation ? name[ValidationPrefix.Length..] : name));
    }

    /// <summary>Whether a metric is a share, which lies between 0 and 1: "accuracy", "validationErrorRate@best", "completion.helloworld".</summary>
    public static bool IsShare(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string kind = name.Split('@', '.')[0];
        return s_shares.Contains(kind) || s_shareEndings.Any(ending => kind.EndsWith(ending, StringComparison.Ordinal));
    }

    /// <summary>In words, for tables: "bitsPerCharacter" becomes "bits per character", "rSquared" "r squared", "accuracyLow" "accuracy, 95 % low".</summary>
    public static string InWords(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (string end in new[] { Low, High })
            if (name.EndsWith(end, StringComparison.Ordinal))
                return $"{InWords(name[..^end.Length])}, 95 % {end.ToLowerInvariant()}";
        return string.Concat(name.Select((letter, place) =>
            BeginsWord(name, place) ? " " + char.ToLower(letter, CultureInfo.InvariantCulture) : letter.ToString()));
    }

    /// <summary>A capital behind a small letter, or between a capital and a small one: the S of "naiveRSquared".</summary>
    static bool BeginsWord(string name, int place) => place > 0 && char.IsUpper(name[place]) &&
        (char.IsLower(name[place - 1]) || char.IsDigit(name[place - 1])
            || (char.IsUpper(name[place - 1]) && place + 1 < name.Length && char.IsLower(name[place + 1])));

    static string Capital(string word) => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];
}
