using Unroll.Autograd;
using Unroll.Kernels;
using Unroll.Tensors;

namespace Unroll.Tests.Support;

/// <summary>A recording tape with workers of its own: the engine below a model.</summary>
sealed class TestStep : IDisposable
{
    const int Dirty = 1 << 17;

    public TestStep(int workers = 2)
    {
        Workers = new Workers(workers);
        Tape = new Tape(Workers) { IsRecording = true };

        // What an earlier step left in the arena must not matter: here it is NaN. The first reset replaces the storage, the second keeps it.
        for (int i = 0; i < 2; i++)
        {
            Tensor tensor = Tape.Arena.Allocate([Dirty]);
            tensor.Values.Fill(float.NaN);
            tensor.Gradients.Fill(float.NaN);
            Tape.Reset();
        }
    }

    public Workers Workers { get; }

    public Tape Tape { get; }

    public Tensor Input(Shape shape, ReadOnlySpan<float> values, bool requiresGradient = true)
    {
        Tensor input = Tape.Arena.Allocate(shape, requiresGradient);
        values.CopyTo(input.Values);
        return input;
    }

    public Tensor Ids(Shape shape, ReadOnlySpan<int> ids)
    {
        Tensor input = Tape.Arena.AllocateIds(shape);
        ids.CopyTo(input.Ids);
        return input;
    }

    public void Dispose() => Workers.Dispose();
}
