namespace Unroll.Tests.Operations;

public sealed class LayerNormalizedLstmSequenceTests() : RecurrentSequenceTests(SequenceSubject.LayerNormalizedLstm);
