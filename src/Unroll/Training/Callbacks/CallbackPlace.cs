namespace Unroll.Training.Callbacks;

/// <summary>Where a callback that is made by its name writes.</summary>
/// <param name="Folder">Its files go here, checkpoints into the folder checkpoints within: a path of theirs is relative to it.</param>
/// <param name="Output">Its messages go here; null for nowhere.</param>
/// <param name="Metadata">What the checkpoints that it saves carry beside the run's state.</param>
public sealed record CallbackPlace(string Folder, TextWriter? Output = null, IReadOnlyDictionary<string, string>? Metadata = null);
