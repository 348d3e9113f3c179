using System.Globalization;
using Unroll.Naming;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Grid;

/// <summary>Whether the trainings of a study will have the figures and the tables that it names.</summary>
static class StudyFigures
{
    /// <summary>Requires each figure, and each table, of at least one cell; where nothing is left to train, of a training that is done.</summary>
    /// <exception cref="InputException">No cell has one of them; the message suggests the nearest that there is.</exception>
    public static void Require(StudyPlan plan)
    {
        Study study = plan.Study;
        if (plan.Open == 0 && plan.Cells.All(cell => cell.Done.All(result => result.Failure is not null)))
            return;
        for (int place = 0; place < study.Metrics.Count; place++)
            Require(plan, study.Metrics[place], $"$.figures[{place}]");
        for (int place = 0; place < study.Plots.Count; place++)
            (study.Plots[place].Kind == PlotKind.Data ? RequireSeries : (Action<StudyPlan, string, string>)Require)(
                plan, study.Plots[place].Metric, $"$.plots[{place}].figure");
        for (int place = 0; place < study.Texts.Count; place++)
            RequireTable(plan, study.Texts[place].File, $"$.texts[{place}].file");
    }

    static void Require(StudyPlan plan, string figure, string path)
    {
        string where = $"{plan.Study.File}: {path}", metric = TrialResult.Underlying(figure.Split('@')[0]);
        string[] parts = figure.Split('@'), epochs = [.. plan.Cells.SelectMany(EpochMetrics).Distinct()];
        string[] known = [.. epochs.Union(plan.Cells.SelectMany(FinalMetrics)).Order(StringComparer.Ordinal)];
        if (!known.Contains(metric))
            throw new InputException(NearestName.Clause($"{where}: no training of the study has the metric '{parts[0]}'", parts[0], known));
        if (parts.Length == 1)
            return;
        if (!epochs.Contains(metric))
            throw new InputException($"{where}: '{parts[0]}' is measured at the end of a training only; leave out '@{parts[1]}'");
        if (parts.Length > 2 || (parts[1] != TrialResult.Best && !(IsNumber(parts[1], out int epoch) && epoch > 0)))
            throw new InputException($"{where}: '{figure}': after the @ stands the number of an epoch, or {TrialResult.Best}");

        // The quick form of a study has fewer epochs, and no figure for those that it lacks.
        int most = plan.Cells.Max(cell => cell.Open > 0 ? cell.Epochs : cell.Done.Max(result => result.Epochs));
        if (!plan.Study.IsQuick && IsNumber(parts[1], out int wanted) && wanted > most)
            throw new InputException($"{where}: '{figure}': no training of the study has more than {most} epochs");
    }

    static void RequireSeries(StudyPlan plan, string series, string path)
    {
        string[] known = [.. plan.Cells.SelectMany(cell => cell.Series?.Columns.Skip(1) ?? []).Select(column => column.Name).Distinct()];
        if (plan.Open > 0 && !known.Contains(series))
            throw new InputException(NearestName.Clause($"{plan.Study.File}: {path}: the data of the study have no series '{series}'", series, known));
    }

    static void RequireTable(StudyPlan plan, string file, string path)
    {
        // A callback may write files of any name.
        if (plan.Cells.Any(cell => cell.Outline is null || cell.Cell.Configuration.Callbacks.Count > 0))
            return;
        string[] known = [.. plan.Cells.SelectMany(cell => cell.Outline!.Tables).Append(RunFolder.HistoryFile).Distinct().Order(StringComparer.Ordinal)];
        if (!known.Contains(file))
            throw new InputException(NearestName.Clause($"{plan.Study.File}: {path}: no training of the study leaves the table '{file}'", file, known));
    }

    static IEnumerable<string> EpochMetrics(CellPlan cell) =>
        [.. cell.Outline?.EpochMetrics ?? [], .. cell.Done.SelectMany(result => result.History.Keys), TrialResult.SecondsPerEpoch];

    static IEnumerable<string> FinalMetrics(CellPlan cell) => [.. cell.Outline?.FinalMetrics ?? [], .. cell.Done.SelectMany(result => result.Names),
        TrialResult.SecondsName, TrialResult.ParametersName];

    static bool IsNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
