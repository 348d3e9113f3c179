using Unroll.Naming;
using Unroll.Optimizers;
using Unroll.Training.Callbacks;

namespace Unroll.Studies.Tasks;

/// <summary>Checks of a configuration's names and sizes; mistakes are told as the options of the command line that set them.</summary>
static class ConfigurationCheck
{
    const int MostUnits = 16_384;

    /// <summary>Steps for which a schedule is tried before the data, and so their number, are known.</summary>
    const long UsualSteps = 1000;

    static readonly string[] s_onNaN = ["stop", "skip"];

    /// <summary>What all tasks have.</summary>
    public static void Common(RunConfiguration configuration)
    {
        Known("--cell", configuration.Cell, RecurrentStack.Cells);
        TaskLoss.Check(configuration.Loss);
        Known("--on-nan", configuration.OnNaN, s_onNaN);
        Within("--units", configuration.Units, MostUnits);
        Within("--layers", configuration.Layers, 64);
        Within("--batch", configuration.Batch, 65_536);
        Within("--epochs", configuration.Epochs, int.MaxValue);
        if (configuration.Steps is < 1)
            throw new InputException($"--steps {configuration.Steps}: a run has at least 1 step");
        Rate("--dropout", configuration.Dropout);
        Rate("--input-dropout", configuration.InputDropout);
        if (configuration.LearningRate is { } rate && !(rate > 0 && float.IsFinite(rate)))
            throw new InputException($"--learning-rate {rate}: a learning rate is a number above 0");
        if (configuration.Clip is { } clip && !(clip > 0 && float.IsFinite(clip)))
            throw new InputException($"--clip {clip}: the limit of the gradients' norm is above 0");
        Optimizer optimizer = TrainingChoices.Optimizer(configuration, UsualSteps);
        TrainingChoices.Callbacks(configuration, new CallbackPlace(""), optimizer, isValidated: true);
    }

    /// <summary>A name of a list.</summary>
    public static void Known(string option, string name, IEnumerable<string> known)
    {
        if (known.Contains(name))
            return;
        string nearest = NearestName.Find(name, known) is { } near ? $"; did you mean '{near}'?" : "";
        throw new InputException($"{option} {name}: unknown; known are {string.Join(", ", known)}{nearest}");
    }

    static void Rate(string option, float value)
    {
        if (value is not (>= 0 and < 1))
            throw new InputException($"{option} {value}: a rate lies between 0 and 1, 1 excluded");
    }

    /// <summary>A size from 1 on.</summary>
    public static void Within(string option, int value, int most)
    {
        if (value < 1)
            throw new InputException($"{option} {value}: at least 1");
        if (value > most)
            throw new InputException($"{option} {value}: at most {most}");
    }
}
