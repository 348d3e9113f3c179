using Unroll.Autograd;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Layers;

/// <summary>Weights that are used in several places of a step: the gradients of the places add up.</summary>
public sealed class SharedLayerTests
{
    const int Steps = 5, Batch = 4, Symbols = 4, Features = 3;

    static readonly int[] s_ids = RandomArray.Ids(Steps * Batch, Symbols, 1), s_targets = RandomArray.Ids(Steps * Batch, Symbols, 2);

    public static TheoryData<string> Cells => LayerStep.Cells;

    /// <summary>Logits h·Eᵀ of the table that the ids are looked up in: its gradient is that of two tables.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public void Table_ReadByIdsAndAsWeights_TakesBothGradients(string cell)
    {
        float[] table = RandomArray.Uniform(Symbols * Features, 3);
        Sequential model = LayerStep.Built([Steps, Features], LayerStep.Cell(cell, Features, sequences: true));
        using TestStep one = new(), two = new();
        Tensor shared = one.Input([Symbols, Features], table);
        Tensor read = two.Input([Symbols, Features], table), multiplied = two.Input([Symbols, Features], table);
        Run(one, shared, shared);
        Run(two, read, multiplied);
        float[] sum = [.. read.Gradients];
        for (int i = 0; i < sum.Length; i++)
            sum[i] += multiplied.Gradients[i];
        TensorAssert.Close(sum, shared.Gradients, 1e-6, "table");

        void Run(TestStep step, Tensor vectors, Tensor weights)
        {
            Tensor h = model.Forward(step.Context(), step.Tape.EmbeddingLookup(step.Ids([Steps, Batch], s_ids), vectors));
            Tensor logits = step.Tape.MatMul(h, step.Tape.SwapOuterAxes(weights));
            step.Tape.Backward(step.Tape.Mean(step.Tape.CrossEntropyFromLogits(logits, step.Ids([Steps, Batch], s_targets))));
        }
    }

    /// <summary>A layer that reads its own output once more is two layers of the same weights.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public void Layer_UsedTwice_IsTwoLayersOfTheSameWeights(string cell)
    {
        float[] x = RandomArray.Uniform(Steps * Batch * Features, 4);
        Sequential shared = LayerStep.Built([Steps, Features], LayerStep.Cell(cell, Features, sequences: true));
        Sequential two = LayerStep.Built([Steps, Features], LayerStep.Cell(cell, Features, sequences: true), LayerStep.Cell(cell, Features, sequences: true));
        using TestStep one = new(), other = new();
        Tensor input = one.Input([Steps, Batch, Features], x), expectedInput = other.Input([Steps, Batch, Features], x);
        Tensor output = shared.Forward(one.Context(), shared.Forward(one.Context(), input)), expected = two.Forward(other.Context(), expectedInput);
        Assert.Equal(expected.Values, output.Values);
        float[] gradient = RandomArray.Uniform(x.Length, 5);
        Backward(one.Tape, shared, output, gradient);
        Backward(other.Tape, two, expected, gradient);
        TensorAssert.Close(expectedInput.Gradients, input.Gradients, 1e-6, "input");
        int count = shared.Parameters.Parameters.Count;
        for (int i = 0; i < count; i++)
        {
            float[] sum = [.. two.Parameters.Parameters[i].Gradients];
            for (int j = 0; j < sum.Length; j++)
                sum[j] += two.Parameters.Parameters[count + i].Gradients[j];
            TensorAssert.Close(sum, shared.Parameters.Parameters[i].Gradients, 1e-6, shared.Parameters.Parameters[i].Name);
        }
    }

    /// <summary>As in Keras and PyTorch, each use of a layer of noise draws its own; a step that is made again draws the same.</summary>
    [Fact]
    public void Dropout_UsedTwice_LeavesOutOtherElements()
    {
        using var step = new TestStep();
        foreach (Layer layer in (Layer[])[new Dropout(0.5f), new GaussianNoise(1), new TimeDistributed(new Dropout(0.5f)), LayerStep.Adding(16, dropout: 0.5f),
            LayerStep.Adding(16, recurrentDropout: 0.5f)])
        {
            LayerStep.Built([2, 16], layer);
            LayerContext context = step.Context(trains: true);
            (float[] first, float[] second) = Twice();
            Assert.NotEqual(first, second);
            step.Tape.Reset();
            (float[] firstAgain, float[] secondAgain) = Twice();
            Assert.Equal(first, firstAgain);
            Assert.Equal(second, secondAgain);

            (float[] First, float[] Second) Twice()
            {
                Tensor x = step.Input([2, 4, 16], RandomArray.Uniform(2 * 4 * 16, 1, 1, 2));
                return ([.. layer.Forward(context, x).Values], [.. layer.Forward(context, x).Values]);
            }
        }
    }

    static void Backward(Tape tape, Sequential model, Tensor output, float[] gradient)
    {
        model.Parameters.BeginPass();
        tape.Backward(output, gradient);
    }
}
