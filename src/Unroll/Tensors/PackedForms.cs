using Unroll.Kernels;
using Unroll.Kernels.MatMul;

namespace Unroll.Tensors;

/// <summary>
/// The weights of a storage as products read them, beside the weights themselves: packed when first needed and again after a change, so that steps which
/// change nothing, as in generation, never pack.
/// </summary>
sealed class PackedForms
{
    readonly List<PackedForm> _forms = [];
    readonly Lock _lock = new();
    long _version;

    /// <summary>Says that the weights have changed. Not while another thread multiplies with them.</summary>
    public void Expire() => _version++;

    public ReadOnlySpan<float> Get(Workers workers, int offset, MatrixView operand, bool transposed, PanelLayout layout)
    {
        lock (_lock)
        {
            PackedForm? form = Find(offset, transposed, layout);
            if (form is null)
                _forms.Add(form = new PackedForm(offset, transposed, layout));
            if (form.Version != _version)
                Packing.Run(workers, operand, layout, form.Values);
            form.Version = _version;
            return form.Values;
        }
    }

    PackedForm? Find(int offset, bool transposed, PanelLayout layout)
    {
        foreach (PackedForm form in _forms)
            if (form.Offset == offset && form.IsTransposed == transposed && form.Layout == layout)
                return form;
        return null;
    }

    sealed class PackedForm(int offset, bool isTransposed, PanelLayout layout)
    {
        readonly AlignedFloats _values = new(layout.Length);

        public int Offset { get; } = offset;

        public bool IsTransposed { get; } = isTransposed;

        public PanelLayout Layout { get; } = layout;

        public long Version { get; set; } = -1;

        public Span<float> Values => _values.Span(0, Layout.Length);
    }
}
