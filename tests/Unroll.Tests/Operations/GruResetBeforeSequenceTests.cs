using Unroll.Autograd;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support.References;

namespace Unroll.Tests.Operations;

public sealed class GruResetBeforeSequenceTests
{
    [Theory]
    [MemberData(nameof(SequenceCheck.Cases), MemberType = typeof(SequenceCheck))]
    public void GruResetBeforeSequence_AgreesWithReference(int time, int batch, int features, int units, bool sequences,
        bool backwards, bool bias, bool state) =>
        SequenceCheck.Run(3, BiasShape, Operation, Reference, time, batch, features, units, sequences, backwards, bias, state);

    [Theory]
    [InlineData(ActivationFunction.Relu, ActivationFunction.HardSigmoid)]
    [InlineData(ActivationFunction.Softsign, ActivationFunction.Sigmoid)]
    [InlineData(ActivationFunction.Linear, ActivationFunction.Tanh)]
    public void GruResetBeforeSequence_AgreesWithReference_ForOtherActivations(ActivationFunction activation, ActivationFunction recurrentActivation) =>
        SequenceCheck.Run(3, BiasShape, Operation, Reference, 4, 3, 5, 6, true, false, true, true, activation, recurrentActivation);

    [Theory]
    [MemberData(nameof(SequenceCheck.WholeCases), MemberType = typeof(SequenceCheck))]
    public void GruResetBeforeSequence_AgreesWithReference_WithMasksDropoutAndStates(bool masked, bool dropped, bool given, bool returned, bool sequences,
        bool backwards) =>
        SequenceCheck.RunWhole(3, BiasShape, Operation, Reference, masked, dropped, given, returned, sequences, backwards);

    [Fact]
    public void GruResetBeforeSequence_AgreesWithReference_BehindAnEmbedding() => SequenceCheck.BehindAnEmbedding(3, BiasShape, Operation, Reference);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void State_GoesOnWhereItEnded(bool backwards) => SequenceCheck.CarriesState(3, BiasShape(5), Operation, backwards);

    [Fact]
    public void GruResetBeforeSequence_Throws_WhenTheWeightsCannotReadTheSequence() => SequenceCheck.RefusesWrongFeatures(3, Operation);

    static Shape BiasShape(int units) => [3 * units];

    static RecurrentOutput Operation(Tape tape, Tensor x, Tensor w, Tensor u, Tensor bias, RecurrenceOptions options, RecurrentState hidden,
        RecurrentState cell,
        Tensor dropout) =>
        tape.GruResetBeforeSequence(x, w, u, bias, options, hidden, dropout);

    static double[] Reference(RecurrentReference reference, double[] x, double[] w, double[] u, double[]? bias) => reference.GruResetBefore(x, w, u, bias);
}
