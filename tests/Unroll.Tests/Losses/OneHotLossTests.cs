using Unroll.Losses;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Losses;

public sealed class OneHotLossTests
{
    static readonly int[] s_ids = [2, 0, 4, 1, 3, 2];

    [Fact]
    public void Forward_IsTheLossAgainstOneHotVectors()
    {
        GradientCheck.Run(
            (tape, inputs) =>
            {
                Tensor ids = tape.Arena.AllocateIds([3, 2]);
                s_ids.CopyTo(ids.Ids);
                return new OneHotLoss(new MeanSquaredError()).Mean(tape, inputs[0], ids);
            },
            inputs => [inputs[0].Select((value, i) => Math.Pow(value - (i % 5 == s_ids[i / 5] ? 1 : 0), 2)).Average()],
            GradientCheck.Uniform([3, 2, 5], 8));
    }

    [Fact]
    public void Forward_AgreesWithTheCrossEntropyOfIds()
    {
        using var step = new TestStep();
        Tensor probabilities = step.Tape.Softmax(step.Input([6, 5], RandomArray.Uniform(30, 3))), ids = step.Ids([6], s_ids);
        float expected = new SparseCategoricalCrossentropy().Mean(step.Tape, probabilities, ids).Values[0];
        var loss = new OneHotLoss(new CategoricalCrossentropy());
        Assert.Equal("categorical_crossentropy", loss.Name);
        Assert.Equal(expected, loss.Mean(step.Tape, probabilities, ids).Values[0], 1e-6f);
    }

    [Fact]
    public void Mean_DoesNotLookAtTheIdsOfPadding()
    {
        using var step = new TestStep();
        Tensor predictions = step.Tape.Arena.AttachMask(step.Input([2, 1, 2], [0.5f, 0.5f, 7, 7]));
        ((byte[])[1, 0]).CopyTo(predictions.Mask);
        Assert.Equal(0.25f, new OneHotLoss(new MeanSquaredError()).Mean(step.Tape, predictions, step.Ids([2, 1], [1, -1])).Values[0]);
    }

    [Fact]
    public void Forward_Throws_WhenTheTargetsAreNotAnIdForEachRow()
    {
        using var step = new TestStep();
        Tensor logits = step.Input([6, 5], new float[30]);
        var loss = new OneHotLoss(new MeanSquaredError());
        var error = Assert.Throws<ShapeMismatchException>(() => loss.Forward(step.Tape, logits, step.Ids([5], new int[5])));
        Assert.Contains("one for each row of predictions (6, 5)", error.Message, StringComparison.Ordinal);
        Assert.Throws<ShapeMismatchException>(() => loss.Forward(step.Tape, logits, logits));
        Assert.Throws<ArgumentOutOfRangeException>(() => loss.Forward(step.Tape, logits, step.Ids([6], [0, 1, 2, 3, 4, 5])));
    }
}
