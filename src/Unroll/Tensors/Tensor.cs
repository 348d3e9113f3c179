using Unroll.Kernels;
using Unroll.Kernels.MatMul;

namespace Unroll.Tensors;

/// <summary>
/// A window of the memory of a step (<see cref="Arena"/>) or of a model's parameters: values with their gradients, or ids. Inside the library sequences are
/// [time, batch, features] and single vectors [batch, features]; ids are [time, batch] or [batch].
/// </summary>
public readonly struct Tensor
{
    readonly Storage _storage;
    readonly int _offset;
    readonly int _slot;
    readonly int _generation;
    readonly MaskWindow _mask;

    internal Tensor(Storage storage, int offset, Shape shape, int slot, bool requiresGradient, bool isIds = false, MaskWindow mask = default)
    {
        _mask = mask;
        _storage = storage;
        _offset = offset;
        _slot = slot;
        _generation = storage.Generation;
        Shape = shape;
        RequiresGradient = requiresGradient;
        IsIds = isIds;
    }

    /// <summary>The extents.</summary>
    public Shape Shape { get; }

    /// <summary>Whether a backward pass has to reach this tensor: it depends on a trainable parameter.</summary>
    public bool RequiresGradient { get; }

    /// <summary>Whether this window holds ids (whole numbers) instead of values.</summary>
    public bool IsIds { get; }

    /// <summary>Whether there is no tensor here.</summary>
    public bool IsEmpty => _storage is null;

    /// <summary>The elements, row-major.</summary>
    /// <exception cref="InvalidOperationException">The step of this tensor is over, or it holds ids.</exception>
    public Span<float> Values => IsIds ? throw new InvalidOperationException("This tensor holds ids, not values.") : Checked().Values(_offset, Shape.Length);

    /// <summary>The gradients of the elements; meaningful once <see cref="HasGradient"/>.</summary>
    /// <exception cref="InvalidOperationException">The step of this tensor is over, or it holds ids.</exception>
    public Span<float> Gradients => IsIds ? throw new InvalidOperationException("Ids have no gradients.") : Checked().Gradients(_offset, Shape.Length);

    /// <summary>The ids, row-major.</summary>
    /// <exception cref="InvalidOperationException">The step of this tensor is over, or it holds values.</exception>
    public Span<int> Ids => IsIds ? Checked().Integers(_offset, Shape.Length) : throw new InvalidOperationException("This tensor holds values, not ids.");

    /// <summary>Whether some steps of some rows do not count.</summary>
    public bool HasMask => _mask.Storage is not null;

    /// <summary>One byte for each step of each row, [time, batch]: 1 where it counts, 0 where it is padding; empty without a mask.</summary>
    /// <exception cref="InvalidOperationException">The step of this tensor is over.</exception>
    public Span<byte> Mask
    {
        get
        {
            Checked();
            return _mask.Bytes;
        }
    }

    /// <summary>Whether the running backward pass has reached this tensor.</summary>
    public bool HasGradient => Checked().IsWritten(_slot);

    /// <summary>
    /// Announces a write to <see cref="Gradients"/>: false, the writer is the first and stores; true, it adds to what is there. So nothing is ever cleared.
    /// </summary>
    public bool AccumulatesGradient() => Checked().MarkWritten(_slot);

    /// <summary>The same elements under another shape of the same length; gradients are shared.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public Tensor Reshape(Shape shape) => shape.Length == Shape.Length
        ? new(Checked(), _offset, shape, _slot, RequiresGradient, IsIds, _mask)
        : throw new ArgumentException($"A tensor of shape {Shape} cannot be viewed as {shape}.", nameof(shape));

    /// <summary>The same window with the mask of another tensor, if that has one: how a layer that keeps time and rows passes a mask on.</summary>
    /// <param name="source">A tensor with the same number of steps and rows.</param>
    /// <exception cref="ArgumentException">It has other steps or rows.</exception>
    public Tensor WithMaskOf(Tensor source)
    {
        if (!source.HasMask)
            return this;
        return Shape.Rank >= 2 && Shape[0] * Shape[1] == source._mask.Length
            ? WithMask(source._mask)
            : throw new ArgumentException($"The mask of a tensor of shape {source.Shape} does not fit one of shape {Shape}.", nameof(source));
    }

    /// <summary>The same window without a mask.</summary>
    internal Tensor WithoutMask() => WithMask(default);

    internal Tensor WithMask(MaskWindow mask) => new(Checked(), _offset, Shape, _slot, RequiresGradient, IsIds, mask);

    /// <summary>A window inside this tensor that owns its own gradient mark; for operations that lay out their buffers themselves.</summary>
    internal Tensor Window(int start, Shape shape, int slot, bool requiresGradient) => new(Checked(), _offset + start, shape, slot, requiresGradient);

    /// <summary>The columns of a matrix of weights from one on, packed for products; see <see cref="PackedForms"/>.</summary>
    /// <param name="workers">Who shares the packing.</param>
    /// <param name="arena">Memory for what does not last.</param>
    /// <param name="layout">How, and how many columns.</param>
    /// <param name="transposed">Whether the operand is the transpose of those columns.</param>
    /// <param name="firstColumn">The first of the columns.</param>
    internal ReadOnlySpan<float> Packed(Workers workers, Arena arena, PanelLayout layout, bool transposed = false, int firstColumn = 0)
    {
        var columns = new MatrixView(Values[firstColumn..], Shape.Last);
        MatrixView operand = transposed ? columns.Transposed : columns;
        var form = new PackedMatrix(workers, operand, layout);
        if (_storage.Packed is { } forms)
            return forms.Get(new WeightFormKey(_offset + firstColumn, layout, transposed), form);
        Span<float> packed = arena.Scratch(layout.Length);
        form.Fill(packed);
        return packed;
    }

    /// <summary>What is made from these weights, a table and a bias of the same model, and holds until they change.</summary>
    /// <param name="layout">How the weights meet x.</param>
    /// <param name="table">The table.</param>
    /// <param name="bias">The bias, or empty.</param>
    /// <param name="form">How it is made.</param>
    internal ReadOnlySpan<float> Kept<TForm>(PanelLayout layout, Tensor table, Tensor bias, TForm form) where TForm : struct, IWeightForm, allows ref struct =>
        _storage.Packed!.Get(new WeightFormKey(_offset, layout, Table: table._offset, Bias: bias.IsEmpty ? -1 : bias._offset), form);

    /// <summary>Whether these are weights of a model, and the others of the same one.</summary>
    internal bool IsKeptWith(Tensor table, Tensor bias) =>
        _storage.Packed is not null && table._storage == _storage && (bias.IsEmpty || bias._storage == _storage);

    internal bool IsSameWindow(Tensor other) =>
        _storage == other._storage && _offset == other._offset && _generation == other._generation && IsIds == other.IsIds;

    Storage Checked() => _storage is { } storage && storage.Generation == _generation
        ? storage
        : throw new InvalidOperationException("This tensor belongs to a step that is over; keep a copy of its values instead.");
}
