using Unroll.Autograd;
using Unroll.Data;
using Unroll.Losses;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Losses;

public sealed class LossTests
{
    public static TheoryData<string> Names => [.. LossRegistry.Names];

    /// <summary>Those whose targets have the shape of the predictions.</summary>
    public static TheoryData<string> DenseNames => [.. LossRegistry.Names.Where(name => !name.StartsWith("sparse", StringComparison.Ordinal))];

    [Fact]
    public void Forward_Throws_AndNamesTheOtherLoss_WhenTargetsAreOfTheOtherKind()
    {
        using var step = new TestStep();
        Tensor predictions = step.Input([2, 3], new float[6]), ids = step.Ids([2], [0, 1]), rows = step.Input([2, 3], new float[6], false);
        ShapeMismatchException dense = Assert.Throws<ShapeMismatchException>(() => Loss.CategoricalCrossentropy.Forward(step.Tape, predictions, ids));
        Assert.Contains("SparseCategoricalCrossentropy", dense.Message, StringComparison.Ordinal);
        ShapeMismatchException sparse = Assert.Throws<ShapeMismatchException>(() => Loss.SparseCategoricalCrossentropy.Forward(step.Tape, predictions, rows));
        Assert.Contains("for one-hot targets use CategoricalCrossentropy", sparse.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(DenseNames))]
    public void Forward_Throws_WhenShapesDiffer(string name)
    {
        using var step = new TestStep();
        Tensor predictions = step.Input([2, 3], new float[6]);
        foreach (Tensor targets in new[] { step.Input([3, 2], new float[6]), step.Input([2, 2], new float[4]), step.Ids([2], [0, 1]) })
        {
            ShapeMismatchException error = Assert.Throws<ShapeMismatchException>(() => LossRegistry.Create(name).Mean(step.Tape, predictions, targets));
            Assert.Contains("(2, 3)", error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Weights and masks do to every loss what leaving rows out and counting them several times does.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Mean_CountsRowsByWeightsAndMask(string name)
    {
        const int Time = 3, Batch = 2, Outputs = 4, Rows = Time * Batch;
        Loss loss = LossRegistry.Create(name);
        using var step = new TestStep();
        int width = Outputs * ((loss as LikelihoodLoss)?.Parameters ?? 1);
        float[] values = RandomArray.Uniform(Rows * Outputs, 2, 0.1f, 0.9f);
        if (loss is NegativeBinomialLikelihood)
            values = [.. values.Select(value => MathF.Floor(5 * value))];
        Tensor predictions = step.Input([Time, Batch, width], RandomArray.Uniform(Rows * width, 1, 0.1f, 0.9f)), targets = Targets();
        float[] rows = loss.Forward(step.Tape, predictions, targets).Values.ToArray();
        Assert.Equal(Rows, rows.Length);
        Assert.Equal(rows.Average(), loss.Mean(step.Tape, predictions, targets).Values[0], 1e-5);
        Assert.Equal(rows.Select((value, row) => value * (row % 2 == 0 ? 3 : 0.5)).Sum() / Rows,
            loss.Mean(step.Tape, predictions, targets, [3, 0.5f]).Values[0], 2e-5);

        byte[] mask = [1, 1, 0, 1, 0, 0];
        step.Tape.Reset();
        Tensor masked = step.Tape.Arena.AttachMask(step.Input([Time, Batch, width], RandomArray.Uniform(Rows * width, 1, 0.1f, 0.9f)));
        mask.CopyTo(masked.Mask);
        targets = Targets();
        Tensor mean = loss.Mean(step.Tape, masked, targets);
        Assert.Equal((rows[0] + rows[1] + rows[3]) / 3, mean.Values[0], 1e-5);
        step.Tape.Backward(mean);
        Assert.All(masked.Gradients[(2 * width)..(3 * width)].ToArray(), gradient => Assert.Equal(0, gradient));
        Assert.Contains(masked.Gradients[..width].ToArray(), gradient => gradient != 0);

        Tensor Targets() => name.StartsWith("sparse", StringComparison.Ordinal)
            ? step.Ids([Time, Batch], [0, 3, 1, 2, 2, 0])
            : step.Input([Time, Batch, Outputs], values, requiresGradient: false);
    }

    [Fact]
    public void Mean_Throws_WhenATargetIsNoNumber()
    {
        using var step = new TestStep();
        Tensor predictions = step.Input([2, 2], new float[4]), targets = step.Input([2, 2], [0, 1, 2, float.NaN], false);
        string message = Assert.Throws<ArgumentException>(() => Loss.MeanSquaredError.Mean(step.Tape, predictions, targets)).Message;
        Assert.Contains("row 1 of the batch, output 1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mean_Throws_WhenABinaryTargetIsImpossible()
    {
        using var step = new TestStep();
        Tensor predictions = step.Input([2, 1], [0.5f, 0.5f]), targets = step.Input([2, 1], [1, 2], false);
        string message = Assert.Throws<ArgumentException>(() => Loss.BinaryCrossentropy.Mean(step.Tape, predictions, targets)).Message;
        Assert.Contains("row 1 of the batch, output 0, is 2; it lies between 0 and 1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mean_TakesAnyIdWhereAStepIsPadding()
    {
        using var step = new TestStep();
        Tensor predictions = step.Tape.Arena.AttachMask(step.Input([2, 1, 3], [0.2f, 0.3f, 0.5f, 0.1f, 0.1f, 0.8f]));
        predictions.Mask[0] = 1;
        predictions.Mask[1] = 0;
        Tensor mean = Loss.SparseCategoricalCrossentropy.Mean(step.Tape, predictions, step.Ids([2, 1], [2, -1]));
        step.Tape.Backward(mean);
        Assert.Equal(-MathF.Log(0.5f), mean.Values[0], 1e-6f);
        Assert.Equal([0, 0, 0], predictions.Gradients[3..]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.SparseCategoricalCrossentropy.Mean(step.Tape, predictions, step.Ids([2, 1], [-1, 0])));
    }

    [Fact]
    public void Mean_Throws_WhenWeightsFitNeitherRowsNorSamples()
    {
        using var step = new TestStep();
        Tensor predictions = step.Input([3, 4, 1], new float[12]), targets = step.Input([3, 4, 1], new float[12], false);
        Assert.Throws<ArgumentException>(() => Loss.MeanSquaredError.Mean(step.Tape, predictions, targets, [1, 2]));
        Assert.Throws<ArgumentException>(() => Loss.MeanSquaredError.Mean(step.Tape, predictions, targets, new float[6]));
    }

    [Fact]
    public void Mean_TakesALossThatIsOneNumber_ButNotWithWeights()
    {
        using var step = new TestStep();
        Tensor predictions = step.Input([2, 2], [1, 2, 3, 4]), targets = step.Input([2, 2], new float[4], false);
        Assert.Equal(10, new Total().Mean(step.Tape, predictions, targets).Values[0]);
        Assert.Throws<NotSupportedException>(() => new Total().Mean(step.Tape, predictions, targets, [1, 1]));
    }

    [Fact]
    public void Options_AreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Huber { Delta = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalCrossentropy { LabelSmoothing = 1.5f });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryCrossentropy { LabelSmoothing = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SparseCategoricalCrossentropy { LabelSmoothing = 2 });
    }

    [Fact]
    public void LabelSmoothing_OfIds_IsThatOfTheirOneHotVectors()
    {
        using var step = new TestStep();
        Tensor predictions = step.Input([2, 3], [0.2f, 0.3f, 0.5f, 0.1f, 0.8f, 0.1f]);
        Tensor ids = step.Ids([2], [2, 0]), rows = step.Input([2, 3], [0, 0, 1, 1, 0, 0], false);
        foreach (bool logits in new[] { false, true })
            Assert.Equal(
                new CategoricalCrossentropy { FromLogits = logits, LabelSmoothing = 0.3f }.Forward(step.Tape, predictions, rows).Values,
                new SparseCategoricalCrossentropy { FromLogits = logits, LabelSmoothing = 0.3f }.Forward(step.Tape, predictions, ids).Values);
    }

    sealed class Total : Loss
    {
        public override string Name => "total";

        public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets) => tape.Sum(predictions);
    }
}
