using Unroll.Kernels.Activations;

namespace Unroll.Tests.Operations;

/// <summary>What holds for every recurrent operation.</summary>
public abstract class RecurrentSequenceTests
{
    readonly SequenceSubject _subject;

    private protected RecurrentSequenceTests(SequenceSubject subject) => _subject = subject;

    [Theory]
    [MemberData(nameof(SequenceCheck.Cases), MemberType = typeof(SequenceCheck))]
    public void Sequence_AgreesWithReference(int time, int batch, int features, int units, bool sequences, bool backwards, bool bias, bool state) =>
        SequenceCheck.Run(_subject, time, batch, features, units, sequences, backwards, bias, state);

    [Theory]
    [InlineData(ActivationFunction.Relu, ActivationFunction.HardSigmoid)]
    [InlineData(ActivationFunction.Softsign, ActivationFunction.Sigmoid)]
    [InlineData(ActivationFunction.Linear, ActivationFunction.Tanh)]
    public void Sequence_AgreesWithReference_ForOtherActivations(ActivationFunction activation, ActivationFunction recurrentActivation) =>
        SequenceCheck.Run(_subject, 4, 3, 5, 6, true, false, true, true, activation, recurrentActivation);

    [Theory]
    [MemberData(nameof(SequenceCheck.WholeCases), MemberType = typeof(SequenceCheck))]
    public void Sequence_AgreesWithReference_WithMasksDropoutAndStates(bool masked, bool dropped, bool given, bool returned, bool sequences, bool backwards) =>
        SequenceCheck.RunWhole(_subject, masked, dropped, given, returned, sequences, backwards);

    [Theory]
    [InlineData(true, false, false, false)]
    [InlineData(true, true, true, false)]
    [InlineData(true, true, false, true)]
    [InlineData(true, false, true, true)]
    [InlineData(false, false, false, false)]
    [InlineData(false, true, true, true)]
    public void Sequence_AgreesWithReference_WithZoneout(bool trains, bool masked, bool backwards, bool last)
    {
        if (_subject == SequenceSubject.GruResetBefore)
            Assert.Throws<ArgumentException>(() => SequenceCheck.Zoned(_subject, trains, masked, backwards, last));
        else if (_subject == SequenceSubject.SimpleRnn && !trains)
            Assert.Throws<InvalidOperationException>(() => SequenceCheck.Zoned(_subject, trains, masked, backwards, last));
        else
            SequenceCheck.Zoned(_subject, trains, masked, backwards, last);
    }

    [Fact]
    public void Sequence_AgreesWithReference_AfterAnEmbedding() => SequenceCheck.BehindAnEmbedding(_subject);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void State_GoesOnWhereItEnded(bool backwards) => SequenceCheck.CarriesState(_subject, backwards);

    [Fact]
    public void Sequence_Throws_WhenTheWeightsCannotReadTheSequence() => SequenceCheck.RefusesWrongFeatures(_subject);
}
