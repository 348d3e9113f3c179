namespace Unroll.Kernels.Tests.Recurrent;

public sealed class GruResetBeforeForwardTests() : RecurrentForwardTests(new GruResetBeforeSubject());
