namespace Unroll.Tests.Operations;

public sealed class LstmSequenceTests() : RecurrentSequenceTests(SequenceSubject.Lstm);
