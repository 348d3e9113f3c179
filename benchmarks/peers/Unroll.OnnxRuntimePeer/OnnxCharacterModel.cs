namespace Unroll.Peers;

/// <summary>LSTMs that choose the next character, as a model of ONNX with drawn weights: the modules of pytorch_works.py.</summary>
/// <param name="Units">Width of the state.</param>
/// <param name="Layers">LSTMs on top of each other.</param>
/// <param name="Symbols">Different characters.</param>
sealed record OnnxCharacterModel(int Units, int Layers, int Symbols)
{
    /// <summary>The input: ids [1, streams], or the window's numbers [time, 1, 1].</summary>
    public const string Input = "x";

    /// <summary>The chosen characters, [1, streams].</summary>
    public const string Chosen = "chosen";

    /// <summary>Gates of an LSTM, in ONNX's order i, o, f, c.</summary>
    const int Gates = 4;

    /// <summary>Width of the embedding; 0 for a character that is one number.</summary>
    public int Embedding { get; init; }

    /// <summary>Characters of the window that is read for each new one; 0 to carry the state.</summary>
    public int Window { get; init; }

    /// <summary>Texts that are written at once.</summary>
    public int Streams { get; init; } = 1;

    /// <summary>The inputs that are states, [1, streams, units]: the hidden one and the cell of each layer.</summary>
    public IEnumerable<string> StateNames => Enumerable.Range(0, Layers).SelectMany(layer => (string[])[$"h{layer}", $"c{layer}"]);

    /// <summary>The output that is the new value of a state.</summary>
    public static string Next(string state) => $"next_{state}";

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        var graph = new OnnxGraph();
        graph.Integers("axis_1", 1);
        string y = Input;
        if (Window > 0)
        {
            graph.Input(Input, isId: false, Window, 1, 1);
        }
        else
        {
            graph.Input(Input, isId: true, 1, Streams);
            foreach (string state in StateNames)
                graph.Input(state, isId: false, 1, Streams, Units);
            graph.Weights("embedding", Symbols, Embedding);
            graph.Node("Gather", ["embedding", y], [y = "embedded"]);
        }

        for (int layer = 0; layer < Layers; layer++)
            y = Lstm(graph, layer, y);
        graph.Weights("dense", Units, Symbols);
        graph.Weights("bias", Symbols);
        graph.Node("MatMul", [y, "dense"], ["product"]);
        graph.Node("Add", ["product", "bias"], ["logits"]);
        graph.Node("ArgMax", ["logits"], [Chosen], ("axis", -1), ("keepdims", 0));
        graph.Output(Chosen, isId: true, 1, Streams);
        foreach (string state in Window > 0 ? [] : StateNames)
            graph.Output(Next(state), isId: false, 1, Streams, Units);
        return graph.ToBytes();
    }

    /// <summary>Adds a layer; the name of its output, [time, streams, units], or of its last state where a window has been read.</summary>
    string Lstm(OnnxGraph graph, int layer, string x)
    {
        (string w, string u, string b, string y) = ($"w{layer}", $"u{layer}", $"b{layer}", $"y{layer}");
        int features = layer > 0 ? Units : Math.Max(1, Embedding);
        graph.Weights(w, 1, Gates * Units, features);
        graph.Weights(u, 1, Gates * Units, Units);
        graph.Weights(b, 1, 2 * Gates * Units);
        (string hidden, string cell) = ($"h{layer}", $"c{layer}");
        if (Window > 0)
        {
            string last = $"last{layer}";
            graph.Node("LSTM", [x, w, u, b], [y, last], ("hidden_size", Units));
            if (layer == Layers - 1)
                return last;
        }
        else
        {
            graph.Node("LSTM", [x, w, u, b, "", hidden, cell], [y, Next(hidden), Next(cell)], ("hidden_size", Units));
        }

        // [time, directions, streams, units]: there is one direction.
        graph.Node("Squeeze", [y, "axis_1"], [$"{y}_steps"]);
        return $"{y}_steps";
    }
}
