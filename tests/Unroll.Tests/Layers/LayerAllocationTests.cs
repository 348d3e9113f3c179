using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Regularizers;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Layers;

/// <summary>A steady state allocates nothing, whatever the layers.</summary>
public sealed class LayerAllocationTests
{
    [Fact]
    public void RunStep_AllocatesNothing_WithMasksOfIds()
    {
        Regularizer cost = Regularizer.L1L2(0.01f, 0.01f);
        Model model = new Sequential(
            new Embedding(9, 6) { MaskZero = true, EmbeddingsRegularizer = cost },
            new Bidirectional(new Lstm(4) { ReturnSequences = true, Dropout = 0.1f, RecurrentDropout = 0.1f, KernelRegularizer = cost }),
            new LayerNormalization(),
            new TimeDistributed(new Dense(5, Activation.Gelu)),
            new Bidirectional(new SimpleRnn(4) { ReturnSequences = true, GoBackwards = true }) { Merge = MergeMode.Average },
            new GlobalAveragePooling1D(),
            new RepeatVector(3),
            new Gru(4) { ReturnSequences = true, ResetAfter = false, GoBackwards = true, RecurrentDropout = 0.2f },
            new Flatten(),
            new Dense(1));
        Check(model, new ArrayData(new Samples(RandomArray.Ids(20 * 7, 9, 1), [7]), new Samples(RandomArray.Uniform(20, 2), [1])));
    }

    [Fact]
    public void RunStep_AllocatesNothing_WithMaskedValues()
    {
        Model model = new Sequential(
            new Masking(),
            new GaussianNoise(0.1f),
            new Gru(5) { ReturnSequences = true, Dropout = 0.3f },
            new Dropout(0.2f),
            new SkipConnection(new Lstm(3) { ReturnSequences = true }, new SpatialDropout1D(0.3f)),
            new Bidirectional(new Gru(3) { ReturnSequences = true }) { Merge = MergeMode.Multiply },
            new Activation(Activation.LogSoftmax),
            new GlobalMaxPooling1D(),
            new Reshape([-1, 1]),
            new SimpleRnn(3) { RecurrentDropout = 0.5f },
            new Dense(1, Activation.Silu));
        Check(model, new ArrayData(RandomArray.Uniform(20 * 7 * 2, 1), [7, 2], RandomArray.Uniform(20, 2), [1]));
    }

    [Fact]
    public void RunStep_AllocatesNothing_WithNormalizedCells()
    {
        Model model = new Sequential(
            new Masking(),
            new Bidirectional(new LayerNormalizedLstm(5) { ReturnSequences = true, Dropout = 0.3f }),
            new Lstm(4) { ReturnSequences = true, Zoneout = 0.1f, ZoneoutCell = 0.2f },
            new LayerNormalizedGru(3) { RecurrentDropout = 0.5f, Zoneout = 0.1f },
            new Dense(1));
        Check(model, new ArrayData(RandomArray.Uniform(20 * 7 * 2, 1), [7, 2], RandomArray.Uniform(20, 2), [1]));
    }

    [Fact]
    public void RunStep_AllocatesNothing_WithAttention()
    {
        Model model = new Sequential(
            new Embedding(9, 6) { MaskZero = true },
            new MultiHeadAttention(2, 4) { Dropout = 0.1f },
            new RmsNormalization(),
            new Attention { UseScale = true, Mode = ScoreMode.Concatenate, UseCausalMask = true },
            new AdditiveAttention { Dropout = 0.2f },
            new GlobalAveragePooling1D(),
            new Dense(1));
        Check(model, new ArrayData(new Samples(RandomArray.Ids(20 * 7, 9, 1), [7]), new Samples(RandomArray.Uniform(20, 2), [1])));
    }

    static void Check(Model model, ArrayData data)
    {
        model.Compile(new Adam(), Loss.MeanSquaredError);
        using var trainer = new Trainer(model, data, new FitOptions { BatchSize = 8, Workers = 2 });
        for (int epoch = 0; epoch < 2; epoch++)
        {
            for (int batch = 0; batch < trainer.BatchesPerEpoch; batch++)
                trainer.RunStep();
            trainer.Rewind();
        }

        Assert.Equal(0, Allocation.Least(() =>
        {
            trainer.RunStep();
            if (trainer.Batch == trainer.BatchesPerEpoch)
                trainer.Rewind();
        }));
    }
}
