using Unroll.Layers;
using Unroll.Models;
using Unroll.Parameters;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Tests.Parameters;

public sealed class InitializerTests
{
    [Theory]
    [InlineData(100, 4 * 256)]
    [InlineData(1, 300)]
    [InlineData(700, 3)]
    public void GlorotUniform_TakesItsFansFromTheWholeMatrix(int rows, int columns)
    {
        float[] values = Draw(Initializer.GlorotUniform, [rows, columns]);
        double limit = Math.Sqrt(6.0 / (rows + columns));
        Assert.All(values, value => Assert.InRange(value, -limit, limit));
        Assert.InRange(values.Max(), limit * 0.97, limit);
        Assert.InRange(values.Min(), -limit, -limit * 0.97);

        // A uniform distribution's variance is limit² / 3; its own spread over n draws is 0.9 / √n of that.
        double variance = values.Average(value => (double)value * value);
        Assert.InRange(variance / (limit * limit / 3), 1 - (5 / Math.Sqrt(values.Length)), 1 + (5 / Math.Sqrt(values.Length)));
        Assert.InRange(values.Average(), -3 * limit / Math.Sqrt(values.Length), 3 * limit / Math.Sqrt(values.Length));
    }

    [Theory]
    [InlineData("glorot_uniform", 300 + 500, 2.0)]
    [InlineData("glorot_normal", 300 + 500, 2.0)]
    [InlineData("he_uniform", 300, 2.0)]
    [InlineData("he_normal", 300, 2.0)]
    [InlineData("lecun_uniform", 300, 1.0)]
    [InlineData("lecun_normal", 300, 1.0)]
    public void ScaledInitializers_HaveTheirVariance_AndTheirLimit(string name, int fans, double scale)
    {
        float[] values = Draw(InitializerRegistry.Create(name), [300, 500]);
        double variance = scale / fans, limit = name.EndsWith("uniform", StringComparison.Ordinal) ? Math.Sqrt(3 * variance)
            : 2 * Math.Sqrt(variance) / 0.87962566103423978;
        Assert.Equal(1, values.Average(value => (double)value * value) / variance, 0.02);
        Assert.Equal(0, values.Average() / Math.Sqrt(variance), 0.02);
        Assert.InRange(values.Max(Math.Abs), limit * 0.999, limit * 1.000001);
    }

    [Fact]
    public void VarianceScaling_CountsOuterExtentsAsAField_AndAVectorAsItsLength()
    {
        var fanOut = new VarianceScalingInitializer(3, FanMode.FanOut, isNormal: false);
        Assert.Equal(Math.Sqrt(9 / 40.0), Draw(fanOut, [4, 100, 10]).Max(Math.Abs), 0.001);
        Assert.Equal(Math.Sqrt(9 / 2000.0), Draw(fanOut, [2000]).Max(Math.Abs), 0.001);
        Assert.Throws<ArgumentOutOfRangeException>(() => new VarianceScalingInitializer(0, FanMode.FanIn, isNormal: true));
    }

