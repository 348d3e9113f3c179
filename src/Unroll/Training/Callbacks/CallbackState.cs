using System.Globalization;

namespace Unroll.Training.Callbacks;

/// <summary>A callback's numbers as one line of text, exactly: <c>best=0.25 wait=3</c>.</summary>
static class CallbackState
{
    public static string Write(params ReadOnlySpan<(string Name, double Value)> numbers)
    {
        string[] words = new string[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
            words[i] = string.Create(CultureInfo.InvariantCulture, $"{numbers[i].Name}={numbers[i].Value:R}");
        return string.Join(' ', words);
    }

    /// <exception cref="InvalidDataException">A number is missing or not one.</exception>
    public static double Read(string state, string name)
    {
        foreach (string word in state.Split(' '))
            if (word.Split('=') is [var found, var digits] && found == name && double.TryParse(digits, CultureInfo.InvariantCulture, out double value))
                return value;
        throw new InvalidDataException(
            $"The checkpoint's state of a callback, '{state.ReplaceLineEndings(" ")}', has no number '{name}'; use a checkpoint of this version.");
    }
}
