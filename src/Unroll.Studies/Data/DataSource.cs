namespace Unroll.Studies.Data;

/// <summary>A public data set that the studies use: what it is, whose it is, and its files with their checksums.</summary>
/// <param name="Kind">What it is made of.</param>
/// <param name="Name">The name on the command line.</param>
/// <param name="Description">What it holds, in one line.</param>
/// <param name="Licence">Under which terms it may be used.</param>
/// <param name="Origin">Who made it available, and where.</param>
/// <param name="Files">Its files.</param>
public sealed record DataSource(DataKind Kind, string Name, string Description, string Licence, string Origin, IReadOnlyList<DataFile> Files);
