namespace Unroll.Tests.Operations;

public sealed class SimpleRnnSequenceTests() : RecurrentSequenceTests(SequenceSubject.SimpleRnn);
