using Unroll.Kernels.Activations;
using Unroll.Kernels.Attention;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Embedding;
using Unroll.Kernels.Losses;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Normalization;
using Unroll.Kernels.Optimizers;
using Unroll.Kernels.Pooling;
using Unroll.Kernels.Random;
using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Softmax;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests;

public sealed class KernelAllocationTests
{
    const int Units = 24;
    const int Batch = 6;
    const int Steps = 3;

    static readonly SequenceLayout s_layout = new(Steps, Batch, Units, false);
    static readonly float[] s_gates = RandomData.Uniform(Steps * Batch * 4 * Units, 1);
    static readonly float[] s_hidden = new float[s_layout.StateLength];
    static readonly float[] s_cells = new float[s_layout.StateLength];
    static readonly float[] s_gradients = new float[s_layout.StateLength];
    static readonly float[] s_kept = new float[s_layout.OutputLength];
    static readonly float[] s_packed = RandomData.Uniform(2 * 16 * 4 * Units, 2, 0.1f);
    static readonly float[] s_large = RandomData.Uniform(100_000, 3);
    static readonly float[] s_other = new float[100_000];
    static readonly float[] s_third = new float[100_000];
    static readonly int[] s_ids = RandomData.Ids(1000, 50, 4);

    public static TheoryData<string, int> Kernels
    {
        get
        {
            var kernels = new TheoryData<string, int>();
            foreach (string kernel in s_kernels.Keys)
                foreach (int workers in new[] { 1, 3 })
                    kernels.Add(kernel, workers);
            return kernels;
        }
    }

