using System.Text.Json;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Tests.Tasks;

public sealed class SeriesColumnSettingsTests
{
    SeriesColumns _columns = new();
    SeriesLayout _layout;

    [Fact]
    public void Settings_GiveEveryColumnItsMeaning_AndWriteIt()
    {
        foreach ((string name, string words) in new[]
        {
            ("time", "t"), ("target", "a,b"), ("known", "c"), ("past", "d e"), ("static", "f"), ("series", "shop"), ("layout", "wide"),
        })
            Settings.Single(setting => setting.Name == name).Read(words.Split(' '));
        Assert.Equal(("t", "shop", SeriesLayout.Wide), (_columns.Time, _columns.Series, _layout));
        Assert.Equal("a b | c | d e | f", string.Join(" | ", new[] { _columns.Targets, _columns.Known, _columns.Past, _columns.Statics }.Select(of => string.Join(' ', of))));
        (SeriesColumns columns, _columns) = (_columns, new SeriesColumns());
        Assert.Equal("[\"a\",\"b\"]", Written(columns, "target"));
        foreach (Setting setting in Settings)
            setting.Read(JsonDocument.Parse(Written(columns, setting.Name)).RootElement);
        Assert.Equal(columns.Targets.Concat(columns.Past), _columns.Targets.Concat(_columns.Past));
    }

    IEnumerable<Setting> Settings => SeriesColumnSettings.Of(() => _columns, value => _columns = value, () => _layout, value => _layout = value);

    static string Written(SeriesColumns columns, string name) => SeriesColumnSettings.Of(() => columns, _ => { }, () => SeriesLayout.Wide, _ => { })
        .Single(setting => setting.Name == name).ToJson()!.ToJsonString();
}
