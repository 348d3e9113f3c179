using Unroll.Tensors;

namespace Unroll.Data;

/// <summary>Where <see cref="SampleData.Write"/> puts a sample: one row of a batch, step by step. Everything is 0 at first.</summary>
public readonly ref struct BatchRow
{
    readonly int _row, _rows;

    internal BatchRow(Tensor inputs, Tensor targets, int row, int rows) => (Inputs, Targets, _row, _rows) = (inputs, targets, row, rows);

    internal Tensor Inputs { get; }

    internal Tensor Targets { get; }

    internal int Index => _row;

    internal int Count => _rows;

    /// <summary>The input's features at a time step; without time axis, at step 0.</summary>
    public Span<float> Input(int time = 0) => Features(Inputs, time);

    /// <summary>The input's id at a time step; without time axis, at step 0.</summary>
    public ref int InputId(int time = 0) => ref Inputs.Ids[(time * _rows) + _row];

    /// <summary>The target's values at a time step; without time axis, at step 0.</summary>
    public Span<float> Target(int time = 0) => Features(Targets, time);

    /// <summary>The target's class id at a time step; without time axis, at step 0.</summary>
    public ref int TargetId(int time = 0) => ref Targets.Ids[(time * _rows) + _row];

    Span<float> Features(Tensor tensor, int time) => tensor.Values.Slice(((time * _rows) + _row) * tensor.Shape.Last, tensor.Shape.Last);
}
