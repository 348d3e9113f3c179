using Unroll.Studies.Data.Pictures;

namespace Unroll.Studies.Data.Digits;

/// <summary>Where the ink of a picture is: its bounding box without dust, its centre of mass, and in how many pieces it lies side by side.</summary>
/// <param name="Top">The first row with ink.</param>
/// <param name="Left">The first column with ink.</param>
/// <param name="Rows">Rows from the first to the last with ink; 0 where there is none.</param>
/// <param name="Columns">Columns from the first to the last with ink.</param>
/// <param name="Pieces">Large pieces of ink that have no column in common: digits.</param>
readonly record struct InkShape(int Top, int Left, int Rows, int Columns, int Pieces)
{
    /// <summary>What is weaker is the edge of a stroke, or noise.</summary>
    const int Threshold = 64;

    /// <summary>A piece of less ink than this part of the largest is dust.</summary>
    const double DustShare = 0.05;

    /// <summary>A piece of at least this part of the largest may be a digit.</summary>
    const double DigitShare = 0.25;

    /// <summary>The longer side of the box.</summary>
    public int Extent => Math.Max(Rows, Columns);

    /// <summary>Looks at a picture of light ink on dark paper.</summary>
    public static InkShape Of(GrayPicture picture)
    {
        List<Piece> pieces = Find(picture);
        if (pieces.Count == 0)
            return default;
        long largest = pieces.Max(piece => piece.Mass);
        Piece[] digits = [.. pieces.Where(piece => piece.Mass >= DigitShare * largest).OrderBy(piece => piece.Left)];
        int count = 0, end = -1;
        foreach (Piece piece in digits)
            (count, end) = (piece.Left > end ? count + 1 : count, Math.Max(end, piece.Right));
        pieces.RemoveAll(piece => piece.Mass < DustShare * largest);
        int top = pieces.Min(piece => piece.Top), left = pieces.Min(piece => piece.Left);
        return new InkShape(top, left, pieces.Max(piece => piece.Bottom) - top + 1, pieces.Max(piece => piece.Right) - left + 1, count);
    }

    /// <summary>The centre of mass, in pixels from the upper left corner of the picture; the middle where there is no ink.</summary>
    public static (double Row, double Column) Centre(GrayPicture picture)
    {
        double mass = 0, rows = 0, columns = 0;
        for (int row = 0; row < picture.Rows; row++)
        {
            ReadOnlySpan<byte> line = picture.Pixels.Span.Slice(row * picture.Columns, picture.Columns);
            for (int column = 0; column < line.Length; column++)
                (mass, rows, columns) = (mass + line[column], rows + (line[column] * (row + 0.5)), columns + (line[column] * (column + 0.5)));
        }

        return mass == 0 ? (picture.Rows / 2.0, picture.Columns / 2.0) : (rows / mass, columns / mass);
    }

    /// <summary>Whether most of the border is ink.</summary>
    public static bool IsFramed(GrayPicture picture) => BorderShare(picture) > 0.5;

    /// <summary>Which part of the border is ink.</summary>
    public static double BorderShare(GrayPicture picture)
    {
        ReadOnlySpan<byte> pixels = picture.Pixels.Span;
        int ink = 0, count = 0;
        for (int row = 0; row < picture.Rows; row++)
        {
            int step = row == 0 || row == picture.Rows - 1 ? 1 : Math.Max(1, picture.Columns - 1);
            for (int column = 0; column < picture.Columns; column += step)
                (ink, count) = (pixels[(row * picture.Columns) + column] > GrayPicture.White / 2 ? ink + 1 : ink, count + 1);
        }

        return ink / (double)count;
    }

    /// <summary>The pieces of ink whose pixels touch each other, at an edge or a corner.</summary>
    static List<Piece> Find(GrayPicture picture)
    {
        ReadOnlySpan<byte> pixels = picture.Pixels.Span;
        bool[] seen = new bool[pixels.Length];
        var pieces = new List<Piece>();
        var open = new Stack<int>();
        for (int start = 0; start < pixels.Length; start++)
        {
            if (seen[start] || pixels[start] < Threshold)
                continue;
            var piece = new Piece(int.MaxValue, int.MaxValue, 0, 0, 0);
            seen[start] = true;
            open.Push(start);
            while (open.TryPop(out int at))
            {
                int row = at / picture.Columns, column = at % picture.Columns;
                piece = new Piece(Math.Min(piece.Top, row), Math.Min(piece.Left, column), Math.Max(piece.Bottom, row), Math.Max(piece.Right, column),
                    piece.Mass + pixels[at]);
                for (int y = Math.Max(0, row - 1); y <= Math.Min(picture.Rows - 1, row + 1); y++)
                {
                    for (int x = Math.Max(0, column - 1); x <= Math.Min(picture.Columns - 1, column + 1); x++)
                    {
                        int next = (y * picture.Columns) + x;
                        if (seen[next] || pixels[next] < Threshold)
                            continue;
                        seen[next] = true;
                        open.Push(next);
                    }
                }
            }

            pieces.Add(piece);
        }

        return pieces;
    }

    readonly record struct Piece(int Top, int Left, int Bottom, int Right, long Mass);
}
