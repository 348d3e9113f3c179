using System.Text;

namespace Unroll.Studies.Tests.Tasks.Tweets;

/// <summary>The random T5 of other people's software in the folder of a pretrained one, with a vocabulary of as many pieces as its table has rows.</summary>
static class SmallT5
{
    const int Normal = 1, Unknown = 2, Control = 3;

    static readonly string[] s_words = ["▁", "▁hate", "▁offensive", "▁neither", "▁vile", "▁rude", "▁kind", "▁people", "▁town", "▁number"];

    /// <summary>Writes it and gives the folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">Which of the two: t5-tiny-random (v1.0) or t5-v1_1-tiny-random.</param>
    /// <param name="pieces">Changes the ordinary pieces.</param>
    public static string Write(string folder, string name = "t5-tiny-random", Func<string[], string[]>? pieces = null)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in new[] { "config.json", "model.safetensors" })
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Golden", "transformers", name, file), Path.Combine(folder, file), overwrite: true);
        string[] ordinary = [.. s_words, .. Enumerable.Range('a', 26).Select(letter => $"{(char)letter}")];
        File.WriteAllBytes(Path.Combine(folder, "spiece.model"), Model(
            [("<pad>", Control), ("</s>", Control), ("<unk>", Unknown), .. (pieces?.Invoke(ordinary) ?? ordinary).Select(piece => (piece, Normal))]));
        return folder;
    }

    /// <summary>A file of SentencePiece: pieces with their scores, the longer the likelier.</summary>
    static byte[] Model((string Text, int Kind)[] pieces)
    {
        var file = new MemoryStream();
        foreach ((string text, int kind) in pieces)
        {
            byte[] name = Encoding.UTF8.GetBytes(text);
            byte[] piece =
                [0x0A, (byte)name.Length, .. name, 0x15, .. BitConverter.GetBytes(text.Length > 1 ? -1f : -10f), 0x18, (byte)kind];
            file.Write([0x0A, (byte)piece.Length, .. piece]);
        }

        // A unigram model.
        file.Write([0x12, 2, 0x18, 1]);
        return file.ToArray();
    }
}
