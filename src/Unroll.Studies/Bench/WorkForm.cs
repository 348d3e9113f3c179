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
        new("vanishing") { LossWeight = 1e-30f },
    ];

    /// <summary>Whether sequences have different lengths, and a mask leaves out the rest.</summary>
    public bool IsMasked { get; init; }

    /// <summary>Steps of the shortest sequence, as a share of those of the longest, where they have different lengths.</summary>
    public double Shortest { get; init; } = 0.5;

    /// <summary>The share of the state that is left out wherever it meets its weights.</summary>
    public float RecurrentDropout { get; init; }

    /// <summary>Whether every layer is one of two that read in both directions: twice the work and more.</summary>
    public bool IsBidirectional { get; init; }

    /// <summary>Steps of the sequence in a row: from the shortest in the first row to the longest in the last.</summary>
    /// <param name="row">The row.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="steps">Time steps of the batch.</param>
    public int Length(int row, int rows, int steps)
    {
        if (!IsMasked || rows < 2)
            return steps;
        int shortest = (int)(steps * Shortest);
        return shortest + (((row * (steps - shortest)) + ((rows - 1) / 2)) / (rows - 1));
    }

    /// <summary>
    /// How much the loss counts: with 1e-30 the gradients of early steps fall below the smallest normal number, where a processor is slow.
    /// </summary>
    public float LossWeight { get; init; } = 1;

    /// <summary>Whether a batch starts from the states in which the last one has ended.</summary>
    public bool CarriesState { get; init; }
}
