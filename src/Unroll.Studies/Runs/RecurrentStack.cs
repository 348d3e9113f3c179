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
    static readonly (string Name, Func<int, bool, float, RecurrentLayer> Create)[] s_cells =
    [
        ("lstm", (units, sequences, dropout) => new Lstm(units) { ReturnSequences = sequences, Dropout = dropout }),
        ("gru", (units, sequences, dropout) => new Gru(units) { ReturnSequences = sequences, Dropout = dropout }),
        ("simple_rnn", (units, sequences, dropout) => new SimpleRnn(units) { ReturnSequences = sequences, Dropout = dropout }),
    ];

    /// <summary>The names of the cells.</summary>
    public static IEnumerable<string> Cells => s_cells.Select(cell => cell.Name);

    /// <summary>One recurrent layer.</summary>
    public static Layer Layer(RunConfiguration configuration, bool everyStep) =>
        s_cells.First(cell => cell.Name == configuration.Cell).Create(configuration.Units, everyStep, configuration.InputDropout);

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
        return setup.Compile(new Sequential([.. Layers(configuration, first, everyStep), output]) { Seed = configuration.Seed }, loss, metrics).Build(sample);
    }

    /// <summary>A trained model without its last layer: it gives what the last recurrent layer remembers.</summary>
    /// <param name="configuration">Cells and sizes.</param>
    /// <param name="trained">The whole model.</param>
    /// <param name="first">As in <see cref="Build"/>.</param>
    /// <param name="everyStep">As in <see cref="Build"/>.</param>
    public static Model WithoutOutput(RunConfiguration configuration, Model trained, Layer[] first, bool everyStep)
    {
        Model model = new Sequential([.. Layers(configuration, first, everyStep)]) { Seed = configuration.Seed }.Build(trained.InputShape);
        model.SetWeights(trained.GetWeights()[..model.GetWeights().Length]);
        return model;
    }

    static List<Layer> Layers(RunConfiguration configuration, Layer[] first, bool everyStep)
    {
        var layers = new List<Layer>(first);
        for (int layer = 1; layer <= configuration.Layers; layer++)
        {
            layers.Add(Layer(configuration, everyStep || layer < configuration.Layers));
            if (configuration.Dropout > 0)
                layers.Add(new Dropout(configuration.Dropout));
        }

        return layers;
    }

    /// <summary>"2 × gru 256, dropout 0.1".</summary>
    public static string Describe(RunConfiguration configuration)
    {
        string layers = configuration.Layers == 1 ? "" : $"{configuration.Layers} × ";
        string input = configuration.InputDropout == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", input dropout {configuration.InputDropout}");
        string dropout = configuration.Dropout == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", dropout {configuration.Dropout}");
        return $"{layers}{configuration.Cell} {configuration.Units}{input}{dropout}";
    }
}
