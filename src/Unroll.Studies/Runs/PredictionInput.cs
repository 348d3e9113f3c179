namespace Unroll.Studies.Runs;

/// <summary>From what a model is to predict.</summary>
/// <param name="Data">Files; empty for none.</param>
/// <param name="Texts">Texts; empty for none.</param>
public sealed record PredictionInput(IReadOnlyList<string> Data, params IReadOnlyList<string> Texts)
{
    /// <summary>How many values of a series to forecast; null for as many as the model was trained for.</summary>
    public int? Horizon { get; init; }

    /// <summary>The files, for a task that forecasts as far as it is asked to.</summary>
    /// <exception cref="InputException">There is a text.</exception>
    internal IReadOnlyList<string> FilesOnly(string task) => Texts.Count == 0
        ? Data
        : throw new InputException($"predict: --text is for the tasks text, memory and tweets; a run of the task {task} takes --data");

    /// <summary>The files, for a task that has one horizon or none.</summary>
    /// <exception cref="InputException">There is a text or a horizon.</exception>
    internal IReadOnlyList<string> FilesAlone(string task) => WithoutHorizon(task).FilesOnly(task);

    /// <summary>The text, for a task that reads one and no files; empty where there is none.</summary>
    /// <exception cref="InputException">There are files, several texts, or a horizon.</exception>
    internal string TextOnly(string task) => TextsOnly(task) is { Count: <= 1 } texts
        ? texts.SingleOrDefault("")
        : throw new InputException($"predict: a run of the task {task} takes one --text; several are for tweets");

    /// <summary>The texts, for a task that reads no files.</summary>
    /// <exception cref="InputException">There are files or a horizon.</exception>
    internal IReadOnlyList<string> TextsOnly(string task) => WithoutHorizon(task).Data.Count == 0
        ? Texts
        : throw new InputException($"predict: --data is for the tasks stocks, forecast and digits; a run of the task {task} takes --text");

    PredictionInput WithoutHorizon(string task) => Horizon is null
        ? this
        : throw new InputException($"predict: --horizon is for the task forecast; leave it out of a run of the task {task}");
}
