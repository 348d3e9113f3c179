using System.CommandLine;
using Unroll.Cli.Terminal;
using Unroll.Studies;
using Unroll.Studies.Pretraining;
using Unroll.Studies.Settings;

namespace Unroll.Cli.Commands;

/// <summary>unroll pretrain bert.</summary>
static class PretrainCommand
{
    const string Name = "unroll pretrain bert";

    public static Command Create(Session session)
    {
        var command = new CommandWithHelp("pretrain", "pretrains an encoder on texts");
        command.Subcommands.Add(Bert(session));
        return command;
    }

    static CommandWithHelp Bert(Session session)
    {
        SettingOption[] settings = [.. new PretrainingConfiguration().Settings.Select(setting => new SettingOption(setting, Help(setting)))];
        Option<string?> folder = CommonOptions.Text("--out", "DIR", "the folder for the model, its vocabulary and what it was made from");
        Option<string?> resume = CommonOptions.Text("--resume", "DIR", "resume a pretraining that was stopped, to the same bits as if it never was");
        Option<double?> maxSeconds = Numbers.Seconds("--max-seconds",
            "a time limit; it becomes a number of steps, so that the model can be made again to the bit; beside --epochs or --steps, whichever ends first");
        Option<int?> workers = CommonOptions.Workers();
        Option<string?> progress = ProgressOption.Create();
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("bert", "trains a small BERT to find masked words again; writes a folder that Hugging Face's tools read, too")
        {
            Examples =
            [
                ($"{Name} --data book.txt notes.md --out bert", "on two texts of yours"),
                ($"{Name} --data book.txt --out bert --hidden 128 --layers 3 --steps 3000", "with sizes and a number of steps"),
                ($"{Name} --data letters.txt --init-from bert --out bert-letters", "trains that model further, on another text"),
                ($"{Name} --data tweets --classes hate,offensive --init-from bert --out abusive", "on the abusive tweets"),
                ($"{Name} --resume bert", "resumes one that Ctrl-C stopped"),
            ],
        };
        foreach (SettingGroup group in Enum.GetValues<SettingGroup>())
            command.Group(group.ToString(), [.. settings.Where(setting => setting.Group == group).Select(setting => setting.Option)]);
        command.Group("Run", folder, resume, maxSeconds, workers, progress, json);
        command.SetAction(parsed =>
        {
            string? resumed = parsed.GetValue(resume), into = parsed.GetValue(folder);
            if (resumed is not null && command.Options.Except([resume, workers, progress, json])
                .FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
                throw new InputException($"--resume {resumed}: a pretraining is resumed as it was configured; leave out {given.Name}");
            bool hasEpochs = Words(parsed, settings, "epochs") is not null;
            if (hasEpochs && Words(parsed, settings, "steps") is not null)
                throw new InputException("--epochs and --steps both say when the training ends; pass one of them");
            int verbosity = ProgressOption.Verbosity(parsed.GetValue(progress), session);
            var log = new PretrainingLog(session, quiet: verbosity == 0);
            var options = new PretrainingOptions
            {
                Folder = resumed ?? into ?? throw new InputException("--out is missing: name a folder for the model"),
                Workers = parsed.GetValue(workers) ?? 0, MaxSeconds = parsed.GetValue(maxSeconds), LimitsEpochs = hasEpochs, Verbose = verbosity,
                Progress = session.Bar, Columns = session.Columns, OnStart = (run, done) => log.Start(run, done, resumed ?? into!),
            };
            PretrainingResult result = resumed is null
                ? PretrainingRun.Train(Configuration(session, parsed, settings), options, session.Cancellation)
                : PretrainingRun.Resume(options, session.Cancellation);
            return new PretrainingReport(session, result).Write(parsed.GetValue(json));
        });
        return command;
    }

    static IReadOnlyList<string>? Words(ParseResult parsed, SettingOption[] options, string setting) =>
        options.First(option => option.Name == setting).Words(parsed);

    static PretrainingConfiguration Configuration(Session session, ParseResult parsed, SettingOption[] options)
    {
        var configuration = new PretrainingConfiguration();
        IReadOnlyList<Setting> settings = configuration.Settings;
        foreach (SettingOption option in options)
            if (option.Words(parsed) is { } words)
                settings.First(setting => setting.Name == option.Name).Read(words);
        configuration.Check();
        foreach (string name in configuration.Data.Concat(configuration.VocabularyData))
            DataFetch.IfNeeded(session, name);
        return configuration;
    }

    /// <summary>What a setting is, and its default, where its own words do not say that.</summary>
    static string Help(Setting setting) => setting.Text == "none" ? setting.Help : $"{setting.Help} [{setting.Text}]";
}
