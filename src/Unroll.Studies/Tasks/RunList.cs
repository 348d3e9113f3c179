using System.Globalization;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks;

/// <summary>Lists the runs in a folder.</summary>
public static class RunList
{
    const string StudyFile = "study.json", TuningFile = "tuning.json";
    const string LossName = "loss", ValidationLossName = "val_loss";

    /// <summary>The runs in a folder, those that were written last first; of a study or a tuning, its trainings; of a run, itself.</summary>
    /// <exception cref="InputException">There is no such folder.</exception>
    public static IReadOnlyList<RunListing> In(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InputException(
                $"{folder}: {(File.Exists(folder) ? "is a file" : "there is no such folder")}; name a folder of runs, such as the one that "
                + "'unroll train' makes");
        return [.. Folders(folder).Where(IsListed).Select(Describe).OrderByDescending(run => run.Changed).ThenBy(run => run.Folder, StringComparer.Ordinal)];
    }

    static IEnumerable<string> Folders(string folder)
    {
        string? parts = Has(folder, StudyFile) ? Path.Combine(folder, "cells") : Has(folder, TuningFile) ? Path.Combine(folder, "trials") : null;
        return IsRun(folder) ? [folder]
            : Directory.Exists(parts) ? Directory.GetDirectories(parts).SelectMany(Directory.GetDirectories)
            : Directory.GetDirectories(folder).Select(run => run.StartsWith("./", StringComparison.Ordinal) ? run[2..] : run);
    }

    static bool Has(string folder, string file) => File.Exists(Path.Combine(folder, file));

    static bool IsRun(string folder) => File.Exists(new RunFolder(folder).Configuration);

    /// <summary>Whether a folder is, or was to become, one of ours: a folder of another kind is none of our business.</summary>
    static bool IsListed(string folder) => IsRun(folder) || Has(folder, StudyFile) || Has(folder, TuningFile) || File.Exists(new RunFolder(folder).History)
        || Directory.Exists(Path.GetDirectoryName(new RunFolder(folder).Last)) || Directory.EnumerateFileSystemEntries(folder).All(RunLock.IsFileOf);

    static RunListing Describe(string path)
    {
        FileInfo[] files = [.. new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories)];
        DateTimeOffset changed = files.Select(file => file.LastWriteTimeUtc).DefaultIfEmpty(Directory.GetLastWriteTimeUtc(path)).Max();
        var listing = new RunListing(path, RunState.Incomplete, files.Sum(file => file.Exists ? file.Length : 0), changed);
        var folder = new RunFolder(path);
        try
        {
            bool isRunning = RunLock.IsHeld(path);
            if (!IsRun(path))
                return Has(path, StudyFile) ? listing with { State = RunState.Study }
                    : Has(path, TuningFile) ? listing with { State = RunState.Tuning }
                    : isRunning ? listing with { State = RunState.Running }
                    : listing with { Remark = "it has no config.json: its training was killed before it began, or the file was deleted" };
            RunConfiguration configuration = ConfigurationFile.Read(folder.Configuration);
            listing = listing with { Task = configuration.Task, Data = configuration.DataNames };
            var record = RunRecord.Read(path);
            (MetricValue? loss, int epoch) = Loss(folder);
            if (File.Exists(folder.Last) && !isRunning)
                RunMetadata.Read(folder.Last);
            RunState state = isRunning ? RunState.Running
                : record is null ? RunState.Stopped
                : record.Failure is not null ? RunState.Failed
                : record.Stopped ? RunState.Stopped
                : RunState.Finished;
            return listing with { State = state, Loss = loss, Epoch = epoch, Remark = state == RunState.Failed ? record!.Failure : null };
        }
        catch (Exception error) when (error is InputException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return listing with { State = RunState.Damaged, Remark = error.Message.ReplaceLineEndings(" ").TrimEnd('.') };
        }
    }

    static (MetricValue? Loss, int Epoch) Loss(RunFolder folder)
    {
        if (!File.Exists(folder.History))
            return (null, 0);
        string[][] rows = [.. File.ReadLines(folder.History).Select(line => line.Split(','))];
        string name = rows.Length > 0 && rows[0].Contains(ValidationLossName) ? ValidationLossName : LossName;
        int column = rows.Length == 0 ? -1 : Array.IndexOf(rows[0], name);
        if (column < 0 || rows.Any(row => row.Length != rows[0].Length))
            throw new InvalidDataException($"{folder.History}: not the history of a run: a row of the losses of each epoch is expected");
        double[] losses = [.. rows.Skip(1).Select((row, place) =>
            double.TryParse(row[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double loss) ? loss
                : throw new InvalidDataException($"{folder.History}: line {place + 2}: '{row[column]}' is no loss"))];
        if (losses.Length == 0)
            return (null, 0);
        int chosen = File.Exists(folder.Best) ? Array.IndexOf(losses, losses.Min()) : losses.Length - 1;
        return (new MetricValue(MetricName.OfEpoch(name), losses[chosen]), chosen + 1);
    }
}
