namespace Unroll.Studies.Runs;

/// <summary>From what a model is to predict.</summary>
/// <param name="Data">Files; empty for none.</param>
/// <param name="Text">A text; null for none.</param>
public sealed record PredictionInput(IReadOnlyList<string> Data, string? Text)
{
    /// <summary>The files, for a task that reads no text.</summary>
    /// <exception cref="InputException">There is a text.</exception>
    internal IReadOnlyList<string> FilesOnly(string task) => Text is null
        ? Data
        : throw new InputException($"predict: --text is for the tasks text, memory and tweets; a run of the task {task} takes --data");

    /// <summary>The text, for a task that reads no files.</summary>
    /// <exception cref="InputException">There are files.</exception>
    internal string TextOnly(string task) => Data.Count == 0
        ? Text ?? ""
        : throw new InputException($"predict: --data is for the tasks stocks, series and digits; a run of the task {task} takes --text");
}
