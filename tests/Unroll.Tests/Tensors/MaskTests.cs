using Unroll.Layers;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Tensors;

public sealed class MaskTests
{
    [Fact]
    public void AttachMask_GivesAByteForEachStepOfEachRow()
    {
        var arena = new Arena();
        Tensor plain = arena.Allocate([3, 2, 4]);
        Tensor first = arena.AttachMask(plain), second = arena.AttachMask(arena.AllocateIds([5, 2]));
        Assert.False(plain.HasMask);
        Assert.True(plain.Mask.IsEmpty);
        Assert.Equal(6, first.Mask.Length);
        Assert.Equal(10, second.Mask.Length);
        first.Mask.Fill(1);
        second.Mask.Clear();
        Assert.Equal([1, 1, 1, 1, 1, 1], first.Mask.ToArray());
        plain.Values[5] = 7;
        Assert.Equal(7, first.Values[5]);
        Assert.Equal(first.Mask.ToArray(), first.Reshape([3, 2, 2, 2]).Mask.ToArray());
    }

    [Fact]
    public void Mask_Throws_WhenTheStepIsOver()
    {
        var arena = new Arena();
        Tensor masked = arena.AttachMask(arena.Allocate([1, 1]));
        arena.Reset();
        Assert.Throws<InvalidOperationException>(() => masked.Mask.Length);
        Assert.Throws<ArgumentException>(() => arena.AttachMask(arena.Allocate([3])));
    }

    [Fact]
    public void AttachMask_AllocatesNothing_InASteadyState()
    {
        var arena = new Arena();
        for (int step = 0; step < 3; step++)
            Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step()
        {
            arena.Reset();
            arena.AttachMask(arena.Allocate([70, 30, 50])).Mask.Fill(1);
            arena.AttachMask(arena.Allocate([70, 30, 50])).Mask.Fill(1);
        }
    }
}
