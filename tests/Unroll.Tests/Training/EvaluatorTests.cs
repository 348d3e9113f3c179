using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Randomness;
using Unroll.Tensors;
using Unroll.Tests.Layers;
using Unroll.Training;

namespace Unroll.Tests.Training;

public sealed class EvaluatorTests
{
    /// <summary>Two sequences in a row, of three steps and of two. The model adds up, and begins at zero with each of them.</summary>
    static readonly float[] s_x = [1, 2, 4, 10, 20], s_sums = [1, 3, 7, 10, 30];

    [Fact]
    public void Evaluate_StartsFromZeros_WhereASequenceBegins()
    {
        Model model = Adding();
        Assert.Equal(0, model.Evaluate(new TwoSequences(), 1)["loss"]);
        Assert.True(model.Evaluate(new ArrayData(s_x, [1, 1], s_sums, [1, 1]) { ContinuesSequences = true }, 1)["loss"] > 0);
    }

    [Fact]
    public void Validation_StartsFromZeros_WhereASequenceBegins()
    {
        History history = Adding().Fit(new TwoSequences(), new FitOptions { BatchSize = 1, Epochs = 2, Workers = 1, Validation = new TwoSequences() });
        Assert.Equal([0, 0], history["loss"]);
        Assert.Equal([0, 0], history["val_loss"]);
    }

    static Model Adding()
    {
        Model model = new Sequential(LayerStep.Adding(1)).Compile(new Sgd { LearningRate = 0 }, Loss.MeanSquaredError);
        model.Build([1, 1]);
        return model;
    }

    sealed class TwoSequences : DataSet
    {
        readonly ArrayData _steps = new(s_x, [1, 1], s_sums, [1, 1]) { ContinuesSequences = true };

        public override Shape SampleShape => _steps.SampleShape;

        public override bool CarriesState => true;

        public override int BatchCount(int batchSize) => _steps.BatchCount(batchSize);

        public override Batch Cut(Arena arena, int batchSize, int index, RandomKey? order) =>
            _steps.Cut(arena, batchSize, index, order: null) with { StartsSequences = index is 0 or 3 };
    }
}
