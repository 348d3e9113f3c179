namespace Unroll.Tests.Operations;

public sealed class GruSequenceTests() : RecurrentSequenceTests(SequenceSubject.Gru);
