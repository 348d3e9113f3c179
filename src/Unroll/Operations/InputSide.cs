using Unroll.Autograd;
using Unroll.Kernels.Embedding;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Recurrent;
using Unroll.Tensors;

namespace Unroll.Operations;

/// <summary>
/// x·W of a recurrent layer. Where x are rows of a table, as after an embedding, and the table has fewer rows than x, W meets the table instead: a product for
/// every symbol, not for every step and row of the batch; where nothing is trained that product is kept. The sums are the same chains of multiply-adds, so
/// outputs have the same bits; gradients are first summed by symbol.
/// </summary>
struct InputSide
{
    /// <summary>Floats of a table's product that a model keeps for prediction: of a few hundred symbols, not of a language's words.</summary>
    const long MostKept = 1 << 22;

    readonly Tensor _x, _kernel, _bias;
    readonly Tensor _ids, _table;
    readonly bool _keeps;

    /// <param name="tape">The step.</param>
    /// <param name="x">[time, batch, features].</param>
    /// <param name="kernel">W.</param>
    /// <param name="bias">b, or empty.</param>
    /// <param name="mayKeep">Whether <see cref="Forward"/> will be asked for, so that a table's product can be kept where nothing is trained.</param>
    public InputSide(Tape tape, Tensor x, Tensor kernel, Tensor bias, bool mayKeep)
    {
        (_x, _kernel, _bias) = (x, kernel, bias);
        if (tape.FindLookup(x) is not { } lookup)
            return;
        _keeps = mayKeep && !tape.IsRecording && kernel.IsKeptWith(lookup.Table, bias) && (long)lookup.Table.Shape[0] * kernel.Shape.Last <= MostKept;
        if (_keeps || 2 * lookup.Table.Shape[0] <= x.Shape.Rows)
            (_ids, _table) = (lookup.Ids, lookup.Table);
    }

    readonly bool IsLookup => !_table.IsEmpty;

    /// <param name="tape">The step.</param>
    /// <param name="layout">How the cell wants W packed.</param>
    /// <param name="start">What x·W is added to, if that is not the bias as it is: [gates·units].</param>
    public readonly SequenceInput Forward(Tape tape, PanelLayout layout, ReadOnlySpan<float> start)
    {
        ReadOnlySpan<float> bias = _bias.IsEmpty ? [] : _bias.Values;
        if (!IsLookup)
            return new SequenceInput(_x.Values, layout.Depth, _kernel.Packed(tape, layout), bias) { Format = tape.WeightFormat };
        start = start.IsEmpty ? bias : start;
        ReadOnlySpan<float> product = _keeps
            ? _kernel.Kept(layout with { Format = tape.WeightFormat }, _table, _bias, new TableProduct(tape, _table, _kernel, start))
            : Product(tape, start).Values;
        return new SequenceInput(_ids.Ids, product, bias) { Format = tape.WeightFormat };
    }

    /// <summary>start + x·W for each of <see cref="Met"/>: [rows, gates·units].</summary>
    public readonly Tensor Product(Tape tape, ReadOnlySpan<float> start)
    {
        Tensor product = tape.Allocate(new Shape(MetRows, _kernel.Shape[1]), requiresGradient: false);
        new TableProduct(tape, IsLookup ? _table : _x, _kernel, start).Fill(product.Values);
        return product;
    }

    /// <summary>Which row of <see cref="Met"/> each step and row of the batch reads; empty where it is their own.</summary>
    public readonly ReadOnlySpan<int> Ids => IsLookup ? _ids.Ids : [];

    /// <summary>Rows of what W met.</summary>
    public readonly int MetRows => IsLookup ? _table.Shape[0] : _x.Shape.Rows;

    /// <summary>What W met: x, or the table.</summary>
    public readonly ReadOnlySpan<float> Met => (IsLookup ? _table : _x).Values;

    /// <summary>The gradients of the gates, [rows, stride], summed by symbol if x was looked up: a row for each of <see cref="Met"/>.</summary>
    public readonly ReadOnlySpan<float> Gradients(Tape tape, ReadOnlySpan<float> gates, int stride)
    {
        if (!IsLookup)
            return gates;
        Span<float> sums = tape.Arena.Scratch(_table.Shape[0] * stride);
        EmbeddingKernel.Backward(tape.Workers, _ids.Ids, gates, stride, sums, accumulate: false);
        return sums;
    }

    /// <summary>
    /// Gradients of weights from some columns of those of the gates: U's from all steps, those of W and the biases from what the input side sees.
    /// </summary>
    /// <param name="tape">The step.</param>
    /// <param name="recurrent">Of U; default for none.</param>
    /// <param name="kernel">Of W; default for none.</param>
    /// <param name="bias">Of a bias.</param>
    /// <param name="otherBias">Of another one, or default.</param>
    /// <param name="gates">The gradients of the gates, from the first of the columns.</param>
    /// <param name="gradients">The same of <see cref="Gradients"/>.</param>
    /// <param name="stride">Floats from row to row.</param>
    /// <param name="columns">How many columns.</param>
    public readonly void WeightGradients(Tape tape, GradientSource recurrent, GradientSource kernel, GradientSource bias, GradientSource otherBias,
        ReadOnlySpan<float> gates, ReadOnlySpan<float> gradients, int stride, int columns)
    {
        if (!IsLookup)
        {
            GradientProduct.Run(tape.Workers, recurrent, kernel, bias, otherBias, gates, stride, columns, _x.Shape.Rows);
            return;
        }

        GradientProduct.Run(tape.Workers, recurrent, default, default, default, gates, stride, columns, _x.Shape.Rows);
        GradientProduct.Run(tape.Workers, kernel, bias, otherBias, default, gradients, stride, columns, _table.Shape[0]);
    }

    /// <summary>Hands the gradient on to x, or straight to the table.</summary>
    public readonly void PassGradient(Tape tape, ReadOnlySpan<float> gradients, int stride) =>
        InputGradient.Run(tape, IsLookup ? _table : _x, _kernel, gradients, stride);
}
