namespace Unroll.Studies.Tasks.Text;

/// <summary>What a unit of a network may follow in a text, as one number a symbol.</summary>
static class TextFeatures
{
    /// <summary>Everything that is looked for, with its values over a text.</summary>
    /// <param name="symbols">The text.</param>
    /// <param name="tokens">What the symbols are; places and lengths are those of characters.</param>
    public static IEnumerable<(string Name, double[] Values)> Of(IReadOnlyList<string> symbols, TextTokens tokens = TextTokens.Characters)
    {
        if (tokens != TextTokens.Characters)
            symbols = [.. symbols.Select(symbol => symbol.Trim(' '))];
        yield return ("quotation marks", Nested(symbols, ["\"", "“", "«"], ["\"", "”", "»"]));
        yield return ("brackets", Nested(symbols, ["(", "[", "{"], [")", "]", "}"]));
        if (tokens == TextTokens.Characters)
        {
            yield return ("the place in the line", Lines(symbols, (place, _) => place));
            yield return ("the indentation", Lines(symbols, (_, indentation) => indentation));
            yield return ("the length of the word", Words(symbols));
        }

        yield return ("capital letters", [.. symbols.Select(symbol => symbol.Length > 0 && char.IsUpper(symbol[0]) ? 1.0 : 0)]);
    }

    /// <summary>1 behind an opening sign, until the closing one; a sign that is both closes what it opened.</summary>
    static double[] Nested(IReadOnlyList<string> symbols, string[] opening, string[] closing)
    {
        double[] inside = new double[symbols.Count];
        double now = 0;
        for (int i = 0; i < inside.Length; i++)
        {
            now = now == 0 && opening.Contains(symbols[i]) ? 1 : now == 1 && closing.Contains(symbols[i]) ? 0 : now;
            inside[i] = now;
        }

        return inside;
    }

    static double[] Lines(IReadOnlyList<string> symbols, Func<int, int, double> value)
    {
        double[] values = new double[symbols.Count];
        int place = 0, indentation = 0;
        bool isBlank = true;
        for (int i = 0; i < values.Length; i++)
        {
            bool ends = symbols[i] == "\n", space = symbols[i] is " " or "\t";
            isBlank &= space;
            (place, indentation) = ends ? (0, 0) : (place + 1, isBlank ? indentation + 1 : indentation);
            isBlank |= ends;
            values[i] = value(place, indentation);
        }

        return values;
    }

    static double[] Words(IReadOnlyList<string> symbols)
    {
        double[] values = new double[symbols.Count];
        int letters = 0;
        for (int i = 0; i < values.Length; i++)
            values[i] = letters = symbols[i].Length > 0 && char.IsLetter(symbols[i][0]) ? letters + 1 : 0;
        return values;
    }

    /// <summary>Pearson's correlation; 0 where one of both never changes.</summary>
    public static double Correlation(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        double mean = 0, otherMean = 0, product = 0, squares = 0, otherSquares = 0;
        for (int i = 0; i < one.Length; i++)
            (mean, otherMean) = (mean + (one[i] / one.Length), otherMean + (other[i] / one.Length));
        for (int i = 0; i < one.Length; i++)
        {
            double a = one[i] - mean, b = other[i] - otherMean;
            (product, squares, otherSquares) = (product + (a * b), squares + (a * a), otherSquares + (b * b));
        }

        return squares < 1e-12 || otherSquares < 1e-12 ? 0 : product / Math.Sqrt(squares * otherSquares);
    }
}
