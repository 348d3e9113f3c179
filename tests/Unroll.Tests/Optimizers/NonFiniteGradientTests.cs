using Unroll.Kernels;
using Unroll.Optimizers;
using Unroll.Parameters;

namespace Unroll.Tests.Optimizers;

public sealed class NonFiniteGradientTests
{
    static readonly float[] s_bad = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    [Theory]
    [MemberData(nameof(OptimizerKinds.Names), MemberType = typeof(OptimizerKinds))]
    public void TryStep_ChangesNothing_WhenAGradientIsNotFinite(string kind)
    {
        foreach (float? clip in new float?[] { null, 0.5f })
            Check(OptimizerKinds.All[kind](0.01f, 0.1, clip));
    }

    [Fact]
    public void TryStep_ChangesNothing_WithOtherKindsOfClipping()
    {
        Check(new Adam(0.01f) { ClipValue = 0.5f });
        Check(new Adam(0.01f) { ClipNorm = 0.5f });
    }

    [Theory]
    [MemberData(nameof(OptimizerKinds.Names), MemberType = typeof(OptimizerKinds))]
    public void TryStep_IsAStep_WhenAllGradientsAreFinite(string kind)
    {
        using var workers = new Workers(2);
        ParameterStore tried = Weights.Of(17, 5, 40), stepped = Weights.Of(17, 5, 40);
        Optimizer trying = OptimizerKinds.All[kind](0.01f, 0.1, 0.5f), stepping = OptimizerKinds.All[kind](0.01f, 0.1, 0.5f);
        Weights.Train(workers, stepped, stepping);
        trying.BuildFor(tried);
        for (int step = 1; step <= 5; step++)
        {
            Weights.SetGradients(tried, step);
            Assert.True(trying.TryStep(workers, tried));
        }

        Assert.Equal(State(stepping, stepped), State(trying, tried));
    }

    /// <summary>The bad gradient is the last one, so that whatever changes before it is seen would have changed.</summary>
    static void Check(Optimizer optimizer)
    {
        using var workers = new Workers(2);
        ParameterStore store = Weights.Of(17, 5, 40);
        Weights.Train(workers, store, optimizer, steps: 3);
        int[] before = State(optimizer, store);
        long version = store.Version;
        foreach (float bad in s_bad)
        {
            Weights.SetGradients(store, 4);
            store.Parameters[2].Gradients[39] = bad;
            Assert.False(optimizer.TryStep(workers, store));
            Assert.Equal(before, State(optimizer, store));
            Assert.Equal((3, version), (optimizer.Iterations, store.Version));
        }
    }

    static int[] State(Optimizer optimizer, ParameterStore store) =>
    [
        .. Weights.Bits(store.Values),
        .. optimizer.Slots.SelectMany(slot => Weights.Bits(slot.Values)),
        .. optimizer.Scalars.Select(scalar => scalar.Value.GetHashCode()),
    ];
}
