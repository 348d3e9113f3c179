using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Naming;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Studies.Data;
using Unroll.Tensors;
using Unroll.Text;

namespace Unroll.Studies.Tasks;

/// <summary>From the names and sizes of a configuration to a model that can be trained. Each catalogue is a list that can be read.</summary>
static class TextModel
{
    static readonly Dictionary<string, Func<int, bool, RecurrentLayer>> s_cells = new()
    {
        ["lstm"] = (units, sequences) => new Lstm(units) { ReturnSequences = sequences },
        ["gru"] = (units, sequences) => new Gru(units) { ReturnSequences = sequences },
        ["simple_rnn"] = (units, sequences) => new SimpleRnn(units) { ReturnSequences = sequences },
    };

    static readonly string[] s_losses = ["categorical_crossentropy"];
    static readonly string[] s_optimizers = ["adam"];
    static readonly string[] s_schedules = ["constant", "cosine"];
    static readonly string[] s_onNaN = ["stop", "skip"];

    /// <summary>Checks names and sizes before anything is read or written.</summary>
    /// <exception cref="InputException">One is wrong; the message names it and what would be right.</exception>
    public static void Check(TextConfiguration configuration)
    {
        Known("--cell", configuration.Cell, s_cells.Keys);
        Known("--loss", configuration.Loss, s_losses);
        Known("--optimizer", configuration.Optimizer, s_optimizers);
        Known("--schedule", configuration.Schedule, s_schedules);
        Known("--on-nan", configuration.OnNaN, s_onNaN);
        Within("--units", configuration.Units, 16_384);
        Within("--layers", configuration.Layers, 64);
        Within("--window", configuration.Window, 1_000_000);
        Within("--embedding-units", configuration.EmbeddingUnits, 16_384);
        Within("--batch", configuration.Batch, 65_536);
        Within("--epochs", configuration.Epochs, int.MaxValue);
        if (configuration.Steps is < 1)
            throw new InputException($"--steps {configuration.Steps}: a run has at least 1 step");
        if (configuration.Dropout is not (>= 0 and < 1))
            throw new InputException($"--dropout {configuration.Dropout}: a rate lies between 0 and 1, 1 excluded");
        if (!(configuration.LearningRate > 0 && float.IsFinite(configuration.LearningRate)))
            throw new InputException($"--learning-rate {configuration.LearningRate}: a learning rate is a number above 0");
        if (configuration.Clip is { } clip && !(clip > 0 && float.IsFinite(clip)))
            throw new InputException($"--clip {clip}: the limit of the gradients' norm is above 0");
        if (configuration.ValidationShare is not (>= 0 and < 1))
            throw new InputException($"validationShare {configuration.ValidationShare}: the part held out lies between 0 and 1, 1 excluded");
    }

    /// <summary>The model with its weights, compiled for a number of steps.</summary>
    /// <param name="configuration">Names and sizes, checked.</param>
    /// <param name="symbols">Different characters.</param>
    /// <param name="steps">Updates of the whole run: what a schedule spans.</param>
    public static Model Build(TextConfiguration configuration, int symbols, long steps)
    {
        var layers = new List<Layer>();
        if (configuration.Input == CharacterInput.Embedding)
            layers.Add(new Embedding(symbols, configuration.EmbeddingUnits));
        for (int layer = 1; layer <= configuration.Layers; layer++)
        {
            layers.Add(s_cells[configuration.Cell](configuration.Units, configuration.Mode == TextMode.Stream || layer < configuration.Layers));
            if (configuration.Dropout > 0)
                layers.Add(new Dropout(configuration.Dropout));
        }

        layers.Add(new Dense(symbols));
        var model = new Sequential([.. layers]) { Seed = configuration.Seed };
        model.Compile(
            new Adam { LearningRate = Schedule(configuration, steps), GlobalClipNorm = configuration.Clip },
            new SparseCategoricalCrossentropy { FromLogits = true },
            Metric.Accuracy);
        return model.Build(SampleShape(configuration, symbols));
    }

    static Shape SampleShape(TextConfiguration configuration, int symbols)
    {
        int steps = configuration.Mode == TextMode.Window ? configuration.Window : -1;
        return configuration.Input switch
        {
            CharacterInput.Embedding => new Shape(steps),
            CharacterInput.Scalar => new Shape(steps, 1),
            _ => new Shape(steps, symbols),
        };
    }

    /// <summary>A cosine warms up over a twentieth of the run, at most 100 steps, and ends at a hundredth of the rate.</summary>
    static LearningRateSchedule Schedule(TextConfiguration configuration, long steps)
    {
        if (configuration.Schedule == "constant")
            return configuration.LearningRate;
        long warmup = Math.Min(100, steps / 20);
        return new CosineDecay(0, steps - warmup) { WarmupTarget = configuration.LearningRate, WarmupSteps = warmup, Alpha = 0.01 };
    }

    static void Known(string option, string name, IEnumerable<string> known)
    {
        if (known.Contains(name))
            return;
        string nearest = NearestName.Find(name, known) is { } near ? $"; did you mean '{near}'?" : "";
        throw new InputException($"{option} {name}: unknown; known are {string.Join(", ", known)}{nearest}");
    }

    static void Within(string option, int value, int most)
    {
        if (value < 1)
            throw new InputException($"{option} {value}: at least 1");
        if (value > most)
            throw new InputException($"{option} {value}: at most {most}");
    }
}
