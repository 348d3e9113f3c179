using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class RelativePositionBiasTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    [InlineData(8, 8)]
    [InlineData(11, 8)]
    [InlineData(12, 9)]
    [InlineData(15, 9)]
    [InlineData(16, 10)]
    [InlineData(23, 11)]
    [InlineData(32, 12)]
    [InlineData(46, 13)]
    [InlineData(64, 14)]
    [InlineData(91, 15)]
    [InlineData(128, 15)]
    [InlineData(5000, 15)]
    public void Bucket_IsThatOfT5_InBothDirections(int distance, int bucket)
    {
        Assert.Equal(bucket, RelativePositionBiasOperation.Bucket(-distance, 32, true, 128));
        Assert.Equal(distance == 0 ? 0 : bucket + 16, RelativePositionBiasOperation.Bucket(distance, 32, true, 128));
    }

    [Theory]
    [InlineData(15, 15)]
    [InlineData(16, 16)]
    [InlineData(22, 18)]
    [InlineData(31, 21)]
    [InlineData(46, 24)]
    [InlineData(64, 26)]
    [InlineData(90, 29)]
    [InlineData(127, 31)]
    [InlineData(-3, 0)]
    public void Bucket_IsThatOfT5_LookingBack(int distance, int bucket) =>
        Assert.Equal(bucket, RelativePositionBiasOperation.Bucket(-distance, 32, false, 128));

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(false, 9)]
    public void RelativePositionBias_AgreesWithReference(bool isBidirectional, int firstQuery) => GradientCheck.Run(
        (tape, x) => tape.RelativePositionBias(x[0], 5, 20, isBidirectional, 16, firstQuery), x =>
        {
            double[] bias = new double[2 * 5 * 20];
            for (int head = 0; head < 2; head++)
                for (int i = 0; i < 5; i++)
                    for (int j = 0; j < 20; j++)
                        bias[(((head * 5) + i) * 20) + j] =
                            x[0][(RelativePositionBiasOperation.Bucket(j - (firstQuery + i), 8, isBidirectional, 16) * 2) + head];
            return bias;
        }, GradientCheck.Uniform([8, 2], 1));

    [Fact]
    public void RelativePositionBias_Throws_WhenTheBucketsDoNotDo()
    {
        using var step = new TestStep();
        Tensor odd = step.Input([7, 2], new float[14]), table = step.Input([8, 2], new float[16]);
        Assert.Equal("table", Assert.Throws<ShapeMismatchException>(() => step.Tape.RelativePositionBias(odd, 3, 3, true, 128)).ParamName);
        Assert.Equal("maximalDistance", Assert.Throws<ArgumentOutOfRangeException>(() => step.Tape.RelativePositionBias(table, 3, 3, true, 4)).ParamName);
        Assert.Equal("keys", Assert.Throws<ArgumentOutOfRangeException>(() => step.Tape.RelativePositionBias(table, 3, 0, true, 128)).ParamName);
    }
}
