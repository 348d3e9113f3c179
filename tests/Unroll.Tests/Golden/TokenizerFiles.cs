using System.Text;
using System.Text.Json;
using Unroll.Persistence;

namespace Unroll.Tests.Golden;

/// <summary>The vocabularies and cases of Golden/tokenizers, and the vocabularies as Hugging Face's tokenizer.json.</summary>
static class TokenizerFiles
{
    public static string Vocabulary => Path("vocab.txt");

    public static string SentencePiece => Path("spiece.model");

    public static GoldenCase[] Cases(string name) => new GoldenCase(JsonDocument.Parse(File.ReadAllBytes(Path(name))).RootElement).Objects("cases");

    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Golden", "tokenizers", name);

    /// <summary>vocab.txt as tokenizer.json.</summary>
    public static string WordPieceJson(bool lowerCase, string[] pieces) => JsonSerializer.Serialize(new
    {
        version = "1.0",
        added_tokens = Array.Empty<object>(),
        normalizer = new { type = "BertNormalizer", clean_text = true, handle_chinese_chars = true, strip_accents = (bool?)null, lowercase = lowerCase },
        pre_tokenizer = new { type = "BertPreTokenizer" },
        model = new
        {
            type = "WordPiece", unk_token = "[UNK]", continuing_subword_prefix = "##", max_input_chars_per_word = 200,
            vocab = pieces.Select((piece, id) => (piece, id)).ToDictionary(one => one.piece, one => one.id),
        },
    });

    /// <summary>spiece.model as tokenizer.json, read from the file by the test's own hand.</summary>
    public static string UnigramJson()
    {
        List<object[]> pieces = [];
        string map = "";
        var file = new ProtobufReader(File.ReadAllBytes(SentencePiece));
        while (file.Next())
        {
            if (file.Field is not (1 or 3))
            {
                file.Skip();
                continue;
            }

            bool isPiece = file.Field == 1;
            ProtobufReader fields = file.Message();
            object[] piece = ["", 0f];
            while (fields.Next())
                if (isPiece && fields.Field == 1)
                    piece[0] = Encoding.UTF8.GetString(fields.Bytes());
                else if (isPiece && fields.Field == 2)
                    piece[1] = fields.Single();
                else if (!isPiece && fields.Field == 2)
                    map = Convert.ToBase64String(fields.Bytes());
                else
                    fields.Skip();
            if (isPiece)
                pieces.Add(piece);
        }

        return JsonSerializer.Serialize(new
        {
            version = "1.0",
            added_tokens = Array.Empty<object>(),
            normalizer = new
            {
                type = "Sequence",
                normalizers = new object[]
                {
                    new { type = "Precompiled", precompiled_charsmap = map },
                    new { type = "Replace", pattern = new { Regex = " {2,}" }, content = " " },
                    new { type = "Strip", strip_left = true, strip_right = true },
                },
            },
            pre_tokenizer = new { type = "Metaspace", replacement = "▁", prepend_scheme = "always", split = true },
            model = new { type = "Unigram", unk_id = 2, vocab = pieces, byte_fallback = false },
        });
    }
}
