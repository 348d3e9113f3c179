using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Randomness;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Models;

/// <summary>What holds for every step of every model: no allocation, and the same bits for any number of workers.</summary>
public sealed class TrainingStepTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void SteadySteps_AllocateNothing(int workers)
    {
        using var step = new TestStep(workers);
        Run run = new(step);
        for (int i = 0; i < 4; i++)
            run.Step(i);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 4; i < 9; i++)
            run.Step(i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Weights_HaveTheSameBits_ForAnyNumberOfWorkers()
    {
        float[][] weights = [.. new[] { 1, 2, 3, 5 }.Select(workers =>
        {
            using var step = new TestStep(workers);
            Run run = new(step);
            for (int i = 0; i < 3; i++)
                run.Step(i);
            return run.Model.Parameters.Values.ToArray();
        })];
        Assert.All(weights, other => Assert.Equal(weights[0], other));
    }

    /// <summary>A model of all layers, trained on one batch.</summary>
    sealed class Run
    {
        const int Time = 6, Batch = 13, Symbols = 11;
        readonly int[] _ids = RandomArray.Ids(Time * Batch, Symbols, 1), _targets = RandomArray.Ids(Time * Batch, Symbols, 2);
        readonly TestStep _step;
        readonly LayerContext _context;
        readonly Adam _adam = new() { GlobalClipNorm = 0.1f };
        readonly Loss _loss = Loss.SparseCategoricalCrossentropy;

        public Run(TestStep step)
        {
            _step = step;
            _context = new LayerContext(step.Tape) { IsTraining = true, State = new ModelState() };
            Model.Build([Time]);
            _adam.BuildFor(Model.Parameters);
        }

        public Sequential Model { get; } = new(
            new Embedding(Symbols, 17), new Lstm(33) { ReturnSequences = true }, new Dropout(0.2f), new Gru(20) { ReturnSequences = true, GoBackwards = true },
            new Gru(20) { ReturnSequences = true, ResetAfter = false }, new SimpleRnn(18) { ReturnSequences = true }, new Dense(24, Activation.Relu),
            new Dense(Symbols, Activation.Softmax));

        public void Step(int number)
        {
            _step.Tape.Reset();
            _context.StepKey = RandomKey.FromSeed(number);
            Tensor loss = _loss.Mean(_step.Tape, Model.Forward(_context, _step.Ids([Time, Batch], _ids)), _step.Ids([Time, Batch], _targets));
            Model.Parameters.BeginPass();
            _step.Tape.Backward(loss);
            Model.Parameters.ClearUnwritten();
            _adam.Step(_step.Workers, Model.Parameters);
        }
    }
}
