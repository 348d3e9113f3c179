using System.Globalization;
using System.Runtime.CompilerServices;

namespace Unroll.Tensors;

/// <summary>The extents of a tensor, of rank 0 to 4. An extent of −1 is not known yet: "None" in a summary.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>
{
    /// <summary>The largest rank.</summary>
    public const int MaximalRank = 4;

    // Extents beyond the rank are 0, so that the default value is the shape of rank 0.
    readonly int _d0, _d1, _d2, _d3;

    /// <summary>A shape from its extents, outermost first.</summary>
    /// <exception cref="ArgumentException">More than four extents, or one below −1.</exception>
    public Shape(params ReadOnlySpan<int> extents)
    {
        if (extents.Length > MaximalRank)
            throw new ArgumentException($"A shape has at most {MaximalRank} extents, {extents.Length} were given.", nameof(extents));
        foreach (int extent in extents)
            if (extent < -1)
                throw new ArgumentException($"An extent is at least 0 (or −1 for unknown), {extent} was given.", nameof(extents));
        Rank = extents.Length;
        _d0 = Rank > 0 ? extents[0] : 0;
        _d1 = Rank > 1 ? extents[1] : 0;
        _d2 = Rank > 2 ? extents[2] : 0;
        _d3 = Rank > 3 ? extents[3] : 0;
    }

    /// <summary>The number of extents.</summary>
    public int Rank { get; }

    /// <summary>The number of elements; 1 for rank 0.</summary>
    public int Length => checked(Rank switch { 0 => 1, 1 => _d0, 2 => _d0 * _d1, 3 => _d0 * _d1 * _d2, _ => _d0 * _d1 * _d2 * _d3 });

    /// <summary>The innermost extent; 1 for rank 0.</summary>
    public int Last => Rank == 0 ? 1 : this[Rank - 1];

    /// <summary>The product of all extents but the innermost: how many feature vectors there are.</summary>
    public int Rows => Last == 0 ? 0 : Length / Last;

    /// <summary>An extent, counted from the outermost.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The axis is not below the rank.</exception>
    public int this[int axis]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(axis);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(axis, Rank);
            return axis switch { 0 => _d0, 1 => _d1, 2 => _d2, _ => _d3 };
        }
    }

    /// <summary>Whether two shapes have the same extents.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>A shape from its extents: what <c>[100, 1]</c> stands for.</summary>
    public static Shape Create(ReadOnlySpan<int> extents) => new(extents);

    /// <summary>The extents, outermost first.</summary>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)ToArray()).GetEnumerator();

    /// <summary>The same shape with another innermost extent.</summary>
    /// <exception cref="InvalidOperationException">The rank is 0.</exception>
    public Shape WithLast(int last) => Rank switch
    {
        1 => new(last),
        2 => new(_d0, last),
        3 => new(_d0, _d1, last),
        4 => new(_d0, _d1, _d2, last),
        _ => throw new InvalidOperationException("A shape of rank 0 has no last extent."),
    };

    /// <summary>The extents as an array.</summary>
    public int[] ToArray()
    {
        int[] extents = new int[Rank];
        for (int axis = 0; axis < Rank; axis++)
            extents[axis] = this[axis];
        return extents;
    }

    /// <inheritdoc/>
    public bool Equals(Shape other) => Rank == other.Rank && _d0 == other._d0 && _d1 == other._d1 && _d2 == other._d2 && _d3 == other._d3;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rank, _d0, _d1, _d2, _d3);

    /// <summary>The extents as Keras prints them: (None, 100, 256).</summary>
    public override string ToString()
    {
        IEnumerable<string> extents = ToArray().Select(extent => extent < 0 ? "None" : extent.ToString(CultureInfo.InvariantCulture));
        return Rank == 1 ? $"({extents.First()},)" : $"({string.Join(", ", extents)})";
    }
}
