using System.Text;

namespace Unroll.Naming;

/// <summary>Names of classes in small letters with underscores.</summary>
static class SnakeCase
{
    /// <summary>As Keras does: a word begins at a capital that follows a small letter or precedes one. GlobalMaxPooling1D → global_max_pooling1d.</summary>
    public static string From(string name)
    {
        var text = new StringBuilder();
        for (int i = 0; i < name.Length && name[i] != '`'; i++)
        {
            bool begins = char.IsUpper(name[i]) && i > 0 && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            text.Append(begins ? "_" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
