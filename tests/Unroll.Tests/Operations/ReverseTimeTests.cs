using Unroll.Operations;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class ReverseTimeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void ReverseTime_AgreesWithReference(int steps) => GradientCheck.Run(
        (tape, x) => tape.ReverseTime(x[0]), x => [.. x[0].Chunk(6).Reverse().SelectMany(block => block)], GradientCheck.Uniform([steps, 2, 3], 1));
}
