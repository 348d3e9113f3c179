using Unroll.Autograd;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class EmbeddingLookupTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(67)]
    public void EmbeddingLookup_AgreesWithReference(int features)
    {
        // Id 0 occurs twice, id 4 not at all.
        int[] ids = [3, 0, 5, 0, 1, 2];
        GradientCheck.Run(
            (tape, x) => tape.EmbeddingLookup(Ids(tape, [3, 2], ids), x[0]), x => [.. ids.SelectMany(id => x[0].Chunk(features).ElementAt(id))],
            GradientCheck.Uniform([6, features], 1));
    }

    [Fact]
    public void EmbeddingLookup_OfOneIdARow_HasNoTimeAxis()
    {
        using var step = new TestStep();
        Tensor y = step.Tape.EmbeddingLookup(step.Ids([2], [2, 0]), step.Input([3, 2], [1, 2, 3, 4, 5, 6]));
        Assert.Equal(new Shape(2, 2), y.Shape);
        Assert.Equal([5, 6, 1, 2], y.Values);
    }

    [Fact]
    public void Recurrence_ReadsVectorsUnderAnotherShape_AsTheyAre()
    {
        using var step = new TestStep();
        Tensor table = step.Input([2, 4], RandomArray.Uniform(8, 1)), w = step.Input([2, 3], RandomArray.Uniform(6, 2)),
            u = step.Input([3, 3], RandomArray.Uniform(9, 3));
        Tensor looked = step.Tape.EmbeddingLookup(step.Ids([3, 2], [1, 0, 0, 1, 1, 1]), table).Reshape([6, 2, 2]),
            copied = step.Input([6, 2, 2], looked.Values);
        var options = new RecurrenceOptions(3, ActivationFunction.Tanh, ActivationFunction.Linear, ReturnSequences: true, GoBackwards: false);
        Assert.Equal(
            step.Tape.SimpleRnnSequence(copied, w, u, default, options).Sequence.Values,
                step.Tape.SimpleRnnSequence(looked, w, u, default, options).Sequence.Values);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void EmbeddingLookup_Throws_WhenAnIdIsNotInTheTable(int id)
    {
        using var step = new TestStep();
        Tensor ids = step.Ids([2], [0, id]), table = step.Input([3, 2], new float[6]);
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => step.Tape.EmbeddingLookup(ids, table));
        Assert.Equal(id, error.ActualValue);
    }

    static Tensor Ids(Tape tape, Shape shape, int[] ids)
    {
        Tensor tensor = tape.Arena.AllocateIds(shape);
        ids.CopyTo(tensor.Ids);
        return tensor;
    }
}
