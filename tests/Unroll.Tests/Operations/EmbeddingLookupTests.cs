using Unroll.Autograd;
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
