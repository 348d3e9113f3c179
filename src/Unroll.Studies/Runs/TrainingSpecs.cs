using Unroll.Naming;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Studies.Tasks;

/// <summary>
/// What a configuration says in lines such as <c>sgd:momentum=0.9</c>: optimizer, schedule and callbacks, made from the library's catalogues. A mistake is
/// told as that of the option which sets the line.
/// </summary>
static class TrainingChoices
{
    static readonly string[] s_meansOverOutputs =
        ["mean_squared_error", "mean_absolute_error", "mean_squared_logarithmic_error", "huber", "log_cosh", "binary_crossentropy", "poisson"];

    /// <summary>The optimizer with its schedule over a number of steps.</summary>
    /// <param name="configuration">Their lines, the rate, and the limit of the gradients' norm, unless the optimizer's line says how they are clipped.</param>
    /// <param name="steps">Updates of the whole run.</param>
    /// <exception cref="InputException">A line is wrong.</exception>
    public static Optimizer Optimizer(RunConfiguration configuration, long steps)
    {
        (string optimizer, string schedule) = (configuration.Optimizer, configuration.Schedule);
        float rate = configuration.LearningRate ?? configuration.SuitableLearningRate;
        LearningRateSchedule rates = Told("--schedule", schedule, ScheduleCatalogue.Entries.Names, () => ScheduleCatalogue.Create(schedule, rate, steps));
        return Told("--optimizer", optimizer, OptimizerCatalogue.Entries.Names, () => OptimizerCatalogue.Create(optimizer, rates, configuration.Clip));
    }

    /// <summary>The learning rate with which a text is learned about as fast as Adam learns it at its own: for a user who names none.</summary>
    /// <param name="optimizer">The optimizer's line.</param>
    /// <param name="loss">The loss's line.</param>
    /// <param name="adam">The rate for Adam.</param>
    /// <exception cref="InputException">The optimizer's line cannot be read.</exception>
    public static float LearningRate(string optimizer, string loss, float adam)
    {
        string name = NameOf(optimizer);
        double rate = (double)(decimal)adam * name switch
        {
            "sgd" => 500,
            "adagrad" => 100,
            "adadelta" => 1000,
            "adamax" => 2,
            _ => 1.0,
        };

        // A mean over the symbols has gradients that are smaller by their number, which these three take for what they are.
        if (name is "sgd" or "adagrad" or "adadelta" && s_meansOverOutputs.Contains(TaskLoss.LongName(loss)))
            rate *= 50;
        double momentum = Told("--optimizer", optimizer, OptimizerCatalogue.Entries.Names, () => name == "sgd" ? Choice.Parse(optimizer).Options.Number("momentum", 0) : 0);
        return (float)Math.Round(rate * (momentum is > 0 and < 1 ? 1 - momentum : 1), 6);
    }

    /// <summary>The name at the beginning of a line.</summary>
    public static string NameOf(string line) => line.Split(':')[0].Trim();

    /// <summary>The callbacks that a configuration asks for.</summary>
    /// <param name="configuration">Their lines.</param>
    /// <param name="place">Where they write.</param>
    /// <param name="optimizer">Some change its rate, which has to be a number then.</param>
    /// <param name="isValidated">Whether there are figures of a part that was held out.</param>
    /// <exception cref="InputException">A line is wrong, or a callback does not go with the rest.</exception>
    public static IReadOnlyList<Callback> Callbacks(RunConfiguration configuration, CallbackPlace place, Optimizer optimizer, bool isValidated)
    {
        string[] figures = [.. configuration.Figures, .. configuration.Figures.Where(_ => isValidated).Select(figure => "val_" + figure)];
        var callbacks = new List<Callback>();
        foreach (string line in configuration.Callbacks)
        {
            Callback callback = Told("--callbacks", line, CallbackCatalogue.Entries.Names, () => CallbackCatalogue.Create(line, place));
            if (callback is ReduceLrOnPlateau or LearningRateScheduler && optimizer.LearningRate is not ConstantRate)
                throw new InputException($"--callbacks {line}: it changes the learning rate itself, which a schedule does already; add --schedule constant");
            if (callback is MonitorCallback { Monitor: var watched } and not ModelCheckpoint { SaveBestOnly: false } && !figures.Contains(watched))
                throw new InputException($"--callbacks {line}: it watches {watched}, but there are only {string.Join(", ", figures)}");
            callbacks.Add(callback);
        }

        return callbacks;
    }

    /// <summary>Makes what a line says; a mistake is told as that of the option which sets it.</summary>
    /// <exception cref="InputException">The name or an option is unknown, or a value is not possible.</exception>
    public static T Told<T>(string option, string line, IReadOnlyList<string> names, Func<T> make)
    {
        ConfigurationCheck.Known(option, NameOf(line), names);
        try
        {
            return make();
        }
        catch (Exception error) when (error is ArgumentException or InvalidDataException)
        {
            // Without what .NET adds about the parameter.
            string reason = error.Message.ReplaceLineEndings("\n").Split('\n')[0];
            int added = reason.IndexOf(" (Parameter", StringComparison.Ordinal);
            throw new InputException($"{option} {line}: {(added < 0 ? reason : reason[..added]).TrimEnd('.')}");
        }
    }
}
