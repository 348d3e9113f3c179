using System.Runtime.InteropServices;
using System.Text;

namespace Unroll.Text.Tokenizers;

/// <summary>Prepares a text for a SentencePiece model, as its file says: characters are mapped, spaces trimmed, collapsed and written as ▁.</summary>
sealed class SentencePieceNormalizer(SentencePieceModel model)
{
    readonly PieceTrie? _userDefined = UserDefined(model);

    /// <summary>▁ in UTF-8.</summary>
    public static ReadOnlySpan<byte> Space => "▁"u8;

    static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    ReadOnlySpan<byte> WrittenSpace => model.EscapesSpaces ? Space : " "u8;

    /// <summary>The prepared text in UTF-8.</summary>
    public byte[] Normalize(string text)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text);
        if (model.RemovesExtraSpaces)
            while (!rest.IsEmpty && First(rest, out int length) is [(byte)' '])
                rest = rest[length..];
        if (rest.IsEmpty)
            return [];

        List<byte> result = new(rest.Length + (rest.Length / 4) + 8);
        if (model.AddsDummyPrefix && !model.SpaceIsSuffix)
            result.AddRange(WrittenSpace);
        bool isAfterSpace = model.RemovesExtraSpaces;
        while (!rest.IsEmpty)
        {
            ReadOnlySpan<byte> part = First(rest, out int length);
            rest = rest[length..];
            if (isAfterSpace)
                part = part.TrimStart((byte)' ');
            if (part.IsEmpty)
                continue;
            foreach (byte one in part)
                if (one == ' ')
                    result.AddRange(WrittenSpace);
                else
                    result.Add(one);
            isAfterSpace = model.RemovesExtraSpaces && part[^1] == ' ';
        }

        if (model.RemovesExtraSpaces)
            while (CollectionsMarshal.AsSpan(result).EndsWith(WrittenSpace))
                result.RemoveRange(result.Count - WrittenSpace.Length, WrittenSpace.Length);
        if (model.AddsDummyPrefix && model.SpaceIsSuffix)
            result.AddRange(WrittenSpace);
        return [.. result];
    }

    /// <summary>What stands for the beginning of a text, and how many bytes of it that is for; a byte that is no UTF-8 becomes U+FFFD.</summary>
    ReadOnlySpan<byte> First(ReadOnlySpan<byte> text, out int length)
    {
        if (_userDefined is not null && (length = LongestUserDefined(text)) > 0)
            return text[..length];
        if (model.Map is { } map && (length = map.Longest(text, out ReadOnlySpan<byte> replacement)) > 0)
            return replacement;
        length = Utf8Text.ValidLength(text);
        if (length > 0)
            return text[..length];
        length = 1;
        return Replacement;
    }

    int LongestUserDefined(ReadOnlySpan<byte> text)
    {
        int longest = 0, node = PieceTrie.Root;
        for (int i = 0; i < text.Length && (node = _userDefined!.Next(node, text[i])) != PieceTrie.None; i++)
            if (_userDefined.Id(node) != PieceTrie.None)
                longest = i + 1;
        return longest;
    }

    static PieceTrie? UserDefined(SentencePieceModel model)
    {
        PieceTrie? trie = null;
        for (int id = 0; id < model.Pieces.Count; id++)
            if (model.Pieces[id].Kind == SentencePieceModel.Kind.UserDefined)
                (trie ??= new PieceTrie()).Add(Encoding.UTF8.GetBytes(model.Pieces[id].Text), id);
        return trie;
    }
}
