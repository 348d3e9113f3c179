using Unroll.Autograd;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support.References;

namespace Unroll.Tests.Operations;

/// <summary>A recurrent operation beside its reference.</summary>
/// <param name="Gates">Columns of W and U for each unit.</param>
/// <param name="BiasShape">The shape of the bias for a number of units.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Reference">The same in double.</param>
sealed record SequenceSubject(int Gates, Func<int, Shape> BiasShape, SequenceSubject.Run Operation, SequenceSubject.Naive Reference)
{
    public delegate RecurrentOutput Run(
        Tape tape, Tensor x, Tensor w, Tensor u, Tensor bias, Tensor[] more, RecurrenceOptions options, RecurrentState hidden, RecurrentState cell,
        Tensor dropout = default);

    public delegate double[] Naive(RecurrentReference reference, double[] x, double[] w, double[] u, double[]? bias, double[][] more);

    /// <summary>The lengths of the weights beside W, U and the bias, for a number of units: those of a normalization.</summary>
    public Func<int, int[]> More { get; init; } = _ => [];

    /// <summary>Whether there is a cell state.</summary>
    public bool HasCells => Gates == 4;

    public static SequenceSubject SimpleRnn { get; } = new(1, units => [units],
        (tape, x, w, u, bias, _, options, hidden, _, dropout) => tape.SimpleRnnSequence(x, w, u, bias, options, hidden, dropout),
        (reference, x, w, u, bias, _) => reference.SimpleRnn(x, w, u, bias));

    public static SequenceSubject Lstm { get; } = new(4, units => [4 * units],
        (tape, x, w, u, bias, _, options, hidden, cell, dropout) => tape.LstmSequence(x, w, u, bias, options, hidden, cell, dropout),
        (reference, x, w, u, bias, _) => reference.Lstm(x, w, u, bias));

    public static SequenceSubject Gru { get; } = new(3, units => [2, 3 * units],
        (tape, x, w, u, bias, _, options, hidden, _, dropout) => tape.GruSequence(x, w, u, bias, options, hidden, dropout),
        (reference, x, w, u, bias, _) => reference.Gru(x, w, u, bias));

    public static SequenceSubject GruResetBefore { get; } = new(3, units => [3 * units],
        (tape, x, w, u, bias, _, options, hidden, _, dropout) => tape.GruResetBeforeSequence(x, w, u, bias, options, hidden, dropout),
        (reference, x, w, u, bias, _) => reference.GruResetBefore(x, w, u, bias));

    public static SequenceSubject LayerNormalizedLstm { get; } = new(4, units => [4 * units],
        (tape, x, w, u, bias, more, options, hidden, cell, dropout) =>
            tape.LayerNormalizedLstmSequence(x, w, u, bias, new(more[0], more[1], 1e-3f) { CellGamma = more[2], CellBeta = more[3] }, options, hidden, cell,
                dropout),
        (reference, x, w, u, bias, more) => reference.LayerNormalizedLstm(x, w, u, bias, more))
    {
        More = units => [4 * units, 4 * units, units, units],
    };

    public static SequenceSubject LayerNormalizedGru { get; } = new(3, units => [2, 3 * units],
        (tape, x, w, u, bias, more, options, hidden, _, dropout) =>
            tape.LayerNormalizedGruSequence(x, w, u, bias, new(more[0], more[1], 1e-3f), options, hidden, dropout),
        (reference, x, w, u, bias, more) => reference.LayerNormalizedGru(x, w, u, bias, more))
    {
        More = units => [3 * units, 3 * units],
    };
}
