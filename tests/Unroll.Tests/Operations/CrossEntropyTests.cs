using Unroll.Autograd;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Tests.Support.References;

namespace Unroll.Tests.Operations;

public sealed class CrossEntropyTests
{
    const int Rows = 6, Classes = 5;
    static readonly int[] s_ids = [4, 0, 2, 2, 1, 3];

    /// <summary>Rows whose weights do not sum to one, so that their sum shows in the gradient.</summary>
    static readonly float[] s_weights = RandomArray.Uniform(Rows * Classes, 9, 0, 1);

    static readonly GradientCheck.Input s_logits = GradientCheck.Uniform([3, 2, Classes], 1, -3, 3);
    static readonly GradientCheck.Input s_probabilities = GradientCheck.Uniform([3, 2, Classes], 2, 0.1f, 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FromLogits_AgreesWithReference(bool ids) => GradientCheck.Run(
        (tape, x) => tape.Mean(tape.CrossEntropyFromLogits(x[0], Targets(tape, ids))),
        x => [CrossEntropy(ActivationReference.Softmax(x[0], Classes), ids)], s_logits);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OfProbabilities_AgreesWithReference(bool ids) => GradientCheck.Run(
        (tape, x) => tape.Mean(tape.CrossEntropy(x[0], Targets(tape, ids))),
        x => [CrossEntropy([.. x[0].Chunk(Classes).SelectMany(row => row.Select(p => p / row.Sum()))], ids)], s_probabilities);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void BehindSoftmax_AgreesWithReference(bool ids) => GradientCheck.Run(
        (tape, x) => tape.Mean(tape.CrossEntropy(tape.Softmax(x[0]), Targets(tape, ids))),
        x => [CrossEntropy(ActivationReference.Softmax(x[0], Classes), ids)], s_logits);

    [Fact]
    public void BehindSoftmax_AddsTheOtherUsesOfTheProbabilities() => GradientCheck.Run(
        (tape, x) =>
        {
            Tensor probabilities = tape.Softmax(x[0]);
            Tensor loss = tape.Mean(tape.CrossEntropy(probabilities, Targets(tape, ids: true)));
            return tape.Add(loss, tape.Sum(tape.Multiply(probabilities, probabilities)));
        },
        x =>
        {
            double[] probabilities = ActivationReference.Softmax(x[0], Classes);
            return [CrossEntropy(probabilities, ids: true) + probabilities.Sum(p => p * p)];
        },
        s_logits);

    [Fact]
    public void BehindSoftmax_StaysFinite_WhereAProbabilityIsZero()
    {
        using var step = new TestStep();
        Tensor x = step.Input([1, 3], [200, 0, -200]);
        Tensor loss = step.Tape.Mean(step.Tape.CrossEntropy(step.Tape.Softmax(x), step.Ids([1], [2])));
        step.Tape.Backward(loss);
        Assert.Equal(400, loss.Values[0]);
        Assert.Equal([1, 0, -1], x.Gradients);
    }

    [Fact]
    public void OneHot_AndIds_GiveTheSame()
    {
        using var step = new TestStep();
        Tensor x = step.Input([2, 3], [1, 2, 3, 4, 1, 0]);
        Tensor ids = step.Tape.Mean(step.Tape.CrossEntropyFromLogits(x, step.Ids([2], [2, 1])));
        Tensor rows = step.Tape.Mean(step.Tape.CrossEntropyFromLogits(x, step.Input([2, 3], [0, 0, 1, 0, 1, 0], false)));
        Assert.Equal(ids.Values[0], rows.Values[0]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Run_Throws_WhenAnIdIsNoClass(int id)
    {
        using var step = new TestStep();
        Tensor x = step.Input([2, 3], new float[6]), ids = step.Ids([2], [0, id]);
        Assert.Throws<ArgumentOutOfRangeException>(() => step.Tape.CrossEntropyFromLogits(x, ids));
        Assert.Throws<ArgumentOutOfRangeException>(() => step.Tape.CrossEntropy(x, ids));
    }

    /// <summary>A row of padding has an id that is no class; the row before it must not notice.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MinValue)]
    public void OfProbabilities_DoesNotLookAtTheIdsOfPadding(int id)
    {
        using var step = new TestStep();
        Tensor p = step.Tape.Arena.AttachMask(step.Input([3, 1, 3], [0.2f, 0.3f, 0.5f, 0.6f, 0.3f, 0.1f, 0.5f, 0.25f, 0.25f]));
        ((byte[])[1, 0, 1]).CopyTo(p.Mask);
        Tensor losses = step.Tape.CrossEntropy(p, step.Ids([3, 1], [1, id, 2]));
        Assert.Equal(Math.Log(1 / 0.3), losses.Values[0], 1e-6);
        Assert.Equal(Math.Log(4), losses.Values[2], 1e-6);
    }

    [Fact]
    public void CrossEntropy_TakesProbabilitiesUnderAnotherShape_AsTheyAre()
    {
        using var step = new TestStep();
        Tensor p = step.Tape.Softmax(step.Input([1, 4], [0, 0, 0, 0])).Reshape([2, 2]);
        Assert.Equal(new float[] { MathF.Log(2), MathF.Log(2) }, step.Tape.CrossEntropy(p, step.Ids([2], [0, 1])).Values.ToArray(), (a, b) =>
            Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Run_Throws_WhenTargetsDoNotFit()
    {
        using var step = new TestStep();
        Tensor x = step.Input([2, 3], new float[6]), ids = step.Ids([3], [0, 1, 2]), rows = step.Input([3, 2], new float[6], false);
        Assert.Throws<ShapeMismatchException>(() => step.Tape.CrossEntropyFromLogits(x, ids));
        Assert.Throws<ShapeMismatchException>(() => step.Tape.CrossEntropyFromLogits(x, rows));
        Assert.Throws<ShapeMismatchException>(() => step.Tape.CrossEntropy(x, rows));
    }

    static Tensor Targets(Tape tape, bool ids)
    {
        Tensor targets = ids ? tape.Arena.AllocateIds([3, 2]) : tape.Arena.Allocate([3, 2, Classes]);
        if (ids)
            s_ids.CopyTo(targets.Ids);
        else
            s_weights.CopyTo(targets.Values);
        return targets;
    }

    static double CrossEntropy(double[] probabilities, bool ids)
    {
        double sum = 0;
        for (int row = 0; row < Rows; row++)
            for (int j = 0; j < Classes; j++)
                sum -= (ids ? (j == s_ids[row] ? 1 : 0) : s_weights[(row * Classes) + j]) * Math.Log(probabilities[(row * Classes) + j]);
        return sum / Rows;
    }
}
