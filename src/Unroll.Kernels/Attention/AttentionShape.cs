namespace Unroll.Kernels.Attention;

/// <summary>
/// The extents of an attention. Queries, keys, values and contexts lie as [time, batch, heads · size]; scores and what becomes of them as
/// [batch, heads, queries, keys], each row rounded up to whole lines.
/// </summary>
/// <param name="Queries">Time steps that ask.</param>
/// <param name="Keys">Time steps that are asked.</param>
/// <param name="Batch">Rows of the batch.</param>
/// <param name="Heads">Heads, each with a part of the features.</param>
/// <param name="KeySize">Features of a query and a key in a head.</param>
/// <param name="ValueSize">Features of a value in a head.</param>
readonly record struct AttentionShape(int Queries, int Keys, int Batch, int Heads, int KeySize, int ValueSize)
{
    /// <summary>Floats from a row of scores to the next: whole lines, so that a tile's lanes end inside.</summary>
    public int RowStride => Rounding.RoundUp(Keys, 16);

    /// <summary>Floats of the scores of one head of one row of the batch.</summary>
    public int HeadLength => checked(Queries * RowStride);

    /// <summary>Floats of all scores.</summary>
    public int ScoreLength => checked(Batch * Heads * HeadLength);

    /// <summary>One head of one row of the batch: what a worker computes alone.</summary>
    public int Parts => Queries == 0 || Keys == 0 ? 0 : Batch * Heads;

    public int QueryLength => checked(Queries * Batch * Heads * KeySize);

    public int KeyLength => checked(Keys * Batch * Heads * KeySize);

    public int ValueLength => checked(Keys * Batch * Heads * ValueSize);

    public int ContextLength => checked(Queries * Batch * Heads * ValueSize);

    /// <summary>Floats from a time step of queries and keys to the next.</summary>
    public nint KeyRow => (nint)Batch * Heads * KeySize;

    /// <summary>Floats from a time step of values and contexts to the next.</summary>
    public nint ValueRow => (nint)Batch * Heads * ValueSize;
}
