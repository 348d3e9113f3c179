namespace Unroll.Kernels.Tests.Recurrent;

public sealed class LayerNormalizedLstmForwardTests() : RecurrentForwardTests(new LayerNormalizedLstmSubject());
