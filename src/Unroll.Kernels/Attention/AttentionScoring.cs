namespace Unroll.Kernels.Attention;

/// <summary>How scores become weights.</summary>
/// <param name="Scale">What dot products are multiplied by.</param>
/// <param name="IsCausal">Whether query i sees keys 0 to First + i alone.</param>
/// <param name="First">The key that belongs to the first query.</param>
/// <param name="Dropout">The share of weights that become 0, in [0, 1].</param>
/// <param name="DropoutKey">Which ones.</param>
readonly record struct AttentionScoring(float Scale, bool IsCausal = false, int First = 0, float Dropout = 0, ulong DropoutKey = 0);
