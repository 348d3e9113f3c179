namespace Unroll.Tests.Operations;

public sealed class LayerNormalizedGruSequenceTests() : RecurrentSequenceTests(SequenceSubject.LayerNormalizedGru);
