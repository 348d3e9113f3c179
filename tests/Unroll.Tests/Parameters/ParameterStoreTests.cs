using Unroll.Parameters;
using Unroll.Randomness;

namespace Unroll.Tests.Parameters;

public sealed class ParameterStoreTests
{
    static readonly RandomKey s_key = RandomKey.FromSeed(3);

    [Fact]
    public void Parameters_AreWindowsOfOneBlock()
    {
        var store = new ParameterStore();
        Parameter first = store.Declare("first", [3, 5], Initializer.Ones), second = store.Declare("second", [4], Initializer.Ones);
        store.Place(s_key);
        Assert.Equal(19, store.Count);
        Assert.Equal(32, store.Length);
        Assert.Equal(0, first.Offset);
        Assert.Equal(16, second.Offset);
        second.Values[3] = 7;
        second.Gradients[3] = 8;
        Assert.Equal(7, store.Values[19]);
        Assert.Equal(8, store.Gradients[19]);
        Assert.Equal(19 - 1, store.Values.Count(1f));
        Assert.Equal(32 - 19, store.Values.Count(0f));
    }

    [Fact]
    public void Declare_Throws_WhenANameIsTaken()
    {
        var store = new ParameterStore();
        store.Declare("dense.kernel", [1], Initializer.Zeros);
        ArgumentException error = Assert.Throws<ArgumentException>(() => store.Declare("dense.kernel", [2], Initializer.Zeros));
        Assert.Contains("dense.kernel", error.Message, StringComparison.Ordinal);
        Assert.Single(store.Parameters);
    }

    [Fact]
    public void Values_Throw_WhenNothingIsPlaced() => Assert.Throws<InvalidOperationException>(() => new ParameterStore().Values.Length);

    [Fact]
    public void ClearUnwritten_ClearsThoseThatThePassDidNotReach()
    {
        var store = new ParameterStore();
        Parameter first = store.Declare("first", [2], Initializer.Zeros), second = store.Declare("second", [2], Initializer.Zeros);
        store.Place(s_key);
        store.BeginPass();
        Assert.False(first.Tensor.AccumulatesGradient());
        first.Gradients.Fill(5);
        second.Gradients.Fill(6);
        store.ClearUnwritten();
        Assert.Equal([5, 5], first.Gradients);
        Assert.Equal([0, 0], second.Gradients);

        store.BeginPass();
        store.ClearUnwritten();
        Assert.Equal([0, 0], first.Gradients);
    }

    [Fact]
    public void TrainableCount_LeavesFrozenParametersOut()
    {
        var store = new ParameterStore();
        store.Declare("first", [2, 3], Initializer.Zeros).Trainable = false;
        store.Declare("second", [5], Initializer.Zeros);
        store.Place(s_key);
        Assert.Equal(11, store.Count);
        Assert.Equal(5, store.TrainableCount);
        Assert.False(store.Parameters[0].Tensor.RequiresGradient);
        Assert.True(store.Parameters[1].Tensor.RequiresGradient);
    }

    [Fact]
    public void Place_DrawsTheSameBits_ForTheSameSeed()
    {
        Assert.Equal(Draw(s_key), Draw(s_key));
        Assert.NotEqual(Draw(s_key), Draw(RandomKey.FromSeed(4)));
        float[] values = Draw(s_key);
        Assert.NotEqual(values[..64], values[64..]);

        static float[] Draw(RandomKey key)
        {
            var store = new ParameterStore();
            store.Declare("first", [8, 8], Initializer.GlorotUniform);
            store.Declare("second", [8, 8], Initializer.GlorotUniform);
            store.Place(key);
            return store.Values.ToArray();
        }
    }

    [Fact]
    public void Values_AreDrawn_WhenFirstAskedFor_AndNotWhenTheyAreReplaced()
    {
        var counted = new CountedInitializer();
        ParameterStore drawn = Placed(), replaced = Placed();
        Assert.Equal(0, counted.Calls);
        replaced.SetWeights([[1, 2]]);
        Assert.Equal([1f, 2f], replaced.Parameters[0].Values.ToArray());
        Assert.Equal(0, counted.Calls);
        Assert.Equal([5f, 5f], drawn.Parameters[0].Values.ToArray());
        Assert.Equal([5f, 5f], drawn.Parameters[0].Tensor.Values.ToArray());
        Assert.Equal(1, counted.Calls);

        ParameterStore Placed()
        {
            var store = new ParameterStore();
            store.Declare("first", [2], counted);
            store.Place(s_key);
            return store;
        }
    }

    [Fact]
    public void Replace_LeavesWeightsThatWereNotDrawnAsTheyWere_WhenItFails()
    {
        var store = new ParameterStore();
        store.Declare("first", [2], Initializer.Ones);
        store.Declare("second", [2], Initializer.Ones);
        store.Place(s_key);
        Assert.Throws<InvalidDataException>(() => store.Replace((parameter, values) =>
        {
            values.Fill(7);
            if (parameter.Name == "second")
                throw new InvalidDataException();
        }));
        Assert.Equal([1f, 1f], store.Parameters[0].Values.ToArray());
        Assert.Equal([1f, 1f], store.Parameters[1].Values.ToArray());
    }

    [Fact]
    public void Values_AreDrawnOnce_ByThreadsThatAskAtTheSameTime()
    {
        var counted = new CountedInitializer();
        for (int round = 0; round < 50; round++)
        {
            var store = new ParameterStore();
            store.Declare("first", [64], counted);
            store.Place(s_key);
            Parallel.For(0, 4, _ => Assert.Equal(64, store.Values.Count(5f)));
        }

        Assert.Equal(50, counted.Calls);
    }

    [Fact]
    public void Declare_Throws_WhenTheInitializerCannotDrawTheShape()
    {
        foreach (Initializer initializer in new[] { Initializer.Orthogonal, Initializer.Identity, new ForgetGateBias(Initializer.Orthogonal) })
            Assert.Throws<ArgumentException>(() => new ParameterStore().Declare("first", [4], initializer));
    }

    sealed class CountedInitializer : Initializer
    {
        int _calls;

        public int Calls => _calls;

        public override void Fill(Span<float> values, Unroll.Tensors.Shape shape, RandomStream random)
        {
            Interlocked.Increment(ref _calls);
            values.Fill(5);
        }
    }

    [Fact]
    public void Place_DrawsEachParameterFromItsOwnNumbers()
    {
        var shorter = new ParameterStore();
        shorter.Declare("first", [3], Initializer.Uniform);
        Parameter one = shorter.Declare("second", [5], Initializer.Uniform);
        shorter.Place(s_key);
        var longer = new ParameterStore();
        longer.Declare("first", [30], Initializer.Uniform);
        Parameter other = longer.Declare("second", [5], Initializer.Uniform);
        longer.Place(s_key);
        Assert.Equal(one.Values.ToArray(), other.Values.ToArray());
    }

    [Fact]
    public void Version_Rises_WhenWeightsAreDrawnOrSaidToBeChanged_AndOnlyThen()
    {
        var store = new ParameterStore();
        Parameter parameter = store.Declare("first", [2], Initializer.Zeros);
        Assert.Equal(1, store.Version);
        store.Place(s_key);
        Assert.Equal(2, store.Version);
        store.BeginPass();
        store.ClearUnwritten();
        _ = parameter.Values[0] + store.Values[0];
        Assert.Equal(2, parameter.Version);
        store.NotifyChanged();
        Assert.Equal(3, parameter.Version);
    }
}
