using System.Text.Json;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tests.Settings;

public sealed class SettingTests
{
    int _batch = 32;

    [Fact]
    public void Read_WritesThroughToItsConfiguration()
    {
        Setting setting = Batch();
        setting.Read(["64"]);
        Assert.Equal((64, "64", "64"), (_batch, setting.Text, setting.ToJson()!.ToJsonString()));
        setting.Read(Json("16"));
        Assert.Equal(16, _batch);
    }

    [Theory]
    [InlineData("\"16\"", "batch must be a whole number, not \"16\"")]
    [InlineData("[1,\n 2]", "batch must be a whole number, not [1,  2]")]
    public void Read_Throws_AndKeepsTheValue_WhenJsonIsOfAnotherKind(string json, string message)
    {
        Assert.Equal(message, Assert.Throws<SettingException>(() => Batch().Read(Json(json))).Message);
        Assert.Equal(32, _batch);
    }

    [Fact]
    public void Read_Throws_AndKeepsTheValue_WhenAWordIsNone()
    {
        var error = Assert.Throws<SettingException>(() => Batch().Read(["ten"]));
        Assert.Equal(("batch", "batch ten: a whole number is expected"), (error.Setting, error.Message));
        Assert.Equal("--batch ten: a whole number is expected", error.Tell("--batch"));
        Assert.Equal(32, _batch);
    }

    [Fact]
    public void Check_NamesTheValueAndItsRange()
    {
        Batch().Check();
        _batch = 0;
        Assert.Equal("batch 0: at least 1", Assert.Throws<SettingException>(Batch().Check).Message);
    }

    Setting<int> Batch() => new("batch", SettingKind.Count(), () => _batch, value => _batch = value, "rows of a batch");

    static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
