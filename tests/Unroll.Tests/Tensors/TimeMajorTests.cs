using Unroll.Tensors;

namespace Unroll.Tests.Tensors;

public sealed class TimeMajorTests
{
    [Theory]
    [InlineData(2, 3, 4)]
    [InlineData(1, 3, 2)]
    [InlineData(3, 1, 2)]
    [InlineData(4, 5, 1)]
    public void Swap_ExchangesTheOuterAxes(int outer, int inner, int length)
    {
        int[] source = [.. Enumerable.Range(0, outer * inner * length)], target = new int[source.Length];
        TimeMajor.Swap<int>(source, outer, inner, length, target);
        for (int i = 0; i < outer; i++)
            for (int j = 0; j < inner; j++)
                for (int k = 0; k < length; k++)
                    Assert.Equal(source[(((i * inner) + j) * length) + k], target[(((j * outer) + i) * length) + k]);
    }
}
