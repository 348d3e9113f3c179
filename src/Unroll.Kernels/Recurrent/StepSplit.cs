namespace Unroll.Kernels.Recurrent;

/// <summary>
/// How the workers share a recurrence. By rows, each takes its rows of the batch through all steps without meeting the others, and reads all weights at every
/// step. By units, each computes its panels for all rows, reads its part of the weights only, and all meet after every step.
/// </summary>
readonly struct StepSplit
{
    /// <summary>Cycles that a meeting of all workers costs.</summary>
    const int Meeting = 8000;

    /// <summary>Multiply-adds of lanes in a cycle.</summary>
    const int LanesPerCycle = 2;

    /// <summary>Cycles in which a lane of weights reaches a core from its second-level cache, and from beyond.</summary>
    const int NearCycles = 2, FarCycles = 5;

    /// <summary>Floats of weights that stay in a second-level cache.</summary>
    const long NearWeights = 3 << 16;

    /// <summary>Whether units are split and the workers meet at every step.</summary>
    public readonly bool ByUnits;

    /// <summary>Rows of every part but the last.</summary>
    public readonly int Rows;

    /// <summary>Panels of every part but the last.</summary>
    public readonly int Panels;

    readonly int _batch;
    readonly int _panels;

    /// <param name="batch">Rows of the batch.</param>
    /// <param name="panels">Panels of units.</param>
    /// <param name="weights">Floats of the recurrent weights.</param>
    /// <param name="workers">How many share.</param>
    /// <param name="mayMeet">Whether units may be split: not, when a step has two products.</param>
    public StepSplit(int batch, int panels, long weights, int workers, bool mayMeet)
    {
        (_batch, _panels) = (batch, panels);
        int rows = Math.Max(1, (batch + workers - 1) / workers), some = Math.Max(1, (panels + workers - 1) / workers);
        double lanes = (double)weights / 16;
        ByUnits = mayMeet && workers > 1
            && Cycles(batch, lanes * some / panels, weights * some / panels) + Meeting < Cycles(rows, lanes, weights);
        (Rows, Panels) = ByUnits ? (batch, some) : (rows, panels);
    }

    /// <summary>How many parts there are, at every step or once for all.</summary>
    public int Count => ByUnits ? (_panels + Panels - 1) / Panels : (_batch + Rows - 1) / Rows;

    public (int First, int Count) RowsOf(int part) => ByUnits ? (0, _batch) : (part * Rows, Math.Min(Rows, _batch - (part * Rows)));

    public (int First, int Count) PanelsOf(int part) => ByUnits ? (part * Panels, Math.Min(Panels, _panels - (part * Panels))) : (0, _panels);

    /// <summary>Cycles of a worker's product at one step: the multiply-adds of so many lanes of weights, or the time in which they arrive.</summary>
    static double Cycles(int rows, double lanes, long weights) =>
        Math.Max(lanes * rows / LanesPerCycle, lanes * (weights <= NearWeights ? NearCycles : FarCycles));
}
