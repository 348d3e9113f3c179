namespace Unroll.Kernels.Tests.Recurrent;

public sealed class LayerNormalizedLstmBackwardTests() : RecurrentBackwardTests(new LayerNormalizedLstmSubject());
