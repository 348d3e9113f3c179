using Unroll.Studies.Runs;

namespace Unroll.Studies.Tests.Runs;

public sealed class NoRunTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Open_SaysWhatAPathIs_ThatIsNoRun()
    {
        RunFolder run = RunFolder.Create(_folder.File("run"));
        foreach (string file in new[] { run.Configuration, run.History, run.Last, _folder.File("notes.txt"), _folder.File("weights.safetensors") })
            File.WriteAllText(file, "");
        foreach (string folder in new[] { "empty", "study", "other/inner" })
            Directory.CreateDirectory(_folder.File(folder));
        File.WriteAllText(Path.Combine(_folder.File("study"), "study.json"), "{}");

        AssertSays(run.Configuration, $"is a file of a run; name its folder, {run.FolderPath}");
        AssertSays(run.Last, $"is a checkpoint; name the folder of its run, {run.FolderPath}, with --checkpoint last.safetensors");
        AssertSays(_folder.File("weights.safetensors"), "is a checkpoint; name the folder of a run, with --checkpoint and this file");
        AssertSays(_folder.File("notes.txt"), "is a file; a run folder is what");
        AssertSays(Path.GetDirectoryName(run.Last)!, $"is a folder in a run; name the run's own, {run.FolderPath}");
        AssertSays(_folder.File("study"), "is the folder of a study; name the folder of one of its trainings, cells/CELL/SEED in it");
        AssertSays(_folder.File("empty"), "is an empty folder; a run folder is what");
        AssertSays(_folder.File("other"), "not a run folder, it has no config.json");
        AssertSays(_folder.File("nowhere"), "there is no such folder");
        AssertSays(_folder.Path, $"a folder with a run in it; name one of them, as {run.FolderPath}; 'unroll runs' lists them");
    }

    public void Dispose() => _folder.Dispose();

    static void AssertSays(string path, string expected)
    {
        string message = Assert.Throws<InputException>(() => RunFolder.Open(path)).Message;
        Assert.StartsWith($"{path}: {expected}", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
