namespace Unroll.Kernels.Tests.Recurrent;

public sealed class LayerNormalizedGruForwardTests() : RecurrentForwardTests(new LayerNormalizedGruSubject());
