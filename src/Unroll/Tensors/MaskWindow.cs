namespace Unroll.Tensors;

/// <summary>The bytes of a tensor's mask: which storage, and where.</summary>
readonly record struct MaskWindow(Storage? Storage, int Offset, int Length)
{
    public Span<byte> Bytes => Storage is null ? [] : Storage.Bytes(Offset, Length);
}
