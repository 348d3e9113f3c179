namespace Unroll.Kernels.Tests.Recurrent;

public sealed class LstmBackwardTests() : RecurrentBackwardTests(new LstmSubject());
