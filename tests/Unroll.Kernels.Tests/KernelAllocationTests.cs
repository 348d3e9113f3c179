using Unroll.Kernels.Activations;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Embedding;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Optimizers;
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
    static readonly float[] s_gateGradients = new float[s_gates.Length];
    static readonly float[] s_weights = RandomData.Uniform(Units * 4 * Units, 2, 0.1f);
    static readonly float[] s_hidden = new float[s_layout.StateLength];
    static readonly float[] s_cells = new float[s_layout.StateLength];
    static readonly float[] s_gradients = new float[s_layout.StateLength];
    static readonly float[] s_kept = new float[s_layout.OutputLength];
    static readonly float[] s_packed = new float[Math.Max(LstmBackward.PackedLength(Units), GruBackward.PackedLength(Units))];
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
            LstmForward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, s_gates, s_weights, s_hidden, s_cells, s_packed);
            LstmBackward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, false, s_gates, s_cells, s_weights, s_gradients, s_kept,
                s_gateGradients, s_packed);
        },
        ["Gru"] = workers =>
        {
            GruForward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, s_gates, s_weights, [], s_hidden, s_kept, s_packed);
            GruBackward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, false, s_gates, s_kept, s_hidden, s_weights, s_gradients,
                s_gateGradients, s_cells, s_packed);
        },
        ["GruResetBefore"] = workers =>
        {
            GruResetBeforeForward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, s_gates, s_weights, s_hidden, s_kept, s_packed);
            GruResetBeforeBackward.Run(workers, s_layout, ActivationFunction.Tanh, ActivationFunction.Sigmoid, false, s_gates, s_hidden, s_weights, s_gradients,
                s_gateGradients, s_cells, s_packed);
        },
        ["SimpleRnn"] = workers =>
        {
            SimpleRnnForward.Run(workers, s_layout, ActivationFunction.Tanh, s_weights, s_hidden, s_packed);
            SimpleRnnBackward.Run(workers, s_layout, ActivationFunction.Tanh, false, s_hidden, s_weights, s_gradients, s_packed);
        },
        ["MatrixProduct"] = workers =>
        {
            MatrixProduct.Run(workers, new MatrixView(s_large, 100), new MatrixView(s_large, 100).Transposed, 100, 90, 100, [], s_other, 90);
            MatrixProduct.Run(workers, new MatrixView(s_large, 10), new MatrixView(s_large, 10), 10, 10, 10, s_third, s_other, 10);
        },
        ["Elementwise"] = workers =>
        {
            ActivationKernel.Forward(workers, ActivationFunction.Elu, s_large, s_other);
            ActivationKernel.Backward(workers, ActivationFunction.Elu, s_other, s_large, s_third, accumulate: true);
            ColumnSum.Run(workers, s_large, 100, 1000, 1000, s_other, accumulate: false);
            _ = Reductions.Sum(workers, s_large) + Reductions.SumOfSquares(workers, s_large);
        },
        ["Softmax"] = workers =>
        {
            SoftmaxKernel.Forward(workers, s_large, 1000, 50, s_other, s_third);
            SoftmaxKernel.Backward(workers, s_other, s_large, 1000, 50, s_third, accumulate: false);
            CrossEntropyKernel.Backward(workers, s_other, s_ids, 50, 1, s_third, accumulate: false);
        },
        ["Embedding"] = workers =>
        {
            EmbeddingKernel.Forward(workers, s_ids, s_large, 80, s_other);
            EmbeddingKernel.Backward(workers, s_ids, s_other, 80, s_third, accumulate: false);
        },
        ["Dropout"] = workers => DropoutKernel.Run(workers, 1, 0.5f, s_large, s_other),
        ["Adam"] = workers => OptimizerLoop.Run(workers, new AdamUpdate(0.01f, 0.1f, 0.001f, 1e-7f, largest: false), new ClipAndDecay(0.5f, 1, -0.1f),
            s_other.AsSpan(0, 40_000), s_large, s_third, s_third.AsSpan(50_000), []),
    };

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Run_AllocatesNothing(string kernel, int workers)
    {
        Action<Workers> run = s_kernels[kernel];
        Workers crew = SharedWorkers.Of(workers);
        run(crew);
        run(crew);
        long before = GC.GetAllocatedBytesForCurrentThread();
        run(crew);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
