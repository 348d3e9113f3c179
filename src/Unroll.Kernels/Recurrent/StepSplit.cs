namespace Unroll.Kernels.Recurrent;

/// <summary>
/// How the workers share a recurrence: by rows of the batch, by panels of units, or both. Workers with rows of their own and all panels take them through all
/// steps without meeting the others, but read all weights at every step. Workers that share panels read their part of the weights only, and all meet after
/// every step. Of all divisions the one that the arithmetic below finds cheapest is taken; the sums are the same bits with any.
/// </summary>
readonly struct StepSplit
{
    /// <summary>Cycles that a meeting of all workers costs.</summary>
    const int Meeting = 9000;

    /// <summary>Multiply-adds of lanes in a cycle.</summary>
    const int LanesPerCycle = 2;

    /// <summary>Cycles by which a lane of weights delays the multiply-adds when it comes from a cache nearby, and from beyond.</summary>
    const int NearCycles = 1, FarCycles = 5;

    /// <summary>Floats of weights that stay near a core: some megabytes.</summary>
    const long NearWeights = 1 << 19;

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
        double least = double.PositiveInfinity;
        for (int columns = 1; columns <= (mayMeet ? Math.Min(workers, panels) : 1); columns++)
        {
            int rows = Math.Max(1, Rounding.CeilDiv(batch, workers / columns)), some = Rounding.CeilDiv(panels, columns);
            double cycles = Cycles(rows, (double)weights * some / Math.Max(1, panels)) + (columns > 1 ? Meeting : 0);
            if (cycles >= least)
                continue;
            least = cycles;
            (Rows, Panels) = (rows, some);
        }
    }

    /// <summary>Whether the workers meet after every step.</summary>
    public bool Meets => Panels < _panels;

    /// <summary>How many parts there are, at every step or once for all.</summary>
    public int Count => RowParts * PanelParts;

    int RowParts => Rounding.CeilDiv(_batch, Rows);

    int PanelParts => _panels == 0 ? 0 : Rounding.CeilDiv(_panels, Panels);

    public (int First, int Count) RowsOf(int part) => Of(part / PanelParts, Rows, _batch);

    public (int First, int Count) PanelsOf(int part) => Of(part % PanelParts, Panels, _panels);

    /// <summary>"2 × rows", "2 × units", "8 × rows, 4 × units".</summary>
    public override string ToString() => (RowParts, Meets) switch
    {
        (_, false) => $"{RowParts} × rows",
        (1, true) => $"{PanelParts} × units",
        _ => $"{RowParts} × rows, {PanelParts} × units",
    };

    static (int First, int Count) Of(int part, int size, int all) => (part * size, Math.Min(size, all - (part * size)));

    /// <summary>Cycles of a worker's product at one step: its multiply-adds, and what they wait for its weights.</summary>
    static double Cycles(int rows, double weights) =>
        weights / 16 * (((double)rows / LanesPerCycle) + (weights <= NearWeights ? NearCycles : FarCycles));
}
