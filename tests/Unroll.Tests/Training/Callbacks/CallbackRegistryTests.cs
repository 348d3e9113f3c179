using System.Reflection;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training.Callbacks;

public sealed class CallbackRegistryTests
{
    const string Watching = "monitor=Monitor=loss mode=Mode=max>Max";

    static readonly CallbackPlace s_place = new("folder", new StringWriter(), new Dictionary<string, string> { ["a"] = "b" });

    /// <summary>The settings of each: name=property=value, or name=property=value>what the property is then.</summary>
    static readonly Dictionary<string, (Func<Callback> Plain, string Settings)> s_all = new()
    {
        ["model_checkpoint"] = (() => new ModelCheckpoint(""),
            $"{Watching} save_best_only=SaveBestOnly=true>True save_weights_only=SaveWeightsOnly=true>True save_freq=SaveFrequency=7 "
            + "initial_value_threshold=InitialValueThreshold=0.5"),
        ["early_stopping"] = (() => new EarlyStopping(),
            $"{Watching} min_delta=MinDelta=0.5 patience=Patience=7 baseline=Baseline=0.25 restore_best_weights=RestoreBestWeights=true>True "
            + "start_from_epoch=StartFromEpoch=3"),
        ["reduce_lr_on_plateau"] = (() => new ReduceLrOnPlateau(),
            $"{Watching} factor=Factor=0.5 patience=Patience=7 min_delta=MinDelta=0.25 cooldown=Cooldown=3 min_lr=MinLearningRate=0.125"),
        ["learning_rate_scheduler"] = (() => new LearningRateScheduler(_ => 1), "factor==0.5 after==3"),
        ["csv_logger"] = (() => new CsvLogger(""), "append=Append=true>True"),
        ["tensor_board"] = (() => new TensorBoard(), "histogram_freq=HistogramFrequency=2 update_freq=UpdateFrequency=3"),
        ["terminate_on_nan"] = (() => new TerminateOnNaN(), ""),
        ["backup_and_restore"] = (() => new BackupAndRestore(""), "save_freq=SaveFrequency=7 delete_checkpoint=DeleteCheckpoint=false>False"),
    };

    public static TheoryData<string> Names => [.. s_all.Keys];

    [Fact]
    public void Entries_AreAllThatHaveNames() => Assert.Equal(s_all.Keys, CallbackRegistry.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_GivesTheDefaultsOfTheClass_ForANameAlone(string name)
    {
        Callback plain = s_all[name].Plain(), made = CallbackRegistry.Create(name, s_place);
        Assert.IsType(plain.GetType(), made);
        foreach (PropertyInfo property in made.GetType().GetProperties().Where(property => property.Name is not ("Output" or "Metadata" or "FilePath")))
            Assert.Equal(property.GetValue(plain), property.GetValue(made));
        Assert.Same(made.GetType().GetProperty("Output") is null ? null : s_place.Output, made.GetType().GetProperty("Output")?.GetValue(made));
        Assert.Same(name == "model_checkpoint" ? s_place.Metadata : null, (made as ModelCheckpoint)?.Metadata);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_TakesEverySetting(string name)
    {
        foreach (string setting in s_all[name].Settings.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = setting.Split('=');
            string value = parts[2].Split('>')[0], expected = parts[2].Split('>')[^1];
            Callback made = CallbackRegistry.Create($"{name}:{parts[0]}={value}", s_place);
            if (parts[1].Length > 0)
                Assert.Equal(expected, string.Create(null, $"{made.GetType().GetProperty(parts[1])!.GetValue(made)}"));
        }
    }

    [Fact]
    public void Create_PutsFilesIntoTheFolder()
    {
        string folder = Directory.CreateTempSubdirectory("unroll-callbacks-").FullName;
        try
        {
            var place = new CallbackPlace(folder);
            string[] lines = ["csv_logger", "csv_logger:filename=a/b.csv", "tensor_board", "tensor_board:log_dir=t", "model_checkpoint",
                "model_checkpoint:filepath={epoch:02d}-{loss:.1f}", "backup_and_restore:delete_checkpoint=false"];
            TinyText.Model().Fit(TinyText.Streams(),
                TinyText.Options(epochs: 1) with { Callbacks = [.. lines.Select(line => CallbackRegistry.Create(line, place))] });
            string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))];
            Assert.Contains("log.csv", files);
            Assert.Contains("a/b.csv", files);
            Assert.Contains("checkpoints/epoch-001.safetensors", files);
            Assert.Contains(files, file => file.StartsWith("checkpoints/01-2.", StringComparison.Ordinal));
            Assert.Contains("backup/backup.safetensors", files);
            Assert.Contains(files, file => file.StartsWith("logs/train/events.out.tfevents", StringComparison.Ordinal));
            Assert.Contains(files, file => file.StartsWith("t/train/events.out.tfevents", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void LearningRateScheduler_MultipliesTheRate_AfterSoManyEpochs()
    {
        using var run = new ScriptedRun(CallbackRegistry.Create("learning_rate_scheduler:factor=0.5,after=1", s_place));
        var rates = new List<double>();
        for (int epoch = 0; epoch < 4; epoch++)
        {
            run.Callbacks[0].OnEpochBegin(run.Trainer);
            rates.Add(run.Rate);
            run.Epoch("loss", 1);
        }

        Assert.Equal([0.5, 0.5, 0.25, 0.125], rates);
    }

    [Theory]
    [InlineData("early_stoping", "did you mean 'early_stopping'?")]
    [InlineData("early_stopping:patience=-1", "patience is 0 or more")]
    [InlineData("early_stopping:mode=up", "mode is auto, min or max, not 'up'")]
    [InlineData("model_checkpoint:save_freq=0", "save_freq is 1 or more")]
    [InlineData("reduce_lr_on_plateau:factor=2", "factor lies between 0 and 1")]
    [InlineData("learning_rate_scheduler:factor=0", "factor lies above 0 and is at most 1, not '0'")]
    [InlineData("csv_logger:filname=a", "did you mean 'filename'?")]
    [InlineData("terminate_on_nan:x", "knows no option 'x'")]
    public void Create_Throws_SayingWhatWouldBeRight(string line, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<Exception>(() => CallbackRegistry.Create(line, s_place)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("early_stopping:patience=-1", "patience")]
    [InlineData("early_stopping:mode=up", "mode")]
    [InlineData("tensor_board:update_freq=0", "update_freq")]
    [InlineData("learning_rate_scheduler:factor=0", "factor")]
    public void Create_NamesTheOption(string line, string option) =>
        Assert.Equal(option, Assert.ThrowsAny<ArgumentException>(() => CallbackRegistry.Create(line, s_place)).ParamName);
}
