using System.Globalization;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Tensors;

namespace Unroll.Studies.Runs;

/// <summary>The model that all tasks share: stacked recurrent layers, each followed by dropout, and a dense layer.</summary>
static class RecurrentStack
{
    static readonly (string Name, Func<RunConfiguration, bool, RecurrentLayer> Create)[] s_cells =
    [
        ("lstm", (run, sequences) => new Lstm(run.Units)
        {
            ReturnSequences = sequences, Dropout = run.InputDropout, RecurrentDropout = run.RecurrentDropout, Zoneout = run.Zoneout,
            ZoneoutCell = run.ZoneoutCell,
        }),
        ("gru", (run, sequences) => new Gru(run.Units)
        {
            ReturnSequences = sequences, Dropout = run.InputDropout, RecurrentDropout = run.RecurrentDropout, Zoneout = run.Zoneout,
        }),
        ("simple_rnn", (run, sequences) => new SimpleRnn(run.Units)
        {
            ReturnSequences = sequences, Dropout = run.InputDropout, RecurrentDropout = run.RecurrentDropout, Zoneout = run.Zoneout,
        }),
        ("layer_normalized_lstm", (run, sequences) => new LayerNormalizedLstm(run.Units)
        {
            ReturnSequences = sequences, Dropout = run.InputDropout, RecurrentDropout = run.RecurrentDropout, Zoneout = run.Zoneout,
            ZoneoutCell = run.ZoneoutCell,
        }),
        ("layer_normalized_gru", (run, sequences) => new LayerNormalizedGru(run.Units)
        {
            ReturnSequences = sequences, Dropout = run.InputDropout, RecurrentDropout = run.RecurrentDropout, Zoneout = run.Zoneout,
        }),
    ];

    /// <summary>The names of the cells.</summary>
    public static IEnumerable<string> Cells => s_cells.Select(cell => cell.Name);

    /// <summary>Whether a cell remembers a c beside its h.</summary>
    public static bool HasCellState(string cell) => cell is "lstm" or "layer_normalized_lstm";

    /// <summary>One recurrent layer.</summary>
    public static RecurrentLayer Layer(RunConfiguration configuration, bool everyStep) =>
        s_cells.First(cell => cell.Name == configuration.Cell).Create(configuration, everyStep);

    /// <summary>Builds and compiles the model.</summary>
    /// <param name="configuration">Cells and sizes.</param>
    /// <param name="setup">What it is built for.</param>
    /// <param name="first">What reads the samples before the recurrent layers; nothing where they read them themselves.</param>
    /// <param name="everyStep">Whether every step has an output, or the last one.</param>
    /// <param name="output">The layer that predicts.</param>
    /// <param name="loss">The objective that training minimizes.</param>
    /// <param name="metrics">What training reports beside it.</param>
    /// <param name="sample">Shape of one sample.</param>
    public static Model Build(RunConfiguration configuration, ModelSetup setup, Layer[] first, bool everyStep, Dense output, Loss loss, Metric[] metrics,
        Shape sample)
    {
        Layer[] layers = [.. first, .. Layers(configuration, everyStep, configuration.HasSkipConnections), output];
        return setup.Compile(new Sequential(layers) { Seed = configuration.Seed }, loss, metrics).Build(sample);
    }

    /// <summary>A trained model without its last layer: it gives what the last recurrent layer remembers.</summary>
    /// <param name="configuration">Cells and sizes.</param>
    /// <param name="trained">The whole model.</param>
    /// <param name="first">As in <see cref="Build"/>.</param>
    /// <param name="everyStep">As in <see cref="Build"/>.</param>
    public static Model WithoutOutput(RunConfiguration configuration, Model trained, Layer[] first, bool everyStep)
    {
        // The weights have one order, with skip connections or without.
        Model model = new Sequential([.. first, .. Layers(configuration, everyStep, hasSkips: false)]) { Seed = configuration.Seed }.Build(trained.InputShape);
        model.SetWeights(trained.GetWeights()[..model.GetWeights().Length]);
        return model;
    }

    /// <summary>The recurrent layers, each with its dropout.</summary>
    public static Layer[] Layers(RunConfiguration configuration, bool everyStep, bool hasSkips)
    {
        Layer[] above = [];
        for (int layer = configuration.Layers; layer >= 1; layer--)
        {
            bool isSequence = everyStep || layer < configuration.Layers;
            RecurrentLayer cell = Layer(configuration, isSequence);
            Layer recurrent = configuration.IsBidirectional ? new Bidirectional(cell) : cell;
            Layer[] dropout = configuration.Dropout == 0 ? []
                : [configuration.LockedDropout && isSequence ? new SpatialDropout1D(configuration.Dropout) : new Dropout(configuration.Dropout)];
            above = [recurrent, .. dropout, .. hasSkips && above.Length > 0 ? [new SkipConnection(above)] : above];
        }

        return above;
    }

    /// <summary>"2 × gru 256, dropout 0.1".</summary>
    public static string Describe(RunConfiguration configuration)
    {
        string layers = configuration.Layers == 1 ? "" : $"{configuration.Layers} × ";
        string skips = configuration.HasSkipConnections ? ", skip connections" : "";
        string directions = configuration.IsBidirectional ? "bidirectional " : "";
        return $"{layers}{directions}{configuration.Cell} {configuration.Units}{skips}{Rate("input dropout", configuration.InputDropout)}"
            + $"{Rate("recurrent dropout", configuration.RecurrentDropout)}{Rate("zoneout", configuration.Zoneout)}"
            + Rate("cell zoneout", configuration.ZoneoutCell)
            + Rate(configuration.LockedDropout ? "locked dropout" : "dropout", configuration.Dropout);
    }

    static string Rate(string name, float rate) => rate == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {name} {rate}");
}