    [Fact]
    public void Normal_HasItsMeanAndDeviation()
    {
        float[] values = Draw(new NormalInitializer(3, 2), [100, 100]);
        Assert.Equal(3, values.Average(), 0.06);
        Assert.Equal(4, values.Average(value => (value - 3.0) * (value - 3)), 0.2);
        Assert.True(values.Max() > 3 + (2 * 3));
        Assert.Equal(0.05, Math.Sqrt(Draw(Initializer.Normal, [100, 100]).Average(value => (double)value * value)), 0.002);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NormalInitializer(0, -1));
    }

    [Fact]
    public void TruncatedNormal_StaysWithinTwoDeviations()
    {
        float[] values = Draw(new TruncatedNormalInitializer(3, 2), [100, 100]);
        Assert.InRange(values.Max(), 6.98, 7);
        Assert.InRange(values.Min(), -1, -0.98);
        Assert.Equal(3, values.Average(), 0.06);
        Assert.Equal(2 * 0.87962566, Math.Sqrt(values.Average(value => (value - 3.0) * (value - 3))), 0.04);
    }

    [Fact]
    public void Constants_AndTheIdentity_AreExact()
    {
        Assert.Equal([2.5f, 2.5f, 2.5f], Draw(new ConstantInitializer(2.5f), [3]));
        Assert.Equal([1, 1], Draw(Initializer.Ones, [2]));
        Assert.Equal([3, 0, 0, 0, 3, 0], Draw(new IdentityInitializer(3), [2, 3]));
        Assert.Throws<ArgumentException>(() => Draw(Initializer.Identity, [4]));
    }

    [Fact]
    public void Orthogonal_IsMultipliedByItsGain() =>
        Assert.Equal(Draw(Initializer.Orthogonal, [3, 5]).Select(value => 2 * value), Draw(new OrthogonalInitializer(2), [3, 5]));

    [Fact]
    public void Uniform_IsKerasDefaultForEmbeddings()
    {
        float[] values = Draw(Initializer.Uniform, [100, 10]);
        Assert.InRange(values.Max(), 0.048f, 0.05f);
        Assert.InRange(values.Min(), -0.05f, -0.048f);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 28)]
    [InlineData(28, 7)]
    [InlineData(9, 9)]
    [InlineData(33, 17)]
    [InlineData(256, 1024)]
    public void Orthogonal_HasOrthonormalRowsOrColumns_WhicheverAreFewer(int rows, int columns)
    {
        float[] values = Draw(Initializer.Orthogonal, [rows, columns]);
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        (int across, int along) = rows <= columns ? (columns, 1) : (1, columns);
        for (int i = 0; i < count; i++)
            for (int j = 0; j <= i; j++)
            {
                double dot = 0;
                for (int k = 0; k < length; k++)
                    dot += (double)values[(i * across) + (k * along)] * values[(j * across) + (k * along)];
                Assert.True(Math.Abs(dot - (i == j ? 1 : 0)) < 1e-6, $"vectors {i} and {j}: {dot:R}");
            }
    }

    [Theory]
    [InlineData(12, 3)]
    [InlineData(3, 12)]
    [InlineData(7, 7)]
    public void Orthogonal_IsQOfTheNormalNumbers_TransposedWhenRowsAreFewer(int rows, int columns)
    {
        // R has a positive diagonal: the first column of Q points where that of the matrix does.
        (int length, int count) = (Math.Max(rows, columns), Math.Min(rows, columns));
        var random = new RandomStream(RandomKey.FromSeed(1));
        double[] normal = [.. Enumerable.Range(0, length * count).Select(_ => random.NextNormal())];
        double norm = Math.Sqrt(Enumerable.Range(0, length).Sum(i => normal[i * count] * normal[i * count]));
        var drawn = new RandomStream(RandomKey.FromSeed(1));
        float[] values = new float[rows * columns];
        Initializer.Orthogonal.Fill(values, [rows, columns], drawn);
        for (int i = 0; i < length; i++)
            Assert.Equal(normal[i * count] / norm, values[rows < columns ? i : i * columns], 1e-6);
        Assert.Equal(random.Position, drawn.Position);
    }

    [Fact]
    public void Orthogonal_Throws_WhenTheParameterIsNoMatrix() => Assert.Throws<ArgumentException>(() => Draw(Initializer.Orthogonal, [4]));

    [Fact]
    public void ForgetGateBias_IsOneForTheSecondOfFourBlocks() =>
        Assert.Equal([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0], Draw(new ForgetGateBias(Initializer.Zeros), [12]));

    [Fact]
    public void Lstm_StartsWithAForgetBias_UnlessToldNotTo()
    {
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 0], Bias(new Lstm(2)));
        Assert.Equal(new float[8], Bias(new Lstm(2) { UnitForgetBias = false }));
        Assert.Equal(new float[12], Bias(new Gru(2)));
        Assert.Equal([1, 1], Bias(new SimpleRnn(2) { BiasInitializer = Initializer.Ones }));

        static float[] Bias(Layer layer)
        {
            var model = new Sequential(layer);
            model.Build([5, 3]);
            return model.Parameters.Parameters[2].Values.ToArray();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fill_DrawsTheSameBits_ForTheSameSeed(string name)
    {
        Initializer initializer = InitializerRegistry.Create(name);
        Assert.Equal(Draw(initializer, [40, 56]), Draw(initializer, [40, 56]));
        Assert.NotEqual(Draw(initializer, [40, 56]), Draw(initializer, [40, 56], seed: 2));
    }

    public static TheoryData<string> Names => ["glorot_uniform", "he_normal", "orthogonal", "random_uniform", "random_normal", "truncated_normal"];

    static float[] Draw(Initializer initializer, Shape shape, long seed = 1)
    {
        float[] values = new float[shape.Length];
        initializer.Fill(values, shape, new RandomStream(RandomKey.FromSeed(seed)));
        return values;
    }
}
