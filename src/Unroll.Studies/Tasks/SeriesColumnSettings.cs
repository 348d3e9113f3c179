using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks;

/// <summary>The settings that say what the columns of tables of series mean.</summary>
static class SeriesColumnSettings
{
    /// <summary>The settings, bound to a configuration.</summary>
    public static IEnumerable<Setting> Of(Func<SeriesColumns> get, Action<SeriesColumns> set, Func<SeriesLayout> layout, Action<SeriesLayout> setLayout) =>
    [
        Column("time", () => get().Time, value => set(get() with { Time = value }),
            "the column that says when a row is from, or several: date,hour; without it the first one of dates; none: rows are steps"),
        Columns("target", () => get().Targets, value => set(get() with { Targets = value }),
            "what is forecast; not needed where only one column holds numbers"),
        Columns("known", () => get().Known, value => set(get() with { Known = value }),
            "what is known ahead, such as holidays: rows after the last target tell it"),
        Columns("past", () => get().Past, value => set(get() with { Past = value }), "what is read beside the targets, but not known ahead"),
        Columns("static", () => get().Statics, value => set(get() with { Statics = value }), "numbers that describe a series, the same in all of its rows"),
        Column("series", () => get().Series, value => set(get() with { Series = value }),
            "the column that names the series of a row; without it a file is one"),
        new Setting<SeriesLayout>("layout", SettingKind.Name(("long", SeriesLayout.Long), ("wide", SeriesLayout.Wide)), layout, setLayout,
            "long: a row a time; wide: a row a series, its name and then its values") { Group = SettingGroup.Data },
    ];

    static Setting<string> Column(string name, Func<string> get, Action<string> set, string help) =>
        new(name, SettingKind.TextOrEmpty("COLUMN"), get, set, help) { Group = SettingGroup.Data };

    static Setting<IReadOnlyList<string>> Columns(string name, Func<IReadOnlyList<string>> get, Action<IReadOnlyList<string>> set, string help) =>
        new(name, SettingKind.Names("COLUMN"), get, set, help) { Group = SettingGroup.Data };
}
