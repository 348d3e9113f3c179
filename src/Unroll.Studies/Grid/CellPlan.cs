using Unroll.Studies.Data;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Grid;

/// <summary>What a cell of a study will do.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Done">The results of its trainings that are done already.</param>
public sealed record CellPlan(StudyCell Cell, IReadOnlyList<TrialResult> Done)
{
    /// <summary>Trainings that are left.</summary>
    public int Open => Cell.Trials.Count - Done.Count;

    /// <summary>The names of what a training will have measured; null where none is left.</summary>
    public TrainingOutline? Outline { get; init; }

    /// <summary>The files of its data; empty where none is left, or where the program draws the data.</summary>
    public IReadOnlyList<FileIdentity> Files { get; init; } = [];

    /// <summary>Its data in one line; empty where none is left.</summary>
    public string Data { get; init; } = "";

    /// <summary>The data over time, where the study plots them; null where it does not, where none is left, or where they are no series.</summary>
    public Table? Series { get; init; }

    /// <summary>What a reader should know of the data, a line each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Weights of its model.</summary>
    public long Parameters { get; init; }

    /// <summary>Passes over the training part, the last one perhaps not a whole one.</summary>
    public int Epochs { get; init; }

    /// <summary>Updates of a training.</summary>
    public long Steps { get; init; }

    /// <summary>The time of a training; null where it was not measured.</summary>
    public TimeSpan? Time { get; init; }
}
