namespace Unroll.Tests.Operations;

public sealed class GruResetBeforeSequenceTests() : RecurrentSequenceTests(SequenceSubject.GruResetBefore);
