namespace Unroll.Kernels.Tests.Recurrent;

public sealed class GruBackwardTests() : RecurrentBackwardTests(new GruSubject());
