namespace Unroll.Text.Tokenizers;

/// <summary>Pieces as a tree of bytes: a text walks down it and meets every piece that it begins with.</summary>
sealed class PieceTrie
{
    /// <summary>Where every walk begins.</summary>
    public const int Root = 0;

    /// <summary>There is no such node, or no piece ends at it.</summary>
    public const int None = -1;

    readonly Dictionary<long, int> _children = [];
    readonly List<int> _ids = [None];

    /// <summary>Adds a piece.</summary>
    public void Add(ReadOnlySpan<byte> piece, int id)
    {
        int node = Root;
        foreach (byte part in piece)
        {
            if (!_children.TryGetValue(Key(node, part), out int child))
            {
                child = _ids.Count;
                _children.Add(Key(node, part), child);
                _ids.Add(None);
            }

            node = child;
        }

        _ids[node] = id;
    }

    /// <summary>The node that a byte leads to.</summary>
    public int Next(int node, byte part) => _children.TryGetValue(Key(node, part), out int child) ? child : None;

    /// <summary>The piece that ends at a node.</summary>
    public int Id(int node) => _ids[node];

    static long Key(int node, byte part) => ((long)node << 8) | part;
}
