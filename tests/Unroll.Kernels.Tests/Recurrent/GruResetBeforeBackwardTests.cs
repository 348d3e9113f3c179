namespace Unroll.Kernels.Tests.Recurrent;

public sealed class GruResetBeforeBackwardTests() : RecurrentBackwardTests(new GruResetBeforeSubject());
