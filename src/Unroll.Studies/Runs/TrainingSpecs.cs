using Unroll.Naming;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Studies.Settings;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Studies.Runs;

/// <summary>Optimizer, schedule and callbacks of a configuration, made from their specs, such as <c>sgd:momentum=0.9</c>.</summary>
static class TrainingSpecs
{
    /// <summary>Steps for which a schedule is tried before the data, and so their number, are known.</summary>
    const long UsualSteps = 1000;

    const string CallbacksName = "callbacks";

    static readonly string[] s_meansOverOutputs =
        ["mean_squared_error", "mean_absolute_error", "mean_squared_logarithmic_error", "huber", "log_cosh", "quantile", "binary_crossentropy", "poisson"];

    /// <summary>The names of the optimizers.</summary>
    public static IReadOnlyList<string> Optimizers => OptimizerRegistry.Names;

    /// <summary>The names of the schedules.</summary>
    public static IReadOnlyList<string> Schedules => ScheduleRegistry.Names;

    /// <summary>The names of the callbacks.</summary>
    public static IReadOnlyList<string> CallbackNames => CallbackRegistry.Names;

    /// <summary>What can happen when a loss is not a finite number.</summary>
    public static IReadOnlyList<string> OnNaN { get; } = ["stop", "skip"];

    /// <summary>Tries the specs, before the data are read.</summary>
    /// <exception cref="SettingException">A spec is wrong, or a callback does not go with the rest.</exception>
    public static void Check(RunConfiguration configuration) =>
        Callbacks(configuration, new CallbackPlace(""), Optimizer(configuration, UsualSteps), isValidated: true);

    /// <summary>The optimizer with its schedule over a number of steps.</summary>
    /// <param name="configuration">Their specs, the rate, and the maximum gradient norm, unless the optimizer's spec says how gradients are clipped.</param>
    /// <param name="steps">Updates of the whole run.</param>
    /// <exception cref="SettingException">A spec is wrong.</exception>
    public static Optimizer Optimizer(RunConfiguration configuration, long steps)
    {
        (string optimizer, string schedule) = (configuration.Optimizer, configuration.Schedule);
        float rate = configuration.LearningRate ?? configuration.DefaultLearningRate;
        LearningRateSchedule rates = WithContext("schedule", schedule, Schedules, () => ScheduleRegistry.Create(schedule, rate, steps));
        return WithContext("optimizer", optimizer, Optimizers, () => OptimizerRegistry.Create(optimizer, rates, configuration.Clip));
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
            "muon" => 3,
            _ => 1.0,
        };

        // A mean over the symbols has gradients that are smaller by their number, which these three take for what they are.
        if (name is "sgd" or "adagrad" or "adadelta" && s_meansOverOutputs.Contains(TaskLoss.LongName(loss)))
            rate *= 50;
        double momentum = WithContext("optimizer", optimizer, Optimizers, () => name == "sgd" ? Spec.Parse(optimizer).Options.Number("momentum", 0) : 0);
        return (float)Math.Round(rate * (momentum is > 0 and < 1 ? 1 - momentum : 1), 6);
    }

    /// <summary>The name at the beginning of a line.</summary>
    public static string NameOf(string line) => line.Split(':')[0].Trim();

    /// <summary>The callbacks of a run.</summary>
    /// <exception cref="SettingException">A spec is wrong, or a callback does not go with the rest.</exception>
    public static IReadOnlyList<Callback> Callbacks(RunConfiguration configuration, RunOptions options, TaskData data, Optimizer optimizer,
        IReadOnlyDictionary<string, string> metadata) =>
        Callbacks(configuration, new CallbackPlace(options.Folder, options.Verbose > 0 ? options.Progress : null, metadata), optimizer,
            data.HeldOut is not null);

    /// <summary>The callbacks that a configuration asks for.</summary>
    /// <param name="configuration">Their lines.</param>
    /// <param name="place">Where they write.</param>
    /// <param name="optimizer">Some change its rate, which has to be a number then.</param>
    /// <param name="isValidated">Whether there are metrics of a part that was held out.</param>
    /// <exception cref="InputException">A line is wrong, or a callback does not go with the rest.</exception>
    public static IReadOnlyList<Callback> Callbacks(RunConfiguration configuration, CallbackPlace place, Optimizer optimizer, bool isValidated)
    {
        string[] metrics = [.. configuration.Metrics, .. configuration.Metrics.Where(_ => isValidated).Select(metric => "val_" + metric)];
        var callbacks = new List<Callback>();
        foreach (string line in configuration.Callbacks)
        {
            Callback callback = WithContext(CallbacksName, line, CallbackNames, () => CallbackRegistry.Create(line, place));
            if (callback is ReduceLrOnPlateau or LearningRateScheduler && optimizer.LearningRate is not ConstantRate)
                throw new SettingException(CallbacksName, line,
                    "it changes the learning rate itself, which a schedule does already; use the schedule constant");
            if (callback is MonitorCallback { Monitor: var watched } and not ModelCheckpoint { SaveBestOnly: false } && !metrics.Contains(watched))
                throw new SettingException(CallbacksName, line, $"it watches {watched}, but there are only {string.Join(", ", metrics)}");
            callbacks.Add(callback);
        }

        return callbacks;
    }

    /// <summary>Makes what a spec says; a mistake becomes one of the setting that holds it.</summary>
    /// <exception cref="SettingException">The name or an option is unknown, or a value is not possible.</exception>
    public static T WithContext<T>(string setting, string spec, IReadOnlyList<string> names, Func<T> make)
    {
        if (NameKind.Unknown(NameOf(spec), names) is { } unknown)
            throw new SettingException(setting, NameOf(spec), unknown);
        try
        {
            return make();
        }
        catch (Exception error) when (error is ArgumentException or InvalidDataException)
        {
            throw new SettingException(setting, spec, Reason(error));
        }
    }

    /// <summary>The first line of a message, without what .NET adds about the parameter.</summary>
    public static string Reason(Exception error)
    {
        string reason = error.Message.ReplaceLineEndings("\n").Split('\n')[0];
        int added = reason.IndexOf(" (Parameter", StringComparison.Ordinal);
        return (added < 0 ? reason : reason[..added]).TrimEnd('.');
    }
}
