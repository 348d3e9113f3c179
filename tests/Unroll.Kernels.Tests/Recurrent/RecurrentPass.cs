namespace Unroll.Kernels.Tests.Recurrent;

/// <summary>What a forward kernel leaves: hidden states and cells in steps + 1 blocks, activated gates, and what else it keeps for the way back.</summary>
sealed record RecurrentPass(float[] Hidden, float[] Gates, float[] Cells, float[] Kept, int Buffers);
