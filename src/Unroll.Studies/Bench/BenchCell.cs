using Unroll.Layers;
using Unroll.Naming;

namespace Unroll.Studies.Bench;

/// <summary>The recurrent layers of the workloads.</summary>
static class BenchCell
{
    static readonly Registry<Func<int, bool, float, RecurrentLayer>> s_cells = new(
        "cell",
        ("lstm", (units, sequences, dropout) => new Lstm(units) { ReturnSequences = sequences, RecurrentDropout = dropout }),
        ("gru", (units, sequences, dropout) => new Gru(units) { ReturnSequences = sequences, RecurrentDropout = dropout }),
        ("simple_rnn", (units, sequences, dropout) => new SimpleRnn(units) { ReturnSequences = sequences, RecurrentDropout = dropout }),
        ("layer_normalized_lstm", (units, sequences, dropout) => new LayerNormalizedLstm(units) { ReturnSequences = sequences, RecurrentDropout = dropout }));

    /// <summary>Layers on top of each other, with dropout after each.</summary>
    public static IEnumerable<Layer> Stack(string cell, int units, int layers, float dropout, bool everyStep, WorkForm form)
    {
        for (int layer = 1; layer <= layers; layer++)
        {
            RecurrentLayer recurrent = s_cells.Find(cell)(units, everyStep || layer < layers, form.RecurrentDropout);
            yield return form.IsBidirectional ? new Bidirectional(recurrent) : recurrent;
            if (dropout > 0)
                yield return new Dropout(dropout);
        }
    }

    /// <summary>Multiply-adds of one row at one step, in all layers: Σ (inputs + units) · gates · units, for each direction.</summary>
    public static double MultiplyAdds(string cell, int units, int layers, int features, int directions = 1)
    {
        int gates = cell switch { "lstm" or "layer_normalized_lstm" => 4, "gru" => 3, _ => 1 };
        double inputs = features + units + ((layers - 1) * (directions + 1.0) * units);
        return inputs * directions * gates * units;
    }

    /// <summary>Multiply-adds of an attention of a sequence to itself, for one row at one step: four projections, the scores and their weighted sum.</summary>
    public static double AttentionMultiplyAdds(int features, int steps) => (4.0 * features * features) + (2.0 * features * steps);
}
