using Unroll.Kernels.Optimizers;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Optimizers;

public sealed class OptimizerLoopTests
{
    const int Steps = 5;
    const int MoreThanAPart = (16 * 1024) + 5;

    static readonly ClipAndDecay s_all = new(0.75f, 0.5f, -0.01f);

    public static TheoryData<string> Updates => [.. OptimizerReferences.All.Keys];

    /// <summary>All but the one whose slots are its caller's and never change.</summary>
    public static TheoryData<string> UpdatesOfMoments => [.. OptimizerReferences.All.Keys.Where(name => name != "Dynamic")];

    [Theory]
    [MemberData(nameof(Updates))]
    public void FiveSteps_EqualReference_InEveryLane(string update)
    {
        foreach (int length in new[] { 1, 7, 15, 16, 17, 33, MoreThanAPart })
            foreach (ClipAndDecay before in new[] { ClipAndDecay.None, s_all })
            {
                double[][] expected = Expected(update, length, before);
                foreach (int laneWidth in Sizes.LaneWidths)
                {
                    float[][] arrays = Train(update, length, laneWidth, SharedWorkers.Of(2), before, offset: 1);
                    for (int i = 0; i < arrays.Length; i++)
                        Check.Close(expected[i], arrays[i], 2e-6, $"{(i == 0 ? "Weights" : $"Slot {i}")}, lane {laneWidth}, {length}");
                }
            }
    }

    [Theory]
    [MemberData(nameof(Updates))]
    public void Steps_GiveSameBits_ForAnyLaneAndWorkers(string update)
    {
        float[][] expected = Train(update, 50_003, 1, SharedWorkers.Of(1), s_all, offset: 0);
        foreach (int laneWidth in Sizes.LaneWidths)
            foreach (int workers in SharedWorkers.Counts)
            {
                float[][] arrays = Train(update, 50_003, laneWidth, SharedWorkers.Of(workers), s_all, workers);
                for (int i = 0; i < arrays.Length; i++)
                    Check.SameBits(expected[i], arrays[i], $"Array {i}, lane {laneWidth}, {workers} workers");
            }
    }

    [Theory]
    [MemberData(nameof(Updates))]
    public void Run_Throws_WhenAnArrayIsTooShort(string update)
    {
        UpdateCase subject = OptimizerReferences.All[update];
        for (int shorter = -1; shorter < 4; shorter++)
        {
            float[][] arrays = [.. Enumerable.Range(0, 4).Select(i => new float[i == shorter ? 2 : i <= subject.Slots ? 3 : 0])];
            void Run() => subject.Run(SharedWorkers.Of(1), 1, ClipAndDecay.None, new float[3], arrays[0], arrays[1], arrays[2], arrays[3]);
            if (shorter >= 0 && shorter <= subject.Slots)
                Assert.Throws<ArgumentException>(Run);
            else
                Run();
        }
    }

    /// <summary>A processor takes a hundred cycles for an operation with a subnormal number.</summary>
    [Theory]
    [MemberData(nameof(UpdatesOfMoments))]
    public void Moments_AreNeverSubnormal_WhenGradientsFadeAndEnd(string update)
    {
        const int Length = 45;
        UpdateCase subject = OptimizerReferences.All[update];
        float[] none = new float[Length], fading = [.. Enumerable.Range(0, Length).Select(i => MathF.Pow(10, -i))];
        foreach (int laneWidth in Sizes.LaneWidths)
        {
            float[] weights = Start(Length), first = [.. fading], second = [.. fading], third = [.. fading];
            for (int step = 1; step <= 40; step++)
            {
                subject.Run(SharedWorkers.Of(1), step, ClipAndDecay.None, weights, step <= 3 ? fading : none, first, second, third, laneWidth);
                foreach (float[] slot in new[] { first, second, third }.Take(subject.Slots))
                    Assert.DoesNotContain(slot, float.IsSubnormal);
            }
        }
    }

    [Fact]
    public void RmsPropUpdate_StaysFinite_WhenRoundingMakesTheSpreadNegative()
    {
        // v = 99.999 and ḡ = 10, as many roundings may leave them after a constant gradient of 10.
        float[] weights = [1, 2, 3], gradients = [10, 10, 10], first = [99.999f, 99.999f, 99.999f], second = [10, 10, 10];
        OptimizerLoop.Run(SharedWorkers.Of(1), new RmsPropUpdate(1e-3f, 0.9f, 0.1f, 0, 1e-4f, centered: true), ClipAndDecay.None, weights, gradients, first,
            second, []);
        Assert.All(first.Zip(second), pair => Assert.True(pair.First < pair.Second * pair.Second));
        Check.Close([0, 1, 2], weights, 1e-5, "Weights");
    }

    [Fact]
    public void ClipAndDecay_LeavesAllAlone_ButGradientsTooSmallToMatter()
    {
        float[] weights = [-0f, float.NaN, 1e-40f, 3, float.MaxValue], gradients = [float.NaN, float.PositiveInfinity, -1e-17f, 1e-40f, float.MaxValue];
        float[] weightsAfter = [.. weights], gradientsAfter = [.. gradients];
        OptimizerLoop.Run(SharedWorkers.Of(1), default(NoUpdate), ClipAndDecay.None, weightsAfter, gradients, gradientsAfter, [], []);
        Assert.Equal(weights.Select(BitConverter.SingleToInt32Bits), weightsAfter.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal([float.NaN, float.PositiveInfinity, 0, 0, float.MaxValue], gradientsAfter);
    }

    /// <summary>The weights and slots after some steps.</summary>
    static float[][] Train(string update, int length, int laneWidth, Workers workers, ClipAndDecay before, int offset)
    {
        UpdateCase subject = OptimizerReferences.All[update];
        float[] initial = new float[length];
        Array.Fill(initial, subject.Initial);
        GuardedBuffer[] buffers = [new(Start(length), offset), .. Enumerable.Range(1, 3).Select(i => new GuardedBuffer(initial, offset + i))];
        for (int step = 1; step <= Steps; step++)
        {
            var gradients = new GuardedBuffer(Gradients(length, step), offset, isInput: true);
            subject.Run(workers, step, before, buffers[0].Span, gradients.Span, buffers[1].Span, buffers[2].Span, buffers[3].Span, laneWidth);
            gradients.AssertIntact();
        }

        foreach (GuardedBuffer buffer in buffers)
            buffer.AssertIntact();
        return [.. buffers.Take(1 + subject.Slots).Select(buffer => buffer.Span.ToArray())];
    }

    /// <summary>What they should be.</summary>
    static double[][] Expected(string update, int length, ClipAndDecay before)
    {
        UpdateCase subject = OptimizerReferences.All[update];
        double[] weights = RandomData.Double(Start(length)), slots = [.. Enumerable.Repeat((double)subject.Initial, 3 * length)];
        for (int step = 1; step <= Steps; step++)
        {
            float[] gradients = Gradients(length, step);
            for (int i = 0; i < length; i++)
                weights[i] = subject.Reference(step, weights[i] * (1 + (double)before.Decay),
                    Math.Clamp((double)gradients[i] * before.Scale, -before.Limit, before.Limit),
                    slots.AsSpan(3 * i, 3));
        }

        return [weights, .. Enumerable.Range(0, subject.Slots).Select(slot => slots.Where((_, i) => i % 3 == slot).ToArray())];
    }

    static float[] Start(int length) => RandomData.Uniform(length, length);

    static float[] Gradients(int length, int step) => RandomData.Uniform(length, length + step);
}
