using System.CommandLine;
using Unroll.Studies;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks.Series;

namespace Unroll.Cli.Commands;

/// <summary>How the data are written that a trained model is used on: settings of the task, as options of the commands that open a run.</summary>
sealed class TableOptions
{
    static readonly string[] s_names = ["encoding", "separator", "decimal", "dateOrder"];

    readonly SettingOption[] _options =
    [
        .. new SeriesConfiguration().Settings.Where(setting => s_names.Contains(setting.Name))
            .Select(setting => new SettingOption(setting, $"{setting.Help} [that of the run]")),
    ];

    /// <summary>The options.</summary>
    public Option[] Options => [.. _options.Select(option => option.Option)];

    /// <summary>Gives the run's configuration the values that the user names.</summary>
    /// <exception cref="InputException">A value is wrong, or the task has no such setting.</exception>
    public void Apply(ParseResult parsed, RunConfiguration configuration)
    {
        IReadOnlyList<Setting> settings = configuration.Settings;
        foreach (SettingOption option in _options)
        {
            if (option.Words(parsed) is not { } words)
                continue;
            Setting setting = settings.FirstOrDefault(one => one.Name == option.Name)
                ?? throw new SettingException(option.Name, $": the data of the task {configuration.Task} have none; leave it out");
            setting.Read(words);
            setting.Check();
        }
    }
}
