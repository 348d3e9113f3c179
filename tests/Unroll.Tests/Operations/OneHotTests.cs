using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class OneHotTests
{
    [Fact]
    public void OneHot_PutsAOneAtThePlaceOfEachId()
    {
        using var step = new TestStep();
        foreach (Shape shape in new Shape[] { [], [1], [2, 3], [3, 1, 2] })
        {
            int[] ids = RandomArray.Ids(shape.Length, 4, seed: shape.Rank);
            Tensor vectors = step.Tape.OneHot(step.Ids(shape, ids), 4);
            Assert.Equal([.. shape.ToArray(), 4], vectors.Shape.ToArray());
            Assert.False(vectors.RequiresGradient);
            for (int i = 0; i < vectors.Values.Length; i++)
                Assert.Equal(i % 4 == ids[i / 4] ? 1 : 0, vectors.Values[i]);
        }
    }

    [Fact]
    public void OneHot_LeavesOutWhatTheMaskLeavesOut()
    {
        using var step = new TestStep();
        Assert.Equal([0, 1, 0, 0, 1, 0], step.Tape.OneHot(step.Ids([3], [1, -1, 0]), 2, [1, 0, 1]).Values);
        Assert.Throws<ArgumentException>(() => step.Tape.OneHot(step.Ids([3], [1, 0, 0]), 2, [1, 0]));
    }

    [Fact]
    public void OneHot_Throws_ForAnIdThatIsNoClass_AndForValues()
    {
        using var step = new TestStep();
        Assert.Throws<ArgumentOutOfRangeException>(() => step.Tape.OneHot(step.Ids([2], [0, 4]), 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => step.Tape.OneHot(step.Ids([1], [-1]), 4));
        Assert.Throws<ArgumentException>(() => step.Tape.OneHot(step.Input([2], [0, 1]), 4));
    }
}
