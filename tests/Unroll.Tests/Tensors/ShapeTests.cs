using Unroll.Tensors;

namespace Unroll.Tests.Tensors;

public sealed class ShapeTests
{
    [Fact]
    public void CollectionExpression_IsAShape()
    {
        Shape shape = [100, 1];
        Assert.Equal(2, shape.Rank);
        Assert.Equal(100, shape[0]);
        Assert.Equal(1, shape[1]);
        Assert.Equal(new Shape(100, 1), shape);
        Assert.Equal([100, 1], shape.ToArray());
    }

    [Fact]
    public void Sizes_FollowFromTheExtents()
    {
        Shape shape = [2, 3, 4, 5];
        Assert.Equal(120, shape.Length);
        Assert.Equal(5, shape.Last);
        Assert.Equal(24, shape.Rows);
        Assert.Equal(0, new Shape(3, 0).Rows);
        Assert.Equal(0, new Shape(0, 3).Length);
    }

    [Fact]
    public void RankZero_HasOneElement_HoweverItIsMade()
    {
        Shape none = [];
        Assert.Equal(0, none.Rank);
        Assert.Equal(1, none.Length);
        Assert.Equal(1, none.Last);
        Assert.Equal(1, none.Rows);
        Assert.Equal(none, default);
        Assert.Equal(1, default(Shape).Length);
        Assert.Equal(1, new Shape().Length);
    }

    [Fact]
    public void Equality_GoesByRankAndExtents()
    {
        Assert.True(new Shape(2, 3) == [2, 3]);
        Assert.True(new Shape(2, 3) != [3, 2]);
        Assert.True(new Shape(2) != [2, 1]);
        Assert.True(new Shape(0) != default);
        Assert.False(new Shape(2, 3).Equals("(2, 3)"));
        Assert.Equal(new Shape(2, 3).GetHashCode(), new Shape(2, 3).GetHashCode());
    }

    [Fact]
    public void ToString_IsThatOfKeras()
    {
        Assert.Equal("(None, 100, 256)", new Shape(-1, 100, 256).ToString());
        Assert.Equal("(5,)", new Shape(5).ToString());
        Assert.Equal("()", default(Shape).ToString());
    }

    [Fact]
    public void WithLast_ChangesTheInnermostExtent()
    {
        Assert.Equal([7], new Shape(2).WithLast(7));
        Assert.Equal([2, 7], new Shape(2, 3).WithLast(7));
        Assert.Equal([2, 3, 7], new Shape(2, 3, 4).WithLast(7));
        Assert.Equal([2, 3, 4, 7], new Shape(2, 3, 4, 5).WithLast(7));
        Assert.Throws<InvalidOperationException>(() => default(Shape).WithLast(1));
    }

    [Fact]
    public void Constructor_Throws_WhenExtentsAreNotThose()
    {
        Assert.Throws<ArgumentException>(() => new Shape(1, 2, 3, 4, 5));
        Assert.Throws<ArgumentException>(() => new Shape(3, -2));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Indexer_Throws_WhenThereIsNoSuchAxis(int axis) => Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(2, 3)[axis]);

    [Fact]
    public void Length_Throws_WhenItIsMoreThanAnArrayHolds() => Assert.Throws<OverflowException>(() => new Shape(1 << 16, 1 << 16).Length);
}
