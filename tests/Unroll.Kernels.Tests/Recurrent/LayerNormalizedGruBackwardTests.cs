namespace Unroll.Kernels.Tests.Recurrent;

public sealed class LayerNormalizedGruBackwardTests() : RecurrentBackwardTests(new LayerNormalizedGruSubject());
