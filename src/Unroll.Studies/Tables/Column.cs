namespace Unroll.Studies.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name in files: "lastClose".</param>
/// <param name="Kind">What it holds.</param>
public sealed record Column(string Name, ColumnKind Kind)
{
    /// <summary>Its heading for people: "last close"; the name where nothing else is set.</summary>
    public string Title { get => field ?? Name; init; }

    /// <summary>Whether it may be left out where a table is too wide.</summary>
    public bool IsDetail { get; init; }

    /// <summary>A column of texts.</summary>
    public static Column Text(string name) => new(name, ColumnKind.Text);

    /// <summary>A column of numbers.</summary>
    public static Column Number(string name) => new(name, ColumnKind.Number);
}
