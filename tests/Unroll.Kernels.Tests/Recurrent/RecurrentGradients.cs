namespace Unroll.Kernels.Tests.Recurrent;

/// <summary>What a backward kernel leaves: the gradients of the gates, [steps·batch, …], and those of the first hidden state and cell.</summary>
sealed record RecurrentGradients(float[] Gates, float[] Hidden0, float[] Cell0, int Buffers)
{
    /// <summary>What a normalized cell leaves beside them: the gradients of its products, and the sums of those of its gains.</summary>
    public float[] Others { get; init; } = [];
}
