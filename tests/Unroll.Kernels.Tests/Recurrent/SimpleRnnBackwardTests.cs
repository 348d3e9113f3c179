namespace Unroll.Kernels.Tests.Recurrent;

public sealed class SimpleRnnBackwardTests() : RecurrentBackwardTests(new SimpleRnnSubject());
