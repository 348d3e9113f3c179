using System.Text;

namespace Unroll.Cli.Commands;

/// <summary>The form of a setting's name on the command line: "inputDropout" is --input-dropout.</summary>
static class SettingName
{
    public static string Option(string setting)
    {
        var option = new StringBuilder("--");
        foreach (char letter in setting.Replace("NaN", "Nan", StringComparison.Ordinal))
            option.Append(char.IsUpper(letter) ? "-" : "").Append(char.ToLowerInvariant(letter));
        return option.ToString();
    }
}
