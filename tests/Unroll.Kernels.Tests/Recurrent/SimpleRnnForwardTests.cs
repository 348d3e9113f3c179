namespace Unroll.Kernels.Tests.Recurrent;

public sealed class SimpleRnnForwardTests() : RecurrentForwardTests(new SimpleRnnSubject());
