namespace Unroll.Studies.Grid;

/// <summary>What the published page of a study has beside its summary.</summary>
/// <param name="Answer">The answer to its question in words, as Markdown; empty for none.</param>
/// <param name="Charts">Its pictures, by their titles and where they lie, seen from the page.</param>
/// <param name="Folder">Where its data lie, seen from the page.</param>
sealed record PublishedParts(string Answer, IReadOnlyList<(string Title, string Path)> Charts, string Folder);
