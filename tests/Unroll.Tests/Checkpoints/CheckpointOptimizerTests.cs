using Unroll.Checkpoints;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Tests.Optimizers;
using Unroll.Tests.Training;
using Unroll.Training;

namespace Unroll.Tests.Checkpoints;

public sealed class CheckpointOptimizerTests : IDisposable
{
    const int Steps = 13;

    readonly string _folder = Directory.CreateTempSubdirectory("unroll-optimizer-").FullName;

    string File => Path.Combine(_folder, "last.safetensors");

    public static TheoryData<string> Kinds => OptimizerKinds.Names;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Restore_EndsInTheSameBits_InTheMiddleOfARun(string kind)
    {
        Optimizer Make() => OptimizerKinds.All[kind](new CosineDecay(0.02, 20), 0.01, globalClipNorm: 0.5f);
        Optimizer whole = Make(), half = Make(), resumed = Make();
        using Trainer unbroken = Train(whole, 1), first = Train(half, 2), second = Train(resumed, 3);
        Go(unbroken, Steps);
        Go(first, 6);
        Checkpoint.Save(File, first);
        Checkpoint.Restore(File, second);
        Assert.Equal(6, resumed.Iterations);
        Go(second, Steps);
        Assert.Equal(TinyText.Bits(unbroken.Model), TinyText.Bits(second.Model));
        foreach ((OptimizerSlot expected, OptimizerSlot actual) in whole.Slots.Zip(resumed.Slots))
            Assert.Equal(Weights.Bits(expected.Values), Weights.Bits(actual.Values));
        Assert.Equal(whole.Scalars.Select(scalar => scalar.Value), resumed.Scalars.Select(scalar => scalar.Value));
    }

    [Fact]
    public void Restore_KeepsARateThatWasSet()
    {
        using Trainer first = Train(new Adam(0.02f)), second = Train(new Adam(0.02f)), third = Train(new Adam(0.02f));
        first.RunStep();
        Checkpoint.Save(File, first);
        third.Model.Optimizer!.CurrentLearningRate = 0.5;
        Checkpoint.Restore(File, third);
        Assert.Equal(0.02f, third.Model.Optimizer.CurrentLearningRate);
        first.Model.Optimizer!.CurrentLearningRate = 0.1 / 3;
        Checkpoint.Save(File, first);
        Checkpoint.Restore(File, second);
        Assert.Equal(0.1 / 3, second.Model.Optimizer!.CurrentLearningRate);
    }

    [Fact]
    public void Restore_Throws_ForAnotherOptimizer_OrOneWithOtherArrays()
    {
        Throws(new Adam(), new Nadam(), "adam", "nadam");
        Throws(new Sgd(), new Sgd { Momentum = 0.9 }, "keeps nothing", "keeps momentum");
        Throws(new RmsProp { Momentum = 0.9 }, new RmsProp { Centered = true }, "keeps momentum, velocity", "keeps velocity, average_gradient");
        Throws(new Adam { AmsGrad = true }, new Adam(), "keeps m, v, v_hat", "keeps m, v;");
        Throws(new Adam(), new Adam { Average = new() }, "keeps m, v,", "keeps m, v, average, average_in_use");

        void Throws(Optimizer saved, Optimizer own, string was, string now)
        {
            using Trainer first = Train(saved), second = Train(own);
            first.RunStep();
            Checkpoint.Save(File, first);
            int[] before = TinyText.Bits(second.Model);
            var error = Assert.Throws<InvalidDataException>(() => Checkpoint.Restore(File, second));
            Assert.Contains(was, error.Message, StringComparison.Ordinal);
            Assert.Contains(now, error.Message, StringComparison.Ordinal);
            Assert.Equal(before, TinyText.Bits(second.Model));
            Assert.Equal(0, own.Iterations);
        }
    }

    [Fact]
    public void RestoringAndLoading_RaiseTheVersionOfTheWeights()
    {
        using Trainer first = Train(new Adam()), second = Train(new Adam());
        Checkpoint.Save(File, first);
        long before = second.Model.Parameters.Version;
        Checkpoint.Restore(File, second);
        Assert.True(second.Model.Parameters.Version > before);
        before = second.Model.Parameters.Version;
        second.Model.LoadWeights(File);
        Assert.True(second.Model.Parameters.Version > before);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static Trainer Train(Optimizer optimizer, int workers = 1) =>
        new(TinyText.Model().Compile(optimizer, new SparseCategoricalCrossentropy { FromLogits = true }), TinyText.Streams(),
            TinyText.Options(workers: workers));

    /// <summary>Steps one by one; the data begin anew when they are through.</summary>
    static void Go(Trainer trainer, int steps)
    {
        while (trainer.Step < steps)
        {
            if (trainer.Batch == trainer.BatchesPerEpoch)
                trainer.Rewind();
            trainer.RunStep();
        }
    }
}
