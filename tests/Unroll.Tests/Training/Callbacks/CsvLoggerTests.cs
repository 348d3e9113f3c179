using Unroll.Checkpoints;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training.Callbacks;

public sealed class CsvLoggerTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string FilePath => _folder.File("log.csv");

    string Text => File.ReadAllText(FilePath);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OnEpochEnd_WritesSortedColumns_WithEpochsFromZero()
    {
        using var run = new ScriptedRun(new CsvLogger(FilePath));
        run.Epoch(new Dictionary<string, double> { ["loss"] = 0.1, ["accuracy"] = 0.5, ["val_loss"] = 0.25 });
        run.Epoch(new Dictionary<string, double> { ["loss"] = 1e-7, ["val_loss"] = double.NaN });
        Assert.Equal("epoch,accuracy,loss,val_loss\r\n0,0.5,0.1,0.25\r\n1,NA,1E-07,NaN\r\n", Text);
    }

    [Fact]
    public void OnEpochEnd_AddsColumnsOfValidation_WhenTheFirstEpochHasNone()
    {
        using var run = new ScriptedRun(new CsvLogger(FilePath));
        run.Epoch(new Dictionary<string, double> { ["loss"] = 1, ["accuracy"] = 0.5, ["learning_rate"] = 0.25 });
        run.Epoch(new Dictionary<string, double> { ["loss"] = 1, ["accuracy"] = 0.5, ["learning_rate"] = 0.25, ["val_loss"] = 2 });
        Assert.Equal("epoch,accuracy,learning_rate,loss,val_accuracy,val_loss\r\n0,0.5,0.25,1,NA,NA\r\n1,0.5,0.25,1,NA,2\r\n", Text);
    }

    [Fact]
    public void OnEpochEnd_QuotesOnlyWhatNeedsIt()
    {
        using var run = new ScriptedRun(new CsvLogger(FilePath) { Separator = ";" });
        run.Epoch(new Dictionary<string, double> { ["a\"b"] = 1, ["c;d"] = 2, ["e,f"] = 3, ["val_loss"] = 4 });
        Assert.Equal("epoch;\"a\"\"b\";\"c;d\";e,f;val_loss\r\n0;1;2;3;4\r\n", Text);
    }

    [Fact]
    public void OnEpochEnd_ReplacesTheFile_UnlessItAppends()
    {
        var values = new Dictionary<string, double> { ["val_loss"] = 1 };
        foreach (bool append in new[] { false, false, true })
        {
            using var run = new ScriptedRun(new CsvLogger(FilePath) { Append = append });
            run.Epoch(values);
        }

        Assert.Equal("epoch,val_loss\r\n0,1\r\n0,1\r\n", Text);
    }

    [Fact]
    public void RestoreState_GoesOnFromTheCheckpoint_WithoutDoubledLines()
    {
        using (var run = new ScriptedRun(new CsvLogger(FilePath)))
        {
            run.Epoch(new Dictionary<string, double> { ["loss"] = 1 });
            Checkpoint.Save(_folder.File("a.safetensors"), run.Trainer);
            run.Epoch(new Dictionary<string, double> { ["loss"] = 2 });
        }

        using var resumed = new ScriptedRun(new CsvLogger(FilePath));
        Checkpoint.Restore(_folder.File("a.safetensors"), resumed.Trainer);
        resumed.Epoch(new Dictionary<string, double> { ["loss"] = 3, ["val_loss"] = 4 });
        Assert.Equal("epoch,loss,val_loss\r\n0,1,NA\r\n1,3,4\r\n", Text);
    }

    [Fact]
    public void OnTrainBegin_Throws_NamingThePath_WhenItCannotBeWritten()
    {
        var error = Assert.Throws<IOException>(() => new ScriptedRun(new CsvLogger(_folder.Path)));
        Assert.Contains($"CsvLogger cannot write '{_folder.Path}'", error.Message, StringComparison.Ordinal);
    }
}
