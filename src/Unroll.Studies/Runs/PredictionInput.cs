namespace Unroll.Studies.Runs;

/// <summary>From what a model is to predict.</summary>
/// <param name="Data">Files; empty for none.</param>
/// <param name="Texts">Texts; empty for none.</param>
public sealed record PredictionInput(IReadOnlyList<string> Data, params IReadOnlyList<string> Texts)
{
    /// <summary>The files, for a task that reads no text.</summary>
    /// <exception cref="InputException">There is a text.</exception>
    internal IReadOnlyList<string> FilesOnly(string task) => Texts.Count == 0
        ? Data
        : throw new InputException($"predict: --text is for the tasks text, memory and tweets; a run of the task {task} takes --data");

    /// <summary>The text, for a task that reads one and no files; empty where there is none.</summary>
    /// <exception cref="InputException">There are files, or several texts.</exception>
    internal string TextOnly(string task) => TextsOnly(task) is { Count: <= 1 } texts
        ? texts.SingleOrDefault("")
        : throw new InputException($"predict: a run of the task {task} takes one --text; several are for tweets");

    /// <summary>The texts, for a task that reads no files.</summary>
    /// <exception cref="InputException">There are files.</exception>
    internal IReadOnlyList<string> TextsOnly(string task) => Data.Count == 0
        ? Texts
        : throw new InputException($"predict: --data is for the tasks stocks, series and digits; a run of the task {task} takes --text");
}
