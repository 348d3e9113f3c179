namespace Unroll.Kernels.Tests.Recurrent;

public sealed class LstmForwardTests() : RecurrentForwardTests(new LstmSubject());
