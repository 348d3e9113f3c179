using System.CommandLine;
using Unroll.Studies;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks.Forecasts;
using Unroll.Studies.Tasks.Stocks;

namespace Unroll.Cli.Commands;

/// <summary>How the data are written that a trained model is used on: settings of the task, as options of the commands that open a run.</summary>
sealed class TableOptions
{
    const string Share = "share";

    static readonly string[] s_names = ["encoding", "separator", "decimal", "dateOrder"];

    readonly SettingOption[] _options =
    [
        .. new ForecastConfiguration().Settings.Where(setting => s_names.Contains(setting.Name))
            .Select(setting => new SettingOption(setting, $"{setting.Help} [that of the run]")),
        new SettingOption(new StocksConfiguration().Settings.First(setting => setting.Name == Share),
            "stocks: which file of --data, or which name in a file that holds several, is which share of the model [by name]", "SHARE=FILE"),
    ];

    /// <summary>The options.</summary>
    public Option[] Options => [.. _options.Select(option => option.Option)];

    /// <summary>Gives the run's configuration the values that the user names.</summary>
    /// <param name="parsed">What the user wrote.</param>
    /// <param name="configuration">That of the run.</param>
    /// <param name="data">Other data than those of the run; empty for none.</param>
    /// <exception cref="InputException">A value is wrong, or the task has no such setting.</exception>
    public void Apply(ParseResult parsed, RunConfiguration configuration, IReadOnlyList<string> data)
    {
        IReadOnlyList<Setting> settings = configuration.Settings;
        foreach (SettingOption option in _options)
        {
            if (option.Words(parsed) is not { } words)
                continue;
            Setting setting = settings.FirstOrDefault(one => one.Name == option.Name)
                ?? throw new SettingException(option.Name, $": the data of the task {configuration.Task} have none; leave it out");
            if (setting.Name == Share && data.Count == 0)
                throw new SettingException(Share, string.Join(' ', words), "it says which file of --data is which share; pass --data too");
            setting.Read(words);
            setting.Check();
        }
    }
}
