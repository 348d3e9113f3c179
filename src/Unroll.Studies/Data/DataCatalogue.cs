using Unroll.Naming;

namespace Unroll.Studies.Data;

/// <summary>The data sets that the project knows by name.</summary>
public static class DataCatalogue
{
    /// <summary>All data sets, in the order in which they are listed to the user.</summary>
    public static IReadOnlyList<DataSource> All { get; } =
    [
        new DataSource(
            "shakespeare",
            "1,115,394 characters of Shakespeare's plays, 65 different ones",
            "public domain",
            "github.com/karpathy/char-rnn, data/tinyshakespeare/input.txt",
            [
                new DataFile(
                    "text/tinyshakespeare.txt",
                    1_115_394,
                    "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
                    new Uri("https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt")),
            ]),
    ];

    /// <summary>Finds a data set by its name.</summary>
    /// <exception cref="InputException">There is none of this name; the message suggests the nearest one or lists them.</exception>
    public static DataSource Find(string name)
    {
        if (All.FirstOrDefault(source => source.Name == name) is { } found) return found;
        string advice = NearestName.Find(name, All.Select(source => source.Name)) is { } nearest
            ? $"did you mean '{nearest}'?"
            : $"there are: {string.Join(", ", All.Select(source => source.Name))}";
        throw new InputException($"no data set is called '{name}'; {advice}");
    }
}
