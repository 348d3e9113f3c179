namespace Unroll.Kernels.Tests.Recurrent;

/// <summary>What a forward kernel leaves: hidden states and cells in steps + 1 blocks, and what it keeps for the backward pass, [steps·batch, …].</summary>
sealed record RecurrentPass(float[] Hidden, float[] Kept, float[] Cells, int Buffers)
{
    /// <summary>What a normalized cell keeps beside its gates: the normalized products, then the moments of every row.</summary>
    public float[] Others { get; init; } = [];

    /// <summary>The new cells before zoneout, in their blocks.</summary>
    public float[] NewCells { get; init; } = [];
}
