using Unroll.Kernels.Attention;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Attention;

public sealed class AttentionTests
{
    const float Scale = 0.6f;

    public static TheoryData<int, int, int, int, int, int> Shapes => new()
    {
        { 1, 1, 1, 1, 1, 1 }, { 7, 7, 2, 2, 16, 16 }, { 1, 33, 3, 2, 7, 5 }, { 16, 15, 1, 3, 17, 33 }, { 17, 16, 2, 1, 33, 1 }, { 33, 17, 2, 2, 64, 8 },
        { 5, 300, 1, 2, 3, 20 }, { 3, 9, 2, 1, 300, 260 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Kernels_EqualTheReference_WithTheSameBitsInEveryLaneAndForAnyWorkers(int queries, int keys, int batch, int heads, int size, int valueSize)
    {
        var shape = new AttentionShape(queries, keys, batch, heads, size, valueSize);
        foreach ((AttentionScoring scoring, bool bias, bool mask) in new[]
        {
            (new AttentionScoring(1), false, false), (new AttentionScoring(Scale), true, false), (new AttentionScoring(Scale, true), false, true),
            (new AttentionScoring(1, true, 3), true, true), (new AttentionScoring(Scale, false, 0, 0.3f, 5), true, true),
        })
            Compare(new AttentionCase(shape, scoring, bias, hasMask: mask), $"{scoring}, bias {bias}, mask {mask}");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Additive_EqualsTheReference_WithTheSameBitsInEveryLaneAndForAnyWorkers(int queries, int keys, int batch, int heads, int size, int valueSize)
    {
        _ = heads;
        var shape = new AttentionShape(queries, keys, batch, 1, size, valueSize);
        Compare(new AttentionCase(shape, new(1), isAdditive: true), "plain");
        Compare(new AttentionCase(shape, new(1, true, 2, 0.2f, 9), hasBias: true, isAdditive: true, hasMask: true), "causal with dropout");
    }

    [Fact]
    public void Forward_GivesTheBitsOfAShorterSequence_WhenTheRestIsMasked()
    {
        var scoring = new AttentionScoring(Scale);
        AttentionShape longer = new(9, 40, 2, 2, 17, 6), shorter = longer with { Keys = 21 };
        var padded = new AttentionCase(longer, scoring) { Mask = [.. Enumerable.Range(0, 80).Select(i => i < 42 ? (byte)1 : (byte)0)] };

        // Keys and values of the same seed begin alike.
        Check.SameBits(new AttentionCase(shorter, scoring).Forward(16, 2), padded.Forward(16, 2), "padded");
    }

    [Fact]
    public void Forward_GivesTheBitsOfOneQueryAtATime_WhenItIsCausal()
    {
        const int Steps = 21;
        var shape = new AttentionShape(Steps, Steps, 2, 2, 10, 7);
        float[] whole = new AttentionCase(shape, new(Scale, IsCausal: true)).Forward(16, 2);
        float[] q = RandomData.Uniform(shape.QueryLength, 1), k = RandomData.Uniform(shape.KeyLength, 2), v = RandomData.Uniform(shape.ValueLength, 3);
        for (int step = 0; step < Steps; step++)
        {
            AttentionShape one = shape with { Queries = 1, Keys = step + 1 };
            float[] context = new float[one.ContextLength];
            AttentionForward.Run(SharedWorkers.Of(1), one, new(Scale, IsCausal: true, First: step),
                new AttentionInputs { Queries = q.AsSpan(step * one.QueryLength, one.QueryLength), Keys = k, Values = v }, [], new float[one.ScoreLength], [],
                context, []);
            Check.SameBits(whole.AsSpan(step * one.ContextLength, one.ContextLength), context, $"step {step}");
        }
    }

    [Fact]
    public void Forward_GivesZeros_WhenAQuerySeesNoKey()
    {
        var attention = new AttentionCase(new(3, 4, 2, 2, 5, 3), new(1, IsCausal: true)) { Mask = [0, 1, 0, 1, 1, 1, 1, 1] };
        float[] context = attention.Forward(16, 1);
        Check.Close(attention.ExpectedContext(), context, 1e-6, "context");
        Assert.All(context[..6], value => Assert.Equal(0, value));
        Assert.All(context[6..12], value => Assert.NotEqual(0, value));
        Assert.DoesNotContain(float.NaN, attention.Backward(16, 1));
    }

    [Fact]
    public void Forward_KeepsNaN()
    {
        var attention = new AttentionCase(new(2, 3, 1, 1, 4, 4), new(1));
        (attention.Values[1], attention.Values[5]) = (float.PositiveInfinity, float.NegativeInfinity);
        Assert.Contains(float.NaN, attention.Forward(8, 1));
    }

    [Fact]
    public void Weights_SumToOne_AndAreZeroBeyondTheKeys()
    {
        var shape = new AttentionShape(3, 5, 2, 2, 4, 4);
        var attention = new AttentionCase(shape, new(1));
        attention.Forward(16, 1);
        Assert.All(attention.Weights.Chunk(shape.RowStride), row =>
        {
            Assert.Equal(1, row.Sum(), 1e-6f);
            Assert.All(row[shape.Keys..], weight => Assert.Equal(0, weight));
        });
    }

    [Fact]
    public void Backward_Adds_WhereToldTo()
    {
        foreach (bool additive in new[] { false, true })
        {
            var attention = new AttentionCase(new(7, 18, 2, 1, 17, 5), new(1), hasBias: true, isAdditive: additive);
            attention.Forward(16, 2);
            float[] stored = attention.Backward(16, 2), added = attention.Backward(16, 2, add: true);
            for (int i = 0; i < stored.Length; i++)
                Assert.Equal(stored[i] + 1, added[i], 1e-5f * Math.Max(1, Math.Abs(stored[i])));
        }
    }

    [Fact]
    public void Kernels_Throw_WhenASpanIsTooShort()
    {
        var shape = new AttentionShape(2, 2, 1, 1, 3, 3);
        float[] six = new float[6], five = new float[5], weights = new float[shape.ScoreLength];
        Workers workers = SharedWorkers.Of(1);
        void Forward(float[] q, float[] k, float[] v, float[] context, float[] p, byte[] mask) => AttentionForward.Run(workers, shape, new(1),
            new AttentionInputs { Queries = q, Keys = k, Values = v }, mask, p, [], context, new float[AttentionForward.ScratchLength(shape)]);
        Forward(six, six, six, six, weights, [1, 1]);
        Assert.Throws<ArgumentException>(() => Forward(five, six, six, six, weights, []));
        Assert.Throws<ArgumentException>(() => Forward(six, five, six, six, weights, []));
        Assert.Throws<ArgumentException>(() => Forward(six, six, five, six, weights, []));
        Assert.Throws<ArgumentException>(() => Forward(six, six, six, five, weights, []));
        Assert.Throws<ArgumentException>(() => Forward(six, six, six, six, six, []));
        Assert.Throws<ArgumentException>(() => Forward(six, six, six, six, weights, [1]));
    }

    static void Compare(AttentionCase attention, string what)
    {
        float[] scalar = attention.Forward(1, 1), backward = attention.Backward(1, 1);
        Check.Close(attention.ExpectedContext(), scalar, 1e-5, what);
        Check.CloseToLargest(attention.ExpectedGradients(most: 12), backward, 1e-4, what);
        foreach (int laneWidth in Sizes.LaneWidths)
            foreach (int workers in SharedWorkers.Counts)
            {
                Check.SameBits(scalar, attention.Forward(laneWidth, workers), $"{what}, lane {laneWidth}, {workers} workers");
                Check.SameBits(backward, attention.Backward(laneWidth, workers), $"{what}, backwards, lane {laneWidth}, {workers} workers");
            }
    }
}
