using Unroll.Kernels.Optimizers;
using Unroll.Kernels.Simd;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Optimizers;

public sealed unsafe class AdamKernelTests
{
    const double LearningRate = 0.01;
    const double Beta1 = 0.9;
    const double Beta2 = 0.999;
    const double Epsilon = 1e-7;
    const int Steps = 5;

    public static TheoryData<int> LaneWidths => [.. Sizes.LaneWidths];

    [Theory]
    [MemberData(nameof(LaneWidths))]
    public void FiveSteps_EqualReference(int laneWidth)
    {
        foreach (int length in new[] { 1, 7, 15, 16, 17, 33, (16 * 1024) + 5 })
            foreach (float gradientScale in new[] { 1f, 0.25f })
            {
                (float[] weights, float[] first, float[] second, AdamReference reference) = Train(length, gradientScale, laneWidth, SharedWorkers.Of(2), 1);
                Check.Close(reference.Weights, weights, 3e-7, $"Weights, {length}");
                Check.CloseToLargest(reference.First, first, 1e-6, $"m, {length}");
                Check.CloseToLargest(reference.Second, second, 1e-6, $"v, {length}");
            }
    }

    [Fact]
    public void Steps_GiveSameBits_ForAnyLaneAndWorkers()
    {
        (float[] weights, float[] first, float[] second, _) = Train(50_003, 0.5f, 1, SharedWorkers.Of(1), 0);
        foreach (int laneWidth in Sizes.LaneWidths)
            foreach (int workers in SharedWorkers.Counts)
            {
                (float[] w, float[] m, float[] v, _) = Train(50_003, 0.5f, laneWidth, SharedWorkers.Of(workers), workers);
                Check.SameBits(weights, w, $"Weights, lane {laneWidth}, {workers} workers");
                Check.SameBits(first, m, $"m, lane {laneWidth}, {workers} workers");
                Check.SameBits(second, v, $"v, lane {laneWidth}, {workers} workers");
            }
    }

    [Fact]
    public void Run_TakesSpans()
    {
        float[] weights = [1, 2, 3], gradients = [1, -1, 0], first = new float[3], second = new float[3];
        AdamKernel.Run(SharedWorkers.Of(1), StepOf(1, 1), weights, gradients, first, second);

        // The first step moves by the learning rate against the sign of the gradient.
        Check.Close([0.99, 2.01, 3], weights, 1e-6, "Weights");
        Assert.Throws<ArgumentException>(() => AdamKernel.Run(SharedWorkers.Of(1), StepOf(1, 1), weights, new float[2], first, second));
        Assert.Throws<ArgumentException>(() => AdamKernel.Run(SharedWorkers.Of(1), StepOf(1, 1), weights, gradients, new float[2], second));
        Assert.Throws<ArgumentException>(() => AdamKernel.Run(SharedWorkers.Of(1), StepOf(1, 1), weights, gradients, first, new float[2]));
    }

    static AdamStep StepOf(int step, float gradientScale) => new(gradientScale, (float)(1 - Beta1), (float)(1 - Beta2),
        (float)(LearningRate * Math.Sqrt(1 - Math.Pow(Beta2, step)) / (1 - Math.Pow(Beta1, step))), (float)Epsilon);

    static (float[] Weights, float[] First, float[] Second, AdamReference Reference) Train(int length, float gradientScale, int laneWidth, Workers workers,
        int offset)
    {
        float[] start = RandomData.Uniform(length, length);
        var reference = new AdamReference(RandomData.Double(start), LearningRate, Beta1, Beta2, Epsilon);
        GuardedBuffer weights = new(start, offset), first = new(new float[length], offset + 1), second = new(new float[length], offset + 2);
        for (int step = 1; step <= Steps; step++)
        {
            var gradients = new GuardedBuffer(RandomData.Uniform(length, length + step), offset, isInput: true);
            AdamStep numbers = StepOf(step, gradientScale);
            fixed (float* w = weights.Span, g = gradients.Span, m = first.Span, v = second.Span)
                switch (laneWidth)
                {
                    case 16: AdamKernel.Run<Lane512>(workers, numbers, w, g, m, v, length); break;
                    case 8: AdamKernel.Run<Lane256>(workers, numbers, w, g, m, v, length); break;
                    case 4: AdamKernel.Run<Lane128>(workers, numbers, w, g, m, v, length); break;
                    default: AdamKernel.Run<LaneScalar>(workers, numbers, w, g, m, v, length); break;
                }

            reference.Step([.. RandomData.Double(gradients.Span).Select(value => value * gradientScale)]);
            gradients.AssertIntact();
        }

        weights.AssertIntact();
        first.AssertIntact();
        second.AssertIntact();
        return (weights.Span.ToArray(), first.Span.ToArray(), second.Span.ToArray(), reference);
    }
}
