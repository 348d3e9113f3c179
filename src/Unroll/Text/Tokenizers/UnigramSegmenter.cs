using System.Text;

namespace Unroll.Text.Tokenizers;

/// <summary>
/// Cuts a text into the pieces whose scores have the largest sum (Kudo, 2018), by dynamic programming over the places of the text. Equal sums are decided by
/// the rounding of float32 as in SentencePiece 0.1.97: a sum is computed in double from the float32 that is kept for the place before.
/// </summary>
sealed class UnigramSegmenter
{
    const float UnknownPenalty = 10;

    readonly SentencePieceModel _model;
    readonly PieceTrie _trie = new();
    readonly float _unknownScore, _highestScore;

    public UnigramSegmenter(SentencePieceModel model)
    {
        _model = model;
        float lowest = float.MaxValue;
        _highestScore = float.MinValue;
        for (int id = 0; id < model.Pieces.Count; id++)
        {
            (string text, float score, SentencePieceModel.Kind kind) = model.Pieces[id];
            if (kind is SentencePieceModel.Kind.Normal or SentencePieceModel.Kind.UserDefined)
                _trie.Add(Encoding.UTF8.GetBytes(text), id);
            if (kind == SentencePieceModel.Kind.Normal)
                (lowest, _highestScore) = (Math.Min(lowest, score), Math.Max(_highestScore, score));
        }

        _unknownScore = lowest - UnknownPenalty;
    }

    /// <summary>The pieces of a normalized text: their ids and where each ends.</summary>
    /// <param name="text">The text in UTF-8.</param>
    public List<(int Id, int End)> Cut(ReadOnlySpan<byte> text)
    {
        float[] sums = new float[text.Length + 1];
        int[] starts = new int[text.Length + 1], ids = new int[text.Length + 1];
        Array.Fill(starts, -1);
        for (int start = 0; start < text.Length;)
        {
            int character = Math.Min(Utf8Text.Length(text[start]), text.Length - start);
            bool coversCharacter = false;
            int node = PieceTrie.Root;
            for (int end = start + 1; end <= text.Length && (node = _trie.Next(node, text[end - 1])) != PieceTrie.None; end++)
            {
                int id = _trie.Id(node);
                if (id == PieceTrie.None)
                    continue;
                Offer(start, end, id, Score(id, end - start));
                coversCharacter |= end - start == character;
            }

            if (!coversCharacter)
                Offer(start, start + character, _model.UnknownId, _unknownScore);
            start += character;
        }

        List<(int Id, int End)> pieces = [];
        for (int end = text.Length; end > 0; end = starts[end])
            pieces.Add((ids[end], end));
        pieces.Reverse();
        return pieces;

        void Offer(int start, int end, int id, double score)
        {
            double sum = score + sums[start];
            if (starts[end] >= 0 && sum <= sums[end])
                return;
            (sums[end], starts[end], ids[end]) = ((float)sum, start, id);
        }
    }

    /// <summary>A piece that users defined is worth more than any other way to cut its text.</summary>
    double Score(int id, int length) => _model.Pieces[id].Kind == SentencePieceModel.Kind.UserDefined
        ? (length * _highestScore) - 0.1
        : _model.Pieces[id].Score;
}
