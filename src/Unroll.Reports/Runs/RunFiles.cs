using System.Globalization;
using System.Text.Json;
using Unroll.Studies;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks;

namespace Unroll.Reports.Runs;

/// <summary>What a run folder holds, as far as it can be read: a report needs neither the model nor the data.</summary>
sealed class RunFiles
{
    readonly List<string> _missing = [];
    readonly Dictionary<string, object?> _read = [];
    readonly InputException? _mistake;
    IReadOnlyList<(long Step, double Value)>? _stepLosses;

    /// <exception cref="InputException">The folder is not that of a run, or nothing of it can be read.</exception>
    public RunFiles(string folder)
    {
        Folder = new RunFolder(folder);
        (Configuration, _mistake) = ReadConfiguration();
        Record = Read(RunRecord.FileName, _ => RunRecord.Read(folder), isExpected: true);
        History = Read("history.csv", TableCsv.Read, isExpected: true);
        if (_mistake is not null && Record is null && History is null)
            throw _mistake;
    }

    public RunFolder Folder { get; }

    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder.FolderPath)));

    /// <summary>What it was made from; null where config.json is missing or damaged.</summary>
    public RunConfiguration? Configuration { get; }

    /// <summary>What the run came to; null where that is not known.</summary>
    public RunRecord? Record { get; }

    /// <summary>The metrics by epoch; null where there are none.</summary>
    public Table? History { get; }

    /// <summary>What could not be read, a line each.</summary>
    public IReadOnlyList<string> Missing => [.. _missing.Distinct()];

    /// <summary>The training loss of the epoch so far, by step, from TensorBoard's event files; none where there are none.</summary>
    public IReadOnlyList<(long Step, double Value)> StepLosses => _stepLosses ??= Try(() => EventScalars.Read(Folder.FolderPath, "batch_loss"), "") ?? [];

    /// <summary>What it was made from.</summary>
    /// <exception cref="InputException">config.json is missing or damaged.</exception>
    public RunConfiguration RequireConfiguration() => Configuration ?? throw _mistake!;

    /// <summary>A table of the folder; null where it is not there or damaged.</summary>
    public Table? Table(string name) => Read(name, TableCsv.Read, isExpected: false);

    /// <summary>A document of the folder; null where it is not there or damaged.</summary>
    public T? Document<T>(string name, Func<string, T?> read) where T : class => Read(name, read, isExpected: false);

    /// <summary>The files of what the model gave after its epochs, by epoch.</summary>
    public IReadOnlyList<(int Epoch, string Path)> Samples()
    {
        string samples = Path.Combine(Folder.FolderPath, "samples");
        var files = new List<(int Epoch, string Path)>();
        foreach (string file in Directory.Exists(samples) ? Directory.EnumerateFiles(samples, "epoch-*.txt") : [])
            if (int.TryParse(Path.GetFileNameWithoutExtension(file)[6..], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch))
                files.Add((epoch, file));
        return [.. files.OrderBy(file => file.Epoch)];
    }

    /// <summary>The values of a column of the history; NaN for a cell without a number.</summary>
    public double[] Epochs(string column) => History is null ? [] : Numbers(History, column);

    /// <summary>The values of a column; none where the table has no such column.</summary>
    public static double[] Numbers(Table table, string column)
    {
        int place = table.Columns.TakeWhile(one => one.Name != column).Count();
        return place == table.Columns.Count ? [] : [.. table.Rows.Select(row => Number(row[place].Text))];
    }

    static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;

    /// <summary>Each file is read once, so that what is wrong with it is said once.</summary>
    T? Read<T>(string name, Func<string, T?> read, bool isExpected) where T : class
    {
        if (!_read.TryGetValue(name, out object? content))
            _read[name] = content = ReadNow(name, read, isExpected);
        return (T?)content;
    }

    T? ReadNow<T>(string name, Func<string, T?> read, bool isExpected) where T : class
    {
        string path = Path.Combine(Folder.FolderPath, name);
        if (!File.Exists(path))
        {
            if (isExpected)
                _missing.Add($"{path} is missing: the run has not come so far, or an older version made it");
            return null;
        }

        return Try(() => read(path), path);
    }

    T? Try<T>(Func<T?> read, string path) where T : class
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is InvalidDataException or JsonException or IOException or UnauthorizedAccessException)
        {
            string message = error.Message.ReplaceLineEndings(" ").TrimEnd('.');
            _missing.Add(message.Contains(path, StringComparison.Ordinal) ? message : $"{path}: {message}");
            return null;
        }
    }

    (RunConfiguration? Configuration, InputException? Mistake) ReadConfiguration()
    {
        try
        {
            return (ConfigurationFile.Read(RunFolder.Open(Folder.FolderPath).Configuration), null);
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            _missing.Add(File.Exists(Folder.Configuration) ? error.Message : $"{Folder.Configuration} is missing: the report has no settings");
            return (null, error as InputException ?? new InputException(error.Message, error));
        }
    }
}
