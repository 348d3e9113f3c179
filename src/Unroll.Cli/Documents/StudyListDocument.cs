using Unroll.Studies.Grid;

namespace Unroll.Cli.Documents;

/// <summary>unroll study list --json.</summary>
sealed record StudyListDocument(IReadOnlyList<StudyListDocument.StudyItem> Studies)
{
    public static StudyListDocument From(IEnumerable<Study> studies) =>
        new([.. studies.Select(study => new StudyItem(study.Name, study.Title, study.Question, study.Task, study.Trainings, study.IsTimed))]);

    internal sealed record StudyItem(string Name, string Title, string Question, string Task, int Trainings, bool Timed);
}
