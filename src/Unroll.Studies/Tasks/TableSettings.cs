using Unroll.Studies.Data;
using Unroll.Studies.Data.Csv;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks;

/// <summary>The settings of tasks that read tables: how the tables are written, where that is not to be found out.</summary>
static class TableSettings
{
    /// <summary>The settings, bound to a configuration.</summary>
    public static IEnumerable<Setting> Of(Func<TableFormat> get, Action<TableFormat> set) =>
    [
        new Setting<string>("encoding", SettingKind.Text("NAME", CharacterSet.Mistake), () => get().Encoding, value => set(get() with { Encoding = value }),
            "the character set of the files, such as windows-1251; auto: what a file shows") { Group = SettingGroup.Data },
        new Setting<FieldSeparator>("separator",
            SettingKind.Name(("auto", FieldSeparator.Auto), ("comma", FieldSeparator.Comma), ("semicolon", FieldSeparator.Semicolon),
                ("tab", FieldSeparator.Tab), ("pipe", FieldSeparator.Pipe)),
            () => get().Separator, value => set(get() with { Separator = value }),
            "what stands between columns: comma, semicolon, tab or pipe; auto finds it") { Group = SettingGroup.Data },
        new Setting<DecimalSign>("decimal", SettingKind.Name(("auto", DecimalSign.Auto), ("point", DecimalSign.Point), ("comma", DecimalSign.Comma)),
            () => get().Decimal, value => set(get() with { Decimal = value }),
            "what stands before decimals: point or comma; auto finds it from all numbers, or asks") { Group = SettingGroup.Data },
        new Setting<DateOrder>("dateOrder",
            SettingKind.Name(("auto", DateOrder.Auto), ("day_first", DateOrder.DayFirst), ("month_first", DateOrder.MonthFirst)),
            () => get().DateOrder, value => set(get() with { DateOrder = value }),
            "which of day and month comes first in 03/04/2019; auto finds it from all dates, or asks") { Group = SettingGroup.Data },
    ];
}
