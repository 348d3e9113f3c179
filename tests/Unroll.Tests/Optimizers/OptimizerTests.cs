using Unroll.Kernels;
using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Schedules;
using Unroll.Tests.Support;

namespace Unroll.Tests.Optimizers;

public sealed class OptimizerTests
{
    const float Rate = 0.125f;
    const double Decay = 0.5;

    public static TheoryData<string> Kinds => OptimizerKinds.Names;

    /// <summary>Neighbours of one group and of different ones, frozen parameters first, between and last.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Step_TreatsAParameterAsIfItWereAlone_WithItsOwnRateAndDecay(string kind)
    {
        (bool Trainable, double Factor, bool Decays)[] groups =
            [(false, 1, true), (true, 1, true), (true, 1, true), (true, 0.25, true), (true, 0.25, false), (false, 2, true), (true, 0, true), (true, 2, false),
                (false, 1, true)];
        using var workers = new Workers(2);
        ParameterStore store = Weights.Of([.. Enumerable.Range(3, groups.Length).Select(i => i * i)]),
            before = Weights.Of([.. Enumerable.Range(3, groups.Length).Select(i => i * i)]);
        for (int i = 0; i < groups.Length; i++)
            (store.Parameters[i].Trainable, store.Parameters[i].LearningRateFactor, store.Parameters[i].DecaysWeight) = groups[i];
        Weights.Train(workers, store, OptimizerKinds.All[kind](Rate, Decay));

        for (int i = 0; i < groups.Length; i++)
        {
            ParameterStore alone = Weights.Alone(before.Parameters[i]);
            if (groups[i].Trainable)
                Weights.Train(workers, alone, OptimizerKinds.All[kind]((float)(Rate * groups[i].Factor), groups[i].Decays ? Decay : 0));
            Assert.Equal(Weights.Bits(alone.Parameters[0].Values), Weights.Bits(store.Parameters[i].Values));
            bool stays = !groups[i].Trainable || groups[i].Factor == 0;
            Assert.Equal(stays, Weights.Bits(before.Parameters[i].Values).SequenceEqual(Weights.Bits(store.Parameters[i].Values)));
        }

        Assert.All(Padding(store), value => Assert.Equal(0, value));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Step_EndsInTheSameBits_ForAnyNumberOfWorkers(string kind)
    {
        int[] expected = Train(1);
        foreach (int workers in new[] { 2, 3, 5 })
            Assert.Equal(expected, Train(workers));

        int[] Train(int count)
        {
            using var workers = new Workers(count);
            ParameterStore store = Weights.Of(40_001, 17, 20_000);
            store.Parameters[1].LearningRateFactor = 0.5;
            Optimizer optimizer = OptimizerKinds.All[kind](new ExponentialDecay(0.02, 3, 0.5), 0.01, globalClipNorm: 20);
            Weights.Train(workers, store, optimizer, steps: 3);
            return [.. Weights.Bits(store.Values), .. optimizer.Slots.SelectMany(slot => Weights.Bits(slot.Values))];
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Step_AllocatesNothing(string kind)
    {
        using var workers = new Workers(2);
        ParameterStore store = Weights.Of(20_000, 33, 5, 100);
        (store.Parameters[1].Trainable, store.Parameters[2].LearningRateFactor, store.Parameters[3].DecaysWeight) = (false, 0.5, false);
        Optimizer optimizer = OptimizerKinds.All[kind](new CosineDecayRestarts(0.02, 3), 0.01, globalClipNorm: 1);
        Weights.Train(workers, store, optimizer, steps: 3);
        Assert.Equal(0, Allocation.Least(() =>
        {
            for (int step = 0; step < 5; step++)
                optimizer.Step(workers, store);
        }));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Step_RaisesTheVersionOfTheWeights_AndCountsItself(string kind)
    {
        using var workers = new Workers(1);
        ParameterStore store = Weights.Of(3, 4);
        Optimizer optimizer = OptimizerKinds.All[kind](Rate);
        optimizer.BuildFor(store);
        for (int step = 1; step <= 3; step++)
        {
            long before = store.Version;
            optimizer.Step(workers, store);
            Assert.True(store.Version > before);
            Assert.All(store.Parameters, parameter => Assert.Equal(store.Version, parameter.Version));
            Assert.Equal(step, optimizer.Iterations);
        }
    }

    [Fact]
    public void Update_SeesClippedGradientsAndDecayedWeights_InAnOptimizerOfAUsers()
    {
        using var workers = new Workers(1);
        ParameterStore store = Weights.Of(3);
        new float[] { 1, -2, 4 }.CopyTo(store.Parameters[0].Values);
        var recorder = new Recorder { LearningRate = 0.5f, WeightDecay = 0.25, ClipValue = 2 };
        recorder.BuildFor(store);
        new float[] { 3, -1, -7 }.CopyTo(store.Parameters[0].Gradients);
        recorder.Step(workers, store);
        Assert.Equal([2, -1, -2], recorder.Gradients[..3]);
        Assert.Equal([0.875f, -1.75f, 3.5f], recorder.Weights[..3]);
        Assert.Equal([0.875f, -1.75f, 3.5f], store.Parameters[0].Values);
        Assert.Equal((1, 0.5), (recorder.StepNumber, recorder.Rate));
    }

    [Fact]
    public void AddSlot_Throws_WhenANameIsTakenOrHasADot()
    {
        foreach (string[] names in new string[][] { ["m", "m"], ["a.b"], [""], ["n", "+n"] })
            Assert.ThrowsAny<ArgumentException>(() => new Declaring(names).BuildFor(Weights.Of(1)));
        new Declaring("m", "v", "+n").BuildFor(Weights.Of(1));
    }

    [Fact]
    public void CurrentLearningRate_TakesThePlaceOfTheSchedule_OnceItIsSet()
    {
        using var workers = new Workers(1);
        ParameterStore store = Weights.Of(1);
        var sgd = new Sgd { LearningRate = new PiecewiseConstantDecay([0], [1, 0.5]) };
        sgd.BuildFor(store);
        Assert.Equal([1f, 0.5f, 0.5f], Changes());
        sgd.CurrentLearningRate = 0.125;
        Assert.Equal([0.125f, 0.125f, 0.125f], Changes());
        Assert.Equal(0.125, sgd.LearningRateAt(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => sgd.CurrentLearningRate = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => sgd.CurrentLearningRate = double.NaN);

        float[] Changes()
        {
            float[] changes = new float[3];
            for (int i = 0; i < changes.Length; i++)
            {
                (store.Values[0], store.Gradients[0]) = (0, -1);
                Assert.Equal(sgd.LearningRateAt(sgd.Iterations), sgd.CurrentLearningRate);
                sgd.Step(workers, store);
                changes[i] = store.Values[0];
            }

            return changes;
        }
    }

    /// <summary>What lies between the parameters.</summary>
    static float[] Padding(ParameterStore store)
    {
        float[] values = store.Values.ToArray();
        foreach (Parameter parameter in store.Parameters)
            values.AsSpan(parameter.Offset, parameter.Shape.Length).Clear();
        return values;
    }

    sealed class Recorder : Optimizer
    {
        public override string Name => "recorder";

        public float[] Gradients { get; private set; } = [];

        public float[] Weights { get; private set; } = [];

        public long StepNumber { get; private set; }

        public double Rate { get; private set; }

        protected override void Update(UpdateRange range) =>
            (Gradients, Weights, StepNumber, Rate) = (range.Gradients.ToArray(), range.Weights.ToArray(), range.Step, range.LearningRate);
    }

    sealed class Declaring(params string[] names) : Optimizer
    {
        public override string Name => "declaring";

        protected override void DeclareState()
        {
            foreach (string name in names)
            {
                if (name.StartsWith('+'))
                    AddScalar(name[1..], 0);
                else
                    AddSlot(name);
            }
        }

        protected override void Update(UpdateRange range)
        {
        }
    }
}
