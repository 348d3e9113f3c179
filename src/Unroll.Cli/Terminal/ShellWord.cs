namespace Unroll.Cli.Terminal;

/// <summary>A path as it can be pasted into a shell.</summary>
static class ShellWord
{
    const string Plain = "_-./\\:+@%,=~";

    public static string Of(string word)
    {
        if (word.Length > 0 && word.All(character => char.IsLetterOrDigit(character) || Plain.Contains(character, StringComparison.Ordinal)))
            return word;
        return OperatingSystem.IsWindows() ? $"\"{word}\"" : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
