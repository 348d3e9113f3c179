namespace Unroll.Kernels.Tests.Recurrent;

public sealed class GruForwardTests() : RecurrentForwardTests(new GruSubject());
