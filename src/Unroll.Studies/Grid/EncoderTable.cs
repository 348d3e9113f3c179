using System.Globalization;
using Unroll.Studies.Pretraining;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Grid;

/// <summary>What the pretraining of a study's encoders came to: a row each, kept beside the weights, and as encoders.csv for reports without them.</summary>
static class EncoderTable
{
    const string FileName = "summary.csv", Loss = "validationLoss", Perplexity = "validationPerplexity";

    static readonly string[] s_metrics = ["trainingLoss", "trainingAccuracy", Loss, "validationAccuracy"];

    static readonly Column[] s_columns =
    [
        Column.Text("encoder"), Column.Text("begins with"), Column.Text("data"), Column.Number("tokens"), Column.Number("steps"),
        .. s_metrics.Append(Perplexity).Select(metric => Column.Number(MetricText.Name(metric))),
    ];

    /// <summary>Keeps the row of an encoder in its folder, where it is not there yet.</summary>
    public static void Keep(string folder, EncoderPlan plan)
    {
        string path = Path.Combine(folder, FileName);
        if (File.Exists(path))
            return;
        Dictionary<string, double[]> history = TrialHistory.Read(new PretrainingFolder(folder).History);
        double Last(string metric) => history.TryGetValue(metric, out double[]? epochs) && epochs.Length > 0 ? epochs[^1] : double.NaN;
        string[] data = [.. plan.Configuration.DataFiles.Take(plan.Configuration.Data.Count).Select(file => Path.GetFileName(file.Path))];
        string classes = plan.Configuration.Classes.Length == 0 ? "" : $" ({plan.Configuration.Classes.Replace(",", ", ", StringComparison.Ordinal)})";
        Cell[] row =
        [
            plan.Encoder.Name, plan.Encoder.Base, string.Join(", ", data) + classes, (double)plan.Tokens, (double)plan.Steps,
            .. s_metrics.Select(metric => (Cell)Last(metric)), Math.Exp(Last(Loss)),
        ];
        RunFolder.Write(path, new Table(s_columns, [row]).ToCsv());
    }

    /// <summary>The table of a study; null where it has no encoders, or none of them is made.</summary>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static Table? Create(StudyResult result)
    {
        var folders = new EncoderFolders(result.Study, result.Folder);
        string[] paths = [.. result.Study.Encoders.Select(encoder => Path.Combine(folders.Of(encoder.Name), FileName)).Where(File.Exists)];
        if (paths.Length == 0)
            paths = [.. new[] { StudyFolder.Encoders(result.Folder) }.Where(File.Exists)];
        return paths.Length == 0 ? null : new Table(s_columns, [.. paths.SelectMany(path => Rows(path))]) { Title = "Encoders" };
    }

    static IEnumerable<IReadOnlyList<Cell>> Rows(string path)
    {
        Table table = TableCsv.Read(path);
        if (table.Columns.Count != s_columns.Length)
            throw new InvalidDataException($"{path}: damaged: {table.Columns.Count} columns, {s_columns.Length} are expected; run the study again");
        return table.Rows.Select(row => (IReadOnlyList<Cell>)[.. row.Select((cell, place) => Read(cell.Text, s_columns[place].Kind, path))]);
    }

    /// <summary>Whole numbers with separators, others in the usual form.</summary>
    static Cell Read(string text, ColumnKind kind, string path) => kind == ColumnKind.Text ? text
        : !double.TryParse(text, CultureInfo.InvariantCulture, out double number)
            ? throw new InvalidDataException($"{path}: damaged: '{text}' is no number; run the study again")
        : number == Math.Floor(number) ? new Cell(number.ToString("N0", CultureInfo.InvariantCulture), number)
        : number;
}
