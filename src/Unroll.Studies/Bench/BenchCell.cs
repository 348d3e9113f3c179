using Unroll.Layers;
using Unroll.Naming;

namespace Unroll.Studies.Bench;

/// <summary>The recurrent layers of the works.</summary>
static class BenchCell
{
    static readonly Catalogue<Func<int, bool, RecurrentLayer>> s_cells = new(
        "cell",
        ("lstm", () => (units, sequences) => new Lstm(units) { ReturnSequences = sequences }),
        ("gru", () => (units, sequences) => new Gru(units) { ReturnSequences = sequences }),
        ("simple_rnn", () => (units, sequences) => new SimpleRnn(units) { ReturnSequences = sequences }));

    /// <summary>Layers on top of each other, with dropout behind each.</summary>
    public static IEnumerable<Layer> Stack(string cell, int units, int layers, float dropout, bool everyStep)
    {
        for (int layer = 1; layer <= layers; layer++)
        {
            yield return s_cells.Create(cell)(units, everyStep || layer < layers);
            if (dropout > 0)
                yield return new Dropout(dropout);
        }
    }

    /// <summary>Multiply-adds of one row at one step, in all layers: Σ (inputs + units) · gates · units.</summary>
    public static double MultiplyAdds(string cell, int units, int layers, int features)
    {
        int gates = cell switch { "lstm" => 4, "gru" => 3, _ => 1 };
        double inputs = features + units + ((layers - 1) * 2.0 * units);
        return inputs * gates * units;
    }
}
