using System.Text;
using Unroll.Persistence;

namespace Unroll.Text.Tokenizers;

/// <summary>What stands in a spiece.model (sentencepiece_model.proto).</summary>
sealed class SentencePieceModel
{
    const int UnigramType = 1;

    static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly List<Piece> _pieces = [];

    SentencePieceModel(byte[] content) => Content = content;

    /// <summary>The kinds of pieces, by their numbers in the file.</summary>
    public enum Kind
    {
        /// <summary>Ordinary.</summary>
        Normal = 1,

        /// <summary>It stands for all that no piece covers.</summary>
        Unknown = 2,

        /// <summary>It stands for no text.</summary>
        Control = 3,

        /// <summary>It is always kept in one.</summary>
        UserDefined = 4,

        /// <summary>It never comes.</summary>
        Unused = 5,

        /// <summary>A byte, of texts that no piece covers.</summary>
        Byte = 6,
    }

    /// <summary>A piece.</summary>
    /// <param name="Text">Its text, with ▁ for a space.</param>
    /// <param name="Score">The logarithm of its probability.</param>
    /// <param name="Kind">What it stands for.</param>
    public readonly record struct Piece(string Text, float Score, Kind Kind);

    /// <summary>The file.</summary>
    public byte[] Content { get; }

    /// <summary>The pieces; their ids are their places.</summary>
    public IReadOnlyList<Piece> Pieces => _pieces;

    /// <summary>The id of the unknown piece.</summary>
    public int UnknownId { get; private set; }

    /// <summary>What is decoded for unknown text.</summary>
    public string UnknownSurface { get; private set; } = " \u2047 ";

    /// <summary>Whether unknown text is cut into bytes.</summary>
    public bool HasByteFallback { get; private set; }

    /// <summary>Whether the space of a word stands after it instead of before it.</summary>
    public bool SpaceIsSuffix { get; private set; }

    /// <summary>The map of the normalization; null for none.</summary>
    public CharacterMap? Map { get; private set; }

    /// <summary>Whether a text begins as a word does.</summary>
    public bool AddsDummyPrefix { get; private set; } = true;

    /// <summary>Whether spaces at both ends are dropped, and several become one.</summary>
    public bool RemovesExtraSpaces { get; private set; } = true;

    /// <summary>Whether spaces become ▁.</summary>
    public bool EscapesSpaces { get; private set; } = true;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or not of a unigram model; the message is one line.</exception>
    public static SentencePieceModel Read(string path) => Parse(path, File.ReadAllBytes(path));

    /// <summary>Reads the content of a file.</summary>
    /// <param name="path">Where it stands, for messages.</param>
    /// <param name="content">The content.</param>
    /// <exception cref="InvalidDataException">As <see cref="Read"/>.</exception>
    public static SentencePieceModel Parse(string path, byte[] content)
    {
        try
        {
            var model = new SentencePieceModel(content);
            var reader = new ProtobufReader(content);
            while (reader.Next())
                switch (reader.Field)
                {
                    case 1: model._pieces.Add(ReadPiece(reader.Message(), model._pieces.Count)); break;
                    case 2: model.ReadTraining(reader.Message()); break;
                    case 3: model.ReadNormalizer(reader.Message()); break;
                    default: reader.Skip(); break;
                }

            model.Check();
            return model;
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}; it must be a spiece.model of SentencePiece", error);
        }
    }

    static Piece ReadPiece(ProtobufReader reader, int id)
    {
        string text = "";
        float score = 0;
        long kind = (long)Kind.Normal;
        while (reader.Next())
            switch (reader.Field)
            {
                case 1:
                    try
                    {
                        text = s_strict.GetString(reader.Bytes());
                    }
                    catch (DecoderFallbackException error)
                    {
                        throw new InvalidDataException($"piece {id} is not UTF-8", error);
                    }

                    break;
                case 2: score = reader.Single(); break;
                case 3: kind = reader.Integer(); break;
                default: reader.Skip(); break;
            }

        return text.Length == 0 ? throw new InvalidDataException($"piece {id} has no text")
            : !float.IsFinite(score) ? throw new InvalidDataException($"the score of piece {id} ('{text}') is not a finite number")
            : kind is < (long)Kind.Normal or > (long)Kind.Byte ? throw new InvalidDataException($"piece {id} ('{text}') is of an unknown kind ({kind})")
            : new Piece(text, score, (Kind)kind);
    }

    void ReadTraining(ProtobufReader reader)
    {
        while (reader.Next())
            switch (reader.Field)
            {
                case 3:
                    if (reader.Integer() is var type and not UnigramType)
                        throw new InvalidDataException($"is a {(type == 2 ? "byte-pair" : $"(type {type})")} model; only unigram models can be read");
                    break;
                case 24: SpaceIsSuffix = reader.Integer() != 0; break;
                case 35: HasByteFallback = reader.Integer() != 0; break;
                case 44: UnknownSurface = Encoding.UTF8.GetString(reader.Bytes()); break;
                default: reader.Skip(); break;
            }
    }

    void ReadNormalizer(ProtobufReader reader)
    {
        while (reader.Next())
            switch (reader.Field)
            {
                case 2:
                    ReadOnlySpan<byte> map = reader.Bytes();
                    Map = map.IsEmpty ? null : CharacterMap.Read(map);
                    break;
                case 3: AddsDummyPrefix = reader.Integer() != 0; break;
                case 4: RemovesExtraSpaces = reader.Integer() != 0; break;
                case 5: EscapesSpaces = reader.Integer() != 0; break;
                default: reader.Skip(); break;
            }
    }

    void Check()
    {
        if (_pieces.Count == 0)
            throw new InvalidDataException("has no pieces");
        int unknown = _pieces.Count(piece => piece.Kind == Kind.Unknown);
        if (unknown != 1)
            throw new InvalidDataException($"has {unknown} pieces that stand for unknown text; it needs one");
        UnknownId = _pieces.FindIndex(piece => piece.Kind == Kind.Unknown);
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int id = 0; id < _pieces.Count; id++)
            if (!ids.TryAdd(_pieces[id].Text, id))
                throw new InvalidDataException($"has the piece '{_pieces[id].Text}' twice, as {ids[_pieces[id].Text]} and {id}");
        if (!_pieces.Any(piece => piece.Kind == Kind.Normal))
            throw new InvalidDataException("has no ordinary pieces");
        if (HasByteFallback && Enumerable.Range(0, 256).FirstOrDefault(value => !ids.ContainsKey(ByteName(value)), -1) is >= 0 and var missing)
            throw new InvalidDataException($"cuts unknown text into bytes, and has no piece {ByteName(missing)}");
    }

    /// <summary>The text of the piece of a byte.</summary>
    public static string ByteName(int value) => $"<0x{value:X2}>";
}