    static readonly Dictionary<string, Action<Workers>> s_kernels = new()
    {
        ["Lstm"] = workers =>
        {
            LstmForward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, Input(96), s_packed, s_gates, s_hidden, s_cells);
            LstmBackward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, s_gates, s_cells, s_packed, new(s_gradients, false),
                s_kept);
        },
        ["Gru"] = workers =>
        {
            GruForward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, Input(144), s_packed, s_gates, s_hidden);
            GruBackward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, s_gates, s_hidden, s_packed, new(s_gradients, false));
        },
        ["GruResetBefore"] = workers =>
        {
            GruResetBeforeForward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, Input(72), s_packed, s_packed, s_gates, s_hidden);
            GruResetBeforeBackward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, s_gates, s_hidden, s_packed,
                new(s_gradients, false));
        },
        ["LayerNormalizedLstm"] = workers =>
        {
            LayerNormalizedLstmForward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, new(s_large), s_packed, s_packed, s_packed,
                s_packed, 1e-3f, s_gates, s_other, s_third, s_hidden, s_cells);
            LayerNormalizedLstmBackward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, s_gates, s_other, s_third, s_cells,
                s_packed, s_packed, s_packed, s_packed, s_third.AsSpan(1000), new(s_gradients, false), s_kept);
        },
        ["LayerNormalizedGru"] = workers =>
        {
            LayerNormalizedGruForward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, new(s_large), s_packed, s_packed, s_packed,
                1e-3f, s_gates, s_other, s_third, s_hidden);
            LayerNormalizedGruBackward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, s_gates, s_other, s_third, s_hidden,
                s_packed, s_packed, s_packed, s_third.AsSpan(1000), new(s_gradients, false));
        },
        ["SimpleRnn"] = workers =>
        {
            SimpleRnnForward.Run(workers, s_layout, ActivationFunction.Tanh, Input(24), s_packed, s_hidden);
            SimpleRnnBackward.Run(workers, s_layout, ActivationFunction.Tanh, s_hidden, s_packed, new(s_gradients, false));
        },
        ["Products"] = workers =>
        {
            var layout = new PanelLayout(100, 90);
            Packing.Run(workers, new MatrixView(s_large, 100).Transposed, layout, s_other);
            MatrixProduct.Run(workers, new MatrixView(s_large, 100), s_other, layout, 100, [], s_third, 90);
            GradientProduct.Run(workers, new(s_large, 50, 50, s_third, 90, accumulate: true), GradientSource.Ones(s_third.AsSpan(50_000), false), default,
                default,
                s_large, 90, 90, 300);
        },
        ["Elementwise"] = workers =>
        {
            ActivationKernel.Forward(workers, ActivationFunction.Elu, s_large, s_other);
            ActivationKernel.Backward(workers, ActivationFunction.Elu, s_large, s_other, s_large, s_third, accumulate: true);
            ActivationKernel.Backward(workers, ActivationFunction.Gelu, s_large, s_other, s_large, s_third, accumulate: false);
            _ = Reductions.Penalty(workers, s_large, 0.1f, 0.2f);
            ColumnSum.Run(workers, s_large, 100, 1000, 1000, s_other, accumulate: false);
            ColumnCopy.Run(workers, s_large, new(1000, 3), s_other, new(1000, 5), 90, 100, accumulate: true);
            _ = Reductions.Sum(workers, s_large) + Reductions.SumOfSquares(workers, s_large);
        },
        ["Softmax"] = workers =>
        {
            SoftmaxKernel.Forward(workers, s_large, 1000, 50, s_other, s_third);
            SoftmaxKernel.Backward(workers, s_other, s_large, 1000, 50, s_third, accumulate: false);
            CrossEntropyKernel.Backward(workers, s_other, s_ids, 50, s_large, s_third, accumulate: false);
        },
        ["Losses"] = workers =>
        {
            ElementLossLoop.Forward(workers, default(SquaredError), s_large, s_other, 50, 50, s_third.AsSpan(0, 1000));
            ElementLossLoop.Backward(workers, default(SquaredError), s_large, s_other, 50, 50, s_large.AsSpan(0, 1000), s_third, accumulate: true);
        },
        ["Embedding"] = workers =>
        {
            EmbeddingKernel.Forward(workers, s_ids, s_large, 80, s_other);
            EmbeddingKernel.Backward(workers, s_ids, s_other, 80, s_third, accumulate: false);
        },
        ["LogSoftmax"] = workers =>
        {
            LogSoftmaxKernel.Forward(workers, s_large, 1000, 50, s_other);
            LogSoftmaxKernel.Backward(workers, s_other, s_large, 1000, 50, s_third, accumulate: false);
        },
        ["LayerNormalization"] = workers =>
        {
            LayerNormalizationForward.Run(workers, s_large, 1000, 50, s_packed, s_packed, 1e-3f, s_other, s_third, s_third.AsSpan(1000));
            LayerNormalizationBackward.Run(workers, s_large, s_large, 1000, 50, s_packed, s_third, s_third.AsSpan(1000), new(s_other, false),
                new(s_hidden.AsSpan(0, 50), false), new(s_cells.AsSpan(0, 50), false), s_third.AsSpan(2000));
        },
        ["Attention"] = workers =>
        {
            var shape = new AttentionShape(20, 20, 4, 2, 24, 24);
            var scoring = new AttentionScoring(0.2f, IsCausal: true, Dropout: 0.1f, DropoutKey: 1);
            var inputs = new AttentionInputs { Queries = s_large, Keys = s_large.AsSpan(5000), Values = s_large.AsSpan(10_000), Bias = s_large };
            AttentionForward.Run(workers, shape, scoring, inputs, [], s_other, s_third, s_third.AsSpan(10_000), []);
            AttentionBackward.Run(workers, shape, scoring, inputs, s_other, s_third, s_large, new AttentionGradients
            {
                Queries = new(s_third.AsSpan(10_000), false), Keys = new(s_third.AsSpan(20_000), false), Values = new(s_third.AsSpan(30_000), false),
                Bias = new(s_third.AsSpan(40_000), true),
            }, s_third.AsSpan(50_000));
        },
        ["Pooling"] = workers =>
        {
            AveragePoolingKernel.Forward(workers, s_large, new(20, 50, 80), [], s_other);
            AveragePoolingKernel.Backward(workers, s_other, new(20, 50, 80), [], s_third, accumulate: false);
            MaximumPoolingKernel.Forward(workers, s_large, new(20, 50, 80), [], s_other);
            MaximumPoolingKernel.Backward(workers, s_large, new(20, 50, 80), [], s_other, s_other, s_third, accumulate: true);
        },
        ["Dropout"] = workers => DropoutKernel.Run(workers, 1, 0.5f, s_large, s_other),
        ["Noise"] = workers => NoiseKernel.Run(workers, 1, 0.5f, s_large, s_other),
        ["Adam"] = workers => OptimizerLoop.Run(workers, new AdamUpdate(0.01f, 0.1f, 0.001f, 1e-7f, largest: false), new ClipAndDecay(0.5f, 1, -0.1f),
            s_other.AsSpan(0, 40_000), s_large, s_third, s_third.AsSpan(50_000), []),
    };

    static SequenceInput Input(int biases) => new(s_large, Units, s_packed, s_large.AsSpan(0, biases));

    /// <summary>At every run, that is: once, where it replaces a running loop by optimized code, the runtime itself takes 24 bytes.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_AllocatesNothing(string kernel, int workers)
    {
        Action<Workers> run = s_kernels[kernel];
        Workers crew = SharedWorkers.Of(workers);
        run(crew);
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            run(crew);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }
}
