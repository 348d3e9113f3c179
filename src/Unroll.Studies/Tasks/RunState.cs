namespace Unroll.Studies.Tasks;

/// <summary>What became of a run.</summary>
public enum RunState
{
    /// <summary>A process is training it.</summary>
    Running,

    /// <summary>It has come to its end.</summary>
    Finished,

    /// <summary>It was stopped or killed before its end, and can be resumed.</summary>
    Stopped,

    /// <summary>It gave no usable model.</summary>
    Failed,

    /// <summary>A file of it cannot be read.</summary>
    Damaged,

    /// <summary>It has no config.json: its process was killed before it began, or the file was deleted.</summary>
    Incomplete,

    /// <summary>It is a study, with runs of its own.</summary>
    Study,

    /// <summary>It is a tuning, with runs of its own.</summary>
    Tuning,
}
