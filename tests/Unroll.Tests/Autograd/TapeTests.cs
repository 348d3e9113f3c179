using Unroll.Autograd;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Parameters;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Autograd;

public sealed class TapeTests
{
    [Fact]
    public void Record_ReusesEntriesByPosition()
    {
        using var step = new TestStep();
        First first = step.Tape.Record<First>();
        First second = step.Tape.Record<First>();
        Assert.NotSame(first, second);
        step.Tape.Reset();
        Assert.Same(first, step.Tape.Record<First>());
        Assert.Same(second, step.Tape.Record<First>());
    }

    [Fact]
    public void Record_MakesAnotherEntry_WhenThePositionHasAnotherType()
    {
        using var step = new TestStep();
        First first = step.Tape.Record<First>();
        step.Tape.Record<First>();
        step.Tape.Reset();
        Second other = step.Tape.Record<Second>();
        First third = step.Tape.Record<First>();
        Assert.NotSame(first, third);
        step.Tape.Reset();
        Assert.Same(other, step.Tape.Record<Second>());
        Assert.Same(third, step.Tape.Record<First>());
    }

    [Fact]
    public void Backward_WalksTheEntriesOfThisStep_FromTheLast()
    {
        using var step = new TestStep();
        List<int> order = [];
        for (int i = 0; i < 5; i++)
            step.Tape.Record<First>().Save(order, i);
        step.Tape.Reset();
        for (int i = 0; i < 3; i++)
            step.Tape.Record<First>().Save(order, i);
        step.Tape.Backward(step.Input([1], [0]));
        Assert.Equal([2, 1, 0], order);
    }

    [Fact]
    public void Backward_Throws_WhenThereIsNothingToStartFrom()
    {
        using var step = new TestStep();
        Assert.Throws<ArgumentException>(() => step.Tape.Backward(step.Input([2], [1, 2])));
        Assert.Throws<ArgumentException>(() => step.Tape.Backward(step.Input([1], [1], requiresGradient: false)));
        Assert.Throws<ArgumentException>(() => step.Tape.Backward(step.Input([3], new float[3]), new float[2]));
        Assert.Throws<ArgumentException>(() => step.Tape.Backward(step.Input([3], new float[3]), new float[4]));
    }

    [Fact]
    public void Operations_LeaveNoEntriesAndNoGradients_WhenNothingIsRecorded()
    {
        using var step = new TestStep();
        step.Tape.IsRecording = false;
        Tensor x = step.Input([2, 3], new float[6]);
        Assert.False(step.Tape.Tanh(x).RequiresGradient);
        Assert.False(step.Tape.MatMul(x, step.Input([3, 4], new float[12])).RequiresGradient);
    }

    [Fact]
    public void SecondBackward_OfAStep_Throws()
    {
        using var step = new TestStep();
        Tensor x = step.Input([2], [1, 2]), y = step.Tape.Activate(x, ActivationFunction.Tanh);
        step.Tape.Backward(y, [1, 1]);
        Assert.Throws<InvalidOperationException>(() => step.Tape.Backward(y, [1, 1]));
    }

    [Fact]
    public void Parameter_UsedTwice_GetsBothGradients()
    {
        using var step = new TestStep();
        (ParameterStore store, Parameter weight, _) = TwoWeights();
        Tensor x = step.Input([1, 2], [1, 2], requiresGradient: false);
        Tensor once = step.Tape.MatMul(x, weight.Tensor), twice = step.Tape.MatMul(once, weight.Tensor);
        store.BeginPass();
        step.Tape.Backward(step.Tape.Sum(twice));

        // y = x·W, loss = Σ y·W: dW = yᵀ·1 + xᵀ·(1·Wᵀ) with W = [[1, 2], [3, 4]].
        Assert.Equal([7, 5], once.Values.ToArray().Select((value, i) => value - (i * 5)));
        Assert.Equal([7 + 3, 7 + 7, 10 + 6, 10 + 14], weight.Gradients);
    }

    [Fact]
    public void Parameter_ThatIsFrozen_GetsNoGradient_ButPassesItOn()
    {
        using var step = new TestStep();
        (ParameterStore store, Parameter first, Parameter second) = TwoWeights();
        second.Trainable = false;
        second.Gradients.Fill(99);
        Tensor x = step.Input([1, 2], [1, 2], requiresGradient: false);
        Tensor loss = step.Tape.Sum(step.Tape.MatMul(step.Tape.MatMul(x, first.Tensor), second.Tensor));
        store.BeginPass();
        step.Tape.Backward(loss);
        store.ClearUnwritten();
        Assert.False(second.HasGradient);
        Assert.Equal(new float[4], second.Gradients);
        Assert.Equal([3, 7, 6, 14], first.Gradients);
    }

    [Fact]
    public void Layers_OfTheUsersOwn_AreEntriesLikeTheLibrarys()
    {
        using var step = new TestStep();
        Tensor x = step.Input([3], [1, -2, 3]), y = Cube(step.Tape, x);
        step.Tape.Backward(step.Tape.Sum(step.Tape.Add(y, x)));
        Assert.Equal([1, -8, 27], y.Values);
        Assert.Equal([4, 13, 28], x.Gradients);
    }

    static (ParameterStore Store, Parameter First, Parameter Second) TwoWeights()
    {
        var store = new ParameterStore();
        Parameter first = store.Declare("first", [2, 2], Initializer.Zeros), second = store.Declare("second", [2, 2], Initializer.Zeros);
        store.Place(default);
        foreach (Parameter parameter in store.Parameters)
            ((float[])[1, 2, 3, 4]).CopyTo(parameter.Values);
        return (store, first, second);
    }

    /// <summary>x³, from public members only.</summary>
    static Tensor Cube(Tape tape, Tensor x)
    {
        Tensor y = tape.Allocate(x.Shape, x.RequiresGradient);
        for (int i = 0; i < y.Shape.Length; i++)
            y.Values[i] = x.Values[i] * x.Values[i] * x.Values[i];
        if (y.RequiresGradient)
            tape.Record<CubeEntry>().Save(x, y);
        return y;
    }

    sealed class CubeEntry : TapeEntry
    {
        Tensor _x, _y;

        public void Save(Tensor x, Tensor y) => (_x, _y) = (x, y);

        public override void Backward(Tape tape)
        {
            if (!_y.HasGradient)
                return;
            bool accumulates = _x.AccumulatesGradient();
            for (int i = 0; i < _x.Shape.Length; i++)
                _x.Gradients[i] = (accumulates ? _x.Gradients[i] : 0) + (_y.Gradients[i] * 3 * _x.Values[i] * _x.Values[i]);
        }
    }

    sealed class First : TapeEntry
    {
        List<int>? _order;
        int _number;

        public void Save(List<int> order, int number) => (_order, _number) = (order, number);

        public override void Backward(Tape tape) => _order!.Add(_number);
    }

    sealed class Second : TapeEntry
    {
        public override void Backward(Tape tape)
        {
        }
    }
}
