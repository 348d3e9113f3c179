namespace Unroll.Tensors;

/// <summary>
/// The weights of a storage as products read them, beside the weights themselves: made when first needed and again after a change, so that steps which change
/// nothing, as in generation, never make any.
/// </summary>
sealed class PackedForms
{
    readonly List<PackedForm> _forms = [];
    readonly Lock _lock = new();
    long _version;

    /// <summary>Says that the weights have changed. Not while another thread multiplies with them.</summary>
    public void Expire() => _version++;

    /// <param name="key">Which form.</param>
    /// <param name="form">How it is made.</param>
    public ReadOnlySpan<float> Get<TForm>(WeightFormKey key, TForm form) where TForm : struct, IWeightForm, allows ref struct
    {
        lock (_lock)
        {
            PackedForm? kept = Find(key);
            if (kept is null)
                _forms.Add(kept = new PackedForm(key, form.Length));
            if (kept.Version != _version)
                form.Fill(kept.Values);
            kept.Version = _version;
            return kept.Values;
        }
    }

    PackedForm? Find(WeightFormKey key)
    {
        foreach (PackedForm form in _forms)
            if (form.Key == key)
                return form;
        return null;
    }

    sealed class PackedForm(WeightFormKey key, int length)
    {
        readonly AlignedFloats _values = new(length);

        public WeightFormKey Key { get; } = key;

        public long Version { get; set; } = -1;

        public Span<float> Values => _values.Span(0, length);
    }
}
