namespace Unroll.Studies.Bench;

/// <summary>A form of a training workload. What a form has beside the plain one is one of these properties.</summary>
/// <param name="Name">One word, appended to the name of the workload; empty for the plain form.</param>
public sealed record WorkForm(string Name)
{
    /// <summary>The workload itself.</summary>
    public static WorkForm Plain { get; } = new("");

    /// <summary>The others; their cost is reported as a multiple of the plain form's time.</summary>
    public static IReadOnlyList<WorkForm> Others { get; } =
    [
        new("masked") { IsMasked = true },
        new("recurrent-dropout") { RecurrentDropout = 0.2f },
        new("bidirectional") { IsBidirectional = true },
        new("stateful") { CarriesState = true },
    ];

    /// <summary>Whether sequences have different lengths, from half of the steps to all, and a mask leaves out the rest.</summary>
    public bool IsMasked { get; init; }

    /// <summary>The share of the state that is left out wherever it meets its weights.</summary>
    public float RecurrentDropout { get; init; }

    /// <summary>Whether every layer is one of two that read in both directions: twice the work and more.</summary>
    public bool IsBidirectional { get; init; }

    /// <summary>Whether a batch starts from the states in which the last one has ended.</summary>
    public bool CarriesState { get; init; }
}
