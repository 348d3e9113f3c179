using Unroll.Kernels.Normalization;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Normalization;

public sealed class LayerNormalizationTests
{
    const float Epsilon = 1e-3f;

    public static TheoryData<int, int, bool> Cases
    {
        get
        {
            var cases = new TheoryData<int, int, bool>();
            foreach (int columns in new[] { 1, 2, 7, 15, 16, 17, 33, 100 })
                foreach (int rows in new[] { 1, 3, 65, 700 })
                    cases.Add(rows, columns, (rows + columns) % 2 == 0);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_EqualsReference_WithTheSameBitsInEveryLane(int rows, int columns, bool scaled)
    {
        Data data = new(rows, columns, scaled);
        double[] expected = LayerNormalizationReference.Forward(RandomData.Double(data.X), columns, data.GammaDoubles, data.BetaDoubles, Epsilon);
        float[] scalar = data.Forward(1, 1);
        Check.Close(expected, scalar, 4e-6, $"{rows} × {columns}");
        foreach (int laneWidth in Sizes.LaneWidths)
            Check.SameBits(scalar, data.Forward(laneWidth, 3), $"Lane {laneWidth}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_EqualsCentralDifferences_WithTheSameBitsInEveryLaneAndForAnyWorkers(int rows, int columns, bool scaled)
    {
        Data data = new(rows, columns, scaled);
        data.Forward(1, 1);
        float[] scalar = data.Backward(1, 1, add: false);
        foreach (int laneWidth in Sizes.LaneWidths)
            foreach (int workers in SharedWorkers.Counts)
                Check.SameBits(scalar, data.Backward(laneWidth, workers, add: false), $"Lane {laneWidth}, {workers} workers");
        if (rows * columns > 2500)
            return;

        double[] x = RandomData.Double(data.X), gamma = RandomData.Double(data.Gamma.Length == 0 ? Ones(columns) : data.Gamma), beta = new double[columns];
        double Loss() => LayerNormalizationReference.Forward(x, columns, gamma, beta, Epsilon).Zip(data.Dy, (y, g) => y * g).Sum();
        const double Tolerance = 2e-5;
        // Of two columns the gradient is what cancellation leaves.
        if (columns > 2)
            Check.CloseToLargest(CentralDifferences.Gradient(x, Loss, 60), scalar.AsSpan(0, x.Length), Tolerance, "dx");
        double[] dGamma = CentralDifferences.Gradient(gamma, Loss), dBeta = CentralDifferences.Gradient(beta, Loss);
        Check.CloseToLargest([.. dGamma, .. dBeta], scalar.AsSpan(x.Length), Tolerance, "dγ, dβ");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Kernels_NormalizeByTheRootMeanSquare_WhereNotCentered(int rows, int columns, bool scaled)
    {
        Data data = new(rows, columns, scaled, isCentered: false);
        float[] y = data.Forward(1, 1), gradients = data.Backward(1, 1, add: false);
        foreach (int laneWidth in Sizes.LaneWidths)
        {
            Check.SameBits(y, data.Forward(laneWidth, 3), $"Lane {laneWidth}");
            Check.SameBits(gradients, data.Backward(laneWidth, 3, add: false), $"Lane {laneWidth}, backwards");
        }

        if (rows * columns > 2500)
            return;
        double[] x = RandomData.Double(data.X), gamma = RandomData.Double(data.Gamma.Length == 0 ? Ones(columns) : data.Gamma);
        double[] beta = RandomData.Double(data.Beta);
        double[] Reference() => [.. x.Chunk(columns).SelectMany(row => row.Select((value, j) =>
            (value / Math.Sqrt(row.Average(other => other * other) + Epsilon) * gamma[j]) + (scaled ? beta[j] : 0)))];
        double Loss() => Reference().Zip(data.Dy, (value, g) => value * g).Sum();
        Check.Close(Reference(), y, 4e-6, $"{rows} × {columns}");
        if (columns > 1)
            Check.CloseToLargest(CentralDifferences.Gradient(x, Loss, 60), gradients.AsSpan(0, x.Length), 2e-5, "dx");
        Check.CloseToLargest(CentralDifferences.Gradient(gamma, Loss), gradients.AsSpan(x.Length, columns), 2e-5, "dγ");
    }

    [Fact]
    public void Backward_Adds_WhereToldTo()
    {
        Data data = new(70, 33, true);
        data.Forward(16, 1);
        float[] stored = data.Backward(16, 2, add: false), added = data.Backward(16, 2, add: true);
        for (int i = 0; i < stored.Length; i++)
            Assert.Equal(stored[i] + 1, added[i], 1e-5f * Math.Max(1, Math.Abs(stored[i])));
    }

    [Fact]
    public void Kernels_Throw_WhenASpanIsTooShort()
    {
        float[] six = new float[6], five = new float[5], two = new float[2], one = new float[1];
        Workers workers = SharedWorkers.Of(1);
        Assert.Throws<ArgumentException>(() => LayerNormalizationForward.Run(workers, five, 2, 3, [], [], 1, six, two, two));
        Assert.Throws<ArgumentException>(() => LayerNormalizationForward.Run(workers, six, 2, 3, two, [], 1, six, two, two));
        Assert.Throws<ArgumentException>(() => LayerNormalizationForward.Run(workers, six, 2, 3, [], [], 1, six, one, two));
        Assert.Throws<ArgumentException>(() => LayerNormalizationBackward.Run(workers, six, six, 2, 3, [], two, two, new(five, false), default, default, six));
        Assert.Throws<ArgumentException>(() => LayerNormalizationBackward.Run(workers, six, six, 2, 3, [], two, two, new(six, false), default, default, five));
    }

    static float[] Ones(int length) => [.. Enumerable.Repeat(1f, length)];

    sealed class Data(int rows, int columns, bool scaled, bool isCentered = true)
    {
        readonly float[] _means = new float[rows], _inverses = new float[rows];

        public float[] X { get; } = [.. RandomData.Uniform(rows * columns, columns, 2).Select(value => value + 0.7f)];

        public float[] Dy { get; } = RandomData.Uniform(rows * columns, columns + 1);

        public float[] Gamma { get; } = scaled ? RandomData.Uniform(columns, 3) : [];

        public float[] Beta { get; } = scaled ? RandomData.Uniform(columns, 4) : [];

        public double[]? GammaDoubles => scaled ? RandomData.Double(Gamma) : null;

        public double[]? BetaDoubles => scaled ? RandomData.Double(Beta) : null;

        public float[] Forward(int laneWidth, int workers)
        {
            GuardedBuffer x = new(X, 1, isInput: true), y = new(X.Length, 3);
            LayerNormalizationForward.Run(SharedWorkers.Of(workers), x.Span, rows, columns, Gamma, Beta, Epsilon, y.Span, _means, _inverses, laneWidth,
                isCentered: isCentered);
            x.AssertIntact();
            y.AssertIntact();
            return y.Span.ToArray();
        }

        /// <summary>dx, dγ, dβ one behind another; what is added to is 1.</summary>
        public float[] Backward(int laneWidth, int workers, bool add)
        {
            float start = add ? 1 : float.NaN;
            GuardedBuffer x = new(X, 1, isInput: true), dx = new([.. Enumerable.Repeat(start, X.Length)], 3);
            float[] dGamma = [.. Enumerable.Repeat(start, columns)], dBeta = [.. dGamma],
                scratch = new float[LayerNormalizationBackward.ScratchLength(rows, columns)];
            LayerNormalizationBackward.Run(SharedWorkers.Of(workers), x.Span, Dy, rows, columns, Gamma, _means, _inverses, new(dx.Span, add), new(dGamma, add),
                new(dBeta, add), scratch, laneWidth, isCentered: isCentered);
            x.AssertIntact();
            dx.AssertIntact();
            return [.. dx.Span, .. dGamma, .. dBeta];
        }
    }
}
