using System.Reflection;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Stocks;

namespace Unroll.Studies.Tests.Tasks;

public class ConfigurationFileTests
{
    static readonly NullabilityInfoContext s_nullability = new();

    public static TheoryData<string> Tasks => [.. TaskRegistry.Tasks.Names];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void FromJson_ReadsEverySetting_AsItWasWritten(string task)
    {
        string folder = Directory.CreateTempSubdirectory("unroll-configurations-").FullName;
        var random = new RandomConfigurations(folder, seed: 7);
        for (int i = 0; i < 100; i++)
            RequireRoundTrip(random.Next(task));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A setting that is null is not one that was left out: its default may be a number.</summary>
    [Theory]
    [MemberData(nameof(Tasks))]
    public void FromJson_ReadsNull_WhereASettingMayBeNull(string task)
    {
        PropertyInfo[] nullable =
            [.. Settings(TaskRegistry.Tasks.Find(task).CreateConfiguration()).Where(
                setting => s_nullability.Create(setting).WriteState == NullabilityState.Nullable)];
        Assert.Contains(nameof(RunConfiguration.Clip), nullable.Select(setting => setting.Name));
        RunConfiguration configuration = TaskRegistry.Tasks.Find(task).CreateConfiguration();
        foreach (PropertyInfo setting in nullable)
            setting.SetValue(configuration, null);
        RequireRoundTrip(configuration);
    }

    static void RequireRoundTrip(RunConfiguration written)
    {
        RunConfiguration read = ConfigurationFile.FromJson(written.ToJson(), "config.json");
        foreach (PropertyInfo setting in Settings(written))
            Assert.Equal(setting.GetValue(written), setting.GetValue(read));
    }

    static IEnumerable<PropertyInfo> Settings(RunConfiguration configuration) => configuration.GetType().GetProperties().Where(setting => setting.CanWrite);

    [Theory]
    [InlineData("text")]
    [InlineData("memory")]
    [InlineData("stocks")]
    [InlineData("digits")]
    [InlineData("sequences")]
    [InlineData("shapes")]
    [InlineData("tweets")]
    public void FromJson_ReadsWhatToJsonWrote(string task)
    {
        RunConfiguration written = TaskRegistry.Tasks.Find(task).CreateConfiguration() with { Units = 7, Steps = 9, LearningRate = 0.25f, Cell = "lstm" };
        RunConfiguration read = ConfigurationFile.FromJson(written.ToJson(), "config.json");
        Assert.Equal(task, read.Task);
        Assert.Equal(written.GetType(), read.GetType());
        Assert.Equal(written.ToJson(), read.ToJson());
        Assert.Contains($"\"task\": \"{task}\"", written.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void FromJson_FillsInTheDefaults_OfTheTask()
    {
        var stocks = Assert.IsType<StocksConfiguration>(ConfigurationFile.FromJson("""{ "cell": "lstm", "task": "stocks", "data": ["A.csv", "B.csv"] }""", "config.json"));
        Assert.Equal((64, 2, 30, 0.8, "mean_squared_error"), (stocks.Units, stocks.Layers, stocks.Window, stocks.TrainingShare, stocks.Loss));
        Assert.Equal(["A.csv", "B.csv"], stocks.Data);
    }

    [Theory]
    [InlineData("""{ "task": "stoks" }""", "There is no task 'stoks'")]
    [InlineData("""{ "task": "digits", "unitz": 3 }""", "the task digits has no setting 'unitz'; known are ")]
    [InlineData("""{ "task": "digits", "unitz": 3 }""", "did you mean 'units'?")]
    [InlineData("""{ "task": "digits", "units": null }""", "units must be a whole number, not null")]
    [InlineData("""{ "task": "digits", "units": 8, "units": 16 }""", "units")]
    [InlineData("""{ "task": "text", "cell": null }""", "cell must be a text, not null")]
    [InlineData("""{ "task": "text", "mode": 7 }""", "mode must be one of stream, window, not 7")]
    [InlineData("""{ "task": "stocks", "data": null }""", "data must be a list of texts, not null")]
    [InlineData("""{ "task": "stocks", "data": ["A.csv", null] }""", "data must be a list of texts, not [\"A.csv\", null]")]
    [InlineData("""{ "task": "digits", "units": "many" }""", "units must be a whole number, not \"many\"")]
    [InlineData("""{ "task": "text", "dropout": [1] }""", "dropout must be a number, not [1]")]
    [InlineData("""{ "task": "text", "data": 7 }""", "data must be a text, not 7")]
    [InlineData("""{ "task": "text", "callbacks": true }""", "callbacks must be a list of texts, not true")]
    [InlineData("""{ "task": "text", "lowerCase": "yes" }""", "lowerCase must be true or false, not \"yes\"")]
    [InlineData("""{ "task": 3 }""", "task must be a text, not 3")]
    [InlineData("[]", "not a configuration of a run: it begins with [, a configuration with {")]
    [InlineData("null", "not a configuration of a run: it begins with n")]
    [InlineData("", "not a configuration of a run: it is empty")]
    [InlineData("{\n\n\"task\"}", "not a configuration of a run: line 3: '}' is invalid after a property name. Expected a ':'")]
    public void FromJson_SaysInOneLine_WhatIsWrong(string json, string message)
    {
        var error = Assert.ThrowsAny<InputException>(() => ConfigurationFile.FromJson(json, "config.json"));
        Assert.StartsWith("config.json: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
