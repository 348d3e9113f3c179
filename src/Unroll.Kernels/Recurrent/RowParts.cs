namespace Unroll.Kernels.Recurrent;

/// <summary>The rows of a batch, split so that each worker takes its rows through all time steps without meeting the others.</summary>
readonly struct RowParts(int batch, int workers)
{
    /// <summary>Rows of every part but the last.</summary>
    public readonly int Rows = Math.Max(1, (batch + workers - 1) / workers);

    public readonly int Batch = batch;

    public int Count => (Batch + Rows - 1) / Rows;

    public (int First, int Count) this[int part] => (part * Rows, Math.Min(Rows, Batch - (part * Rows)));
}
