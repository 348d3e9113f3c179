using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Randomness;
using Unroll.Tensors;
using Unroll.Training;

namespace Unroll.Tests.Data;

public sealed class SampleDataTests
{
    readonly Arena _arena = new();

    [Fact]
    public void Cut_WritesEverySampleOnce_IntoShuffledBatches()
    {
        var data = new Numbers(300);
        var seen = new List<float>();
        Assert.Equal(3, data.BatchCount(140));
        for (int index = 0; index < 3; index++)
        {
            _arena.Reset();
            Batch batch = data.Cut(_arena, 140, index, RandomKey.FromSeed(1));
            int rows = index < 2 ? 140 : 20;
            Assert.Equal((new Shape(2, rows, 1), new Shape(rows, 1), rows), (batch.Inputs.Shape, batch.Targets.Shape, batch.Weight));
            Assert.Equal(batch.Targets.Values.ToArray(), batch.Inputs.Values[..rows].ToArray());
            Assert.Equal(batch.Targets.Values.ToArray().Select(value => -value), batch.Inputs.Values[rows..].ToArray());
            seen.AddRange(batch.Targets.Values.ToArray());
        }

        Assert.NotEqual(seen, seen.Order());
        Assert.Equal(Enumerable.Range(0, 300).Select(number => (float)number), seen.Order());
    }

    [Fact]
    public void Cut_StartsFromZeros_WhateverTheMemoryHeld()
    {
        _arena.Allocate(new Shape(100)).Values.Fill(7);
        _arena.Reset();
        Batch batch = new Ids().Cut(_arena, 2, 0, order: null);
        Assert.Equal([0, 1, 0, 0, 0, 0], batch.Inputs.Ids.ToArray());
        Assert.Equal([0, 10], batch.Targets.Ids.ToArray());
    }

    [Fact]
    public void Split_GivesTheLastSamplesToValidation()
    {
        (DataSet training, DataSet validation) = new Numbers(10).Split(0.3);
        Assert.Equal((7, 3), (((SampleData)training).Count, ((SampleData)validation).Count));
        Assert.Equal([7, 8, 9], validation.Cut(_arena, 3, 0, order: null).Targets.Values.ToArray());
        Assert.Contains("both need at least one", Assert.Throws<ArgumentException>(() => new Numbers(1).Split(0.1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_TrainsOnAUsersOwnData()
    {
        Sequential model = new Sequential(new Flatten(), new Dense(1)).Compile(new Sgd(1e-3f), Loss.MeanSquaredError);
        History history = model.Fit(new Numbers(20), new FitOptions { Epochs = 5, ValidationSplit = 0.2 });
        Assert.True(history.Epochs[^1].Values["loss"] < history.Epochs[0].Values["loss"]);
        Assert.Contains("val_loss", history.Epochs[0].Values.Keys);
    }

    sealed class Numbers(int count) : SampleData
    {
        public override int Count => count;

        public override Shape SampleShape => [2, 1];

        public override Shape TargetShape => [1];

        protected override void Write(int sample, BatchRow row)
        {
            (row.Input(0)[0], row.Input(1)[0]) = (sample, -sample);
            row.Target()[0] = sample;
        }
    }

    sealed class Ids : SampleData
    {
        public override int Count => 2;

        public override Shape SampleShape => [3];

        public override Shape TargetShape => [];

        public override bool InputsAreIds => true;

        public override bool TargetsAreIds => true;

        protected override void Write(int sample, BatchRow row)
        {
            row.InputId(0) = sample;
            row.TargetId() = sample * 10;
        }
    }
}
