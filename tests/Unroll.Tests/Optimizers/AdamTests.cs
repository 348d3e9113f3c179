using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Schedules;
using Unroll.Tests.Support;

namespace Unroll.Tests.Optimizers;

public sealed class AdamTests
{
    [Fact]
    public void Defaults_AreThoseOfKeras()
    {
        var adam = new Adam();
        Assert.Equal("adam", adam.Name);
        Assert.Equal((0.9, 0.999, 1e-7, null), (adam.Beta1, adam.Beta2, adam.Epsilon, adam.GlobalClipNorm));
        Assert.Equal(0.001, adam.LearningRate.At(0), 1e-9);
    }

    [Fact]
    public void Step_AgreesWithTheFormula_ForOtherConstants()
    {
        using var step = new TestStep();
        ParameterStore store = Store(37);
        var adam = new Adam { LearningRate = new CosineDecay(0.1, 10), Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-3f };
        adam.BuildFor(store);
        double[] weights = TensorAssert.Doubles(store.Values), m = new double[weights.Length], v = new double[weights.Length];
        for (int t = 1; t <= 7; t++)
        {
            RandomArray.Uniform(37, t).CopyTo(store.Gradients);
            double[] gradients = TensorAssert.Doubles(store.Gradients);
            double alpha = adam.LearningRate.At(t - 1) * Math.Sqrt(1 - Math.Pow(0.95, t)) / (1 - Math.Pow(0.8, t));
            for (int i = 0; i < weights.Length; i++)
            {
                m[i] = (0.8 * m[i]) + (0.2 * gradients[i]);
                v[i] = (0.95 * v[i]) + (0.05 * gradients[i] * gradients[i]);
                weights[i] -= alpha * m[i] / (Math.Sqrt(v[i]) + 1e-3);
            }

            adam.Step(step.Workers, store);
            Assert.Equal(t, adam.Iterations);
            TensorAssert.Close(weights, store.Values, TensorAssert.Forward, $"weights after step {t}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Step_LeavesFrozenParametersAlone(int frozen)
    {
        using var step = new TestStep();
        ParameterStore store = Store(20, 5, 33);
        store.Parameters[frozen].Trainable = false;
        float[][] before = [.. store.Parameters.Select(parameter => parameter.Values.ToArray())];
        var adam = new Adam(0.1f);
        adam.BuildFor(store);
        store.Gradients.Fill(1);
        adam.Step(step.Workers, store);
        for (int i = 0; i < 3; i++)
        {
            float[] after = store.Parameters[i].Values.ToArray();
            if (i == frozen)
                Assert.Equal(before[i], after);
            else
                Assert.All(before[i].Zip(after), pair => Assert.Equal(pair.First - 0.1f, pair.Second, 1e-5f));
        }
    }

    [Fact]
    public void GlobalClipNorm_ScalesOnlyLargerGradients()
    {
        using var step = new TestStep();
        float[] free = Moments(null, 1), clipped = Moments(2.5f, 1), within = Moments(6, 1), equivalent = Moments(null, 0.5f);
        Assert.NotEqual(free, clipped);
        Assert.Equal(equivalent, clipped);
        Assert.Equal(free, within);

        float[] Moments(float? clip, float scale)
        {
            ParameterStore store = Store(4, 9);
            var adam = new Adam { GlobalClipNorm = clip };
            adam.BuildFor(store);
            store.Parameters[0].Gradients.Fill(2 * scale);
            store.Parameters[1].Gradients.Fill(scale);
            adam.Step(step.Workers, store);
            return adam.Slots[0].Values;
        }
    }

    [Fact]
    public void BuildFor_StartsAnew_ForAnotherModelOnly()
    {
        using var step = new TestStep();
        ParameterStore store = Store(3);
        var adam = new Adam();
        adam.BuildFor(store);
        store.Gradients.Fill(1);
        adam.Step(step.Workers, store);
        adam.BuildFor(store);
        Assert.Equal(1, adam.Iterations);
        adam.BuildFor(Store(3));
        Assert.Equal(0, adam.Iterations);
        Assert.Equal(["m", "v"], adam.Slots.Select(slot => slot.Name));
        Assert.All(adam.Slots, slot => Assert.All(slot.Values, value => Assert.Equal(0, value)));
    }

    static ParameterStore Store(params int[] lengths)
    {
        var store = new ParameterStore();
        for (int i = 0; i < lengths.Length; i++)
            store.Declare($"weight{i}", [lengths[i]], new UniformInitializer(-1, 1));
        store.Place(new(1));
        return store;
    }
}
