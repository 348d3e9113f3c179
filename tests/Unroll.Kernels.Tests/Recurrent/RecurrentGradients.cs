namespace Unroll.Kernels.Tests.Recurrent;

/// <summary>What a backward kernel leaves: the hidden states' gradients in steps + 1 blocks, those of x·W + b, and those of the kept values.</summary>
sealed record RecurrentGradients(float[] Hidden, float[] Gates, float[] Kept, int Buffers);
