using Unroll.Studies.Data;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Grid;

/// <summary>
/// The folder of a study: study.json, and cells/CELL/SEED/ with a run folder each; where it is done, also summary.csv, summary.md, and what a report needs
/// without the run folders: result.json, epochs.csv, and tables/.
/// </summary>
static class StudyFolder
{
    public static string Study(string folder) => Path.Combine(folder, "study.json");

    public static string Csv(string folder) => Path.Combine(folder, "summary.csv");

    public static string Markdown(string folder) => Path.Combine(folder, "summary.md");

    /// <summary>What each training came to.</summary>
    public static string Result(string folder) => Path.Combine(folder, "result.json");

    /// <summary>The metrics of each training, epoch by epoch.</summary>
    public static string Epochs(string folder) => Path.Combine(folder, "epochs.csv");

    /// <summary>What its encoders came to.</summary>
    public static string Encoders(string folder) => Path.Combine(folder, "encoders.csv");

    /// <summary>The data over time, where the study plots them.</summary>
    public static string Data(string folder) => Path.Combine(folder, "data.csv");

    /// <summary>A table of the trainings, those of all cells in one.</summary>
    public static string Table(string folder, StudyText text) => Path.Combine(folder, "tables", Path.GetFileName(text.File));

    /// <summary>Copies what a finished study leaves, without its run folders and without its data, which belong to others.</summary>
    public static void CopyResults(Study study, string folder, string into)
    {
        string[] files = [Study(folder), Csv(folder), Result(folder), Epochs(folder), Encoders(folder), .. study.Texts.Select(text => Table(folder, text))];
        foreach (string file in files.Where(File.Exists))
        {
            string copy = Path.Combine(into, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    /// <summary>Requires a folder that holds nothing, or the study itself.</summary>
    /// <exception cref="InputException">The folder holds another study, a tuning or a run.</exception>
    public static void RequireFor(string folder, Study study)
    {
        if (File.Exists(new RunFolder(folder).Configuration))
            throw new InputException($"{folder}: there is a run in this folder; choose another --out");
        if (File.Exists(Path.Combine(folder, "tuning.json")))
            throw new InputException($"{folder}: there is a tuning in this folder; choose another --out");
        if (File.Exists(Study(folder)))
        {
            Study there = StudyReader.ReadFile(Study(folder));
            if (there.Name != study.Name || there.IsQuick != study.IsQuick)
                throw new InputException($"{folder}: holds the study {there.Name}{(there.IsQuick ? " in its quick form" : "")}, not {study.Name}"
                    + $"{(study.IsQuick ? " in its quick form" : "")}; choose another --out");
        }
    }

    /// <summary>Makes the folder of a study, or takes the one where it was begun.</summary>
    /// <exception cref="InputException">The folder cannot be made.</exception>
    public static void Create(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: the folder cannot be made ({error.Message}); choose another --out");
        }
    }

    /// <summary>Finds out whether the folder is still there: one that is gone must not be made anew without the trainings that were done.</summary>
    /// <exception cref="DirectoryNotFoundException">It is gone.</exception>
    public static void Check(string folder)
    {
        if (!File.Exists(Study(folder)))
            throw new DirectoryNotFoundException($"{Study(folder)} was removed");
    }

    /// <summary>What happened to the folder of a study, or of a training that ran, where it is more than what the system says.</summary>
    /// <param name="folder">The folder of the study.</param>
    /// <param name="trial">The training; null where none ran.</param>
    /// <param name="error">What the system says.</param>
    public static string WhatHappened(string folder, StudyTrial? trial, Exception error) => !Directory.Exists(folder) ? "the folder was removed"
        : trial is not null && Path.Combine(folder, trial.Folder) is var run && IsGone(run, error) ? $"the folder of a running training, {run}, was removed"
        : error.Message.ReplaceLineEndings(" ").TrimEnd('.');

    static bool IsGone(string run, Exception error) =>
        error is RunWriteException { IsGone: true } || (error is DirectoryNotFoundException or FileNotFoundException && !Directory.Exists(run));

    /// <summary>The result of a training that is done; null where it is not.</summary>
    public static TrialResult? Finished(string folder, StudyTrial trial) => IsBegun(folder, trial) ? TrialResult.Read(Path.Combine(folder, trial.Folder))
        : null;

    /// <summary>Whether a training was begun.</summary>
    public static bool IsBegun(string folder, StudyTrial trial) => File.Exists(new RunFolder(Path.Combine(folder, trial.Folder)).Configuration);

    /// <summary>Requires that a training which was begun was made from the trial's settings and from the same files.</summary>
    /// <param name="folder">The folder of the study.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="now">What the trial is made from, with the weights that it begins with.</param>
    /// <param name="files">The files of the trial's data as they are now.</param>
    /// <exception cref="InputException">Something differs; the message names it.</exception>
    public static void RequireSame(string folder, StudyTrial trial, RunConfiguration now, IReadOnlyList<FileIdentity> files)
    {
        const string Advice = "choose another --out";
        string path = new RunFolder(Path.Combine(folder, trial.Folder)).Configuration;
        RunConfiguration begun = ConfigurationFile.Read(path);
        if (begun.Task != now.Task)
            throw new InputException($"{path}: a training of the task {begun.Task}, the study is of {now.Task}; {Advice}");
        bool isSameData = begun.DataFiles.Count > 0 && begun.DataFiles.Select(FileName).SequenceEqual(files.Select(FileName));
        bool isSameStart = begun.InitFiles.Count > 0 && begun.InitFiles.Select(file => file.Sha256).SequenceEqual(now.InitFiles.Select(file => file.Sha256));
        bool IsSameFile(Setting setting) => (isSameData && setting.Name == StudyDataPath.Data)
            || (isSameStart && setting.Name is InitialWeights.SettingName or EncoderFolders.Setting);
        foreach ((Setting then, Setting wanted) in begun.Settings.Zip(now.Settings))
            if (then.Text != wanted.Text && !IsSameFile(then))
                throw new InputException($"{path}: made with {then.Name} {then.Text}, the study has {wanted.Text}; {Advice}");
        string? weights = now.InitFiles.Count == 0 ? null : FileChange.Describe(begun.InitFiles, now.InitFiles);
        if ((FileChange.Describe(begun.DataFiles, files) ?? weights) is { } change)
            throw new InputException($"{path}: {change}; bring it back, or {Advice}");
    }

    /// <summary>A file by its name: where it lies does not matter, its contents are compared.</summary>
    static string FileName(FileIdentity file) => Path.GetFileName(file.Path);

    /// <summary>Takes the weights of a finished training away.</summary>
    public static void DeleteCheckpoints(string runFolder)
    {
        foreach (string name in new[] { "checkpoints", "samples" })
            if (Path.Combine(runFolder, name) is var path && Directory.Exists(path))
                Directory.Delete(path, recursive: true);
    }
}
