using System.Text;
using System.Text.Json;
using Unroll.Naming;
using Unroll.Persistence;

namespace Unroll.Text.Tokenizers;

/// <summary>BERT's vocab.txt: one piece a line, in UTF-8; the number of the line, from 0, is the id.</summary>
static class PieceList
{
    const string Configuration = "tokenizer_config.json";

    static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the file, and whether letters are folded from tokenizer_config.json beside it.</summary>
    public static (string[] Pieces, WordPieceOptions Options) Read(string path)
    {
        string text;
        try
        {
            text = s_strict.GetString(File.ReadAllBytes(path));
        }
        catch (DecoderFallbackException error)
        {
            throw new InvalidDataException($"{path}: is not UTF-8; a vocabulary has one piece a line, in UTF-8", error);
        }

        string[] lines = text.TrimStart('\uFEFF').Split('\n');
        if (lines[^1].Length == 0)
            lines = lines[..^1];
        for (int i = 0; i < lines.Length; i++)
            lines[i] = lines[i].TrimEnd('\r');
        string configuration = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Configuration);
        return (lines, new WordPieceOptions { LowerCase = !File.Exists(configuration) || FoldsCase(configuration) });
    }

    /// <summary>Writes the file.</summary>
    public static void Write(string path, IEnumerable<string> pieces)
    {
        using var file = new AtomicFile(path);
        file.Stream.Write(s_strict.GetBytes(string.Concat(pieces.Select(piece => piece + "\n"))));
        file.Commit();
    }

    /// <summary>What is wrong with a vocabulary, in one line; null where nothing is.</summary>
    public static string? Mistake(IReadOnlyList<string> pieces, string unknownPiece)
    {
        if (pieces.Count == 0)
            return "the vocabulary is empty; it has one piece a line";
        var ids = new Dictionary<string, int>(pieces.Count, StringComparer.Ordinal);
        for (int id = 0; id < pieces.Count; id++)
        {
            if (string.IsNullOrEmpty(pieces[id]))
                return $"piece {id} is empty (line {id + 1}); a vocabulary has one piece a line";
            if (!ids.TryAdd(pieces[id], id))
                return $"the piece '{pieces[id]}' is there twice, as {ids[pieces[id]]} and {id}; an id must be that of one piece";
        }

        return ids.ContainsKey(unknownPiece) ? null : $"the vocabulary has no piece {unknownPiece}, which stands for unknown words; add it";
    }

    static bool FoldsCase(string path)
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("do_lower_case", out JsonElement folds) || folds.ValueKind != JsonValueKind.False;
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: is not valid JSON ({error.Message})", error);
        }
    }
}
