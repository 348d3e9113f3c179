using Unroll.Reports.Grid;
using Unroll.Studies;
using Unroll.Studies.Grid;

namespace Unroll.Reports.Tests.Grid;

public sealed class StudyPublicationTests : IDisposable
{
    const string Answer = "answer.md", List = "README.md";

    static readonly string s_results = Path.Combine(AppContext.BaseDirectory, "results");

    readonly string _folder = Directory.CreateTempSubdirectory("unroll-publication-").FullName;

    public static TheoryData<string> Studies => [.. Directory.GetDirectories(s_results).Select(folder => Path.GetFileName(folder))];

    static string First => Path.GetFileName(Directory.GetDirectories(s_results).Order(StringComparer.Ordinal).First());

    /// <summary>Page, charts and tables that are published are those that the data give.</summary>
    [Theory]
    [MemberData(nameof(Studies))]
    public void Write_GivesThePublishedFiles_FromTheData(string name)
    {
        string published = Path.Combine(s_results, name), study = Copy(published, "study"), into = Path.Combine(_folder, "out");
        Directory.Delete(Path.Combine(study, "charts"), recursive: true);
        File.Delete(Path.Combine(study, Answer));
        Directory.CreateDirectory(Path.Combine(into, name));
        File.Copy(Path.Combine(published, Answer), Path.Combine(into, name, Answer));
        string page = StudyPublication.Write(study, into);
        Assert.Equal(Path.Combine(into, $"{name}.md"), page);
        Assert.Equal(Text(published + ".md"), Text(page));
        Assert.Equal(Files(published), Files(Path.Combine(into, name)));
        Assert.All(Files(published), file => Assert.Equal(Text(Path.Combine(published, file)), Text(Path.Combine(into, name, file))));
    }

    [Fact]
    public void List_IsThatOfAllPublishedStudies() => Assert.Equal(Text(Path.Combine(s_results, List)), PublishedList.Of(s_results));

    [Fact]
    public void Write_TakesTheAnswerThatStandsBesideTheData_AndRemovesChartsThatAreNoMore()
    {
        string study = Copy(Path.Combine(s_results, First), First), stale = Path.Combine(study, "charts", "stale.svg");
        File.WriteAllText(stale, "");
        File.WriteAllText(Path.Combine(study, Answer), "It does.\n");
        string page = StudyPublication.Write(study, _folder);
        Assert.Contains("\n## Answer\n\nIt does.\n\n", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.False(File.Exists(stale));
        Assert.Contains($"({First}.md)", File.ReadAllText(Path.Combine(_folder, List)), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Refuses_AStudyThatIsNotDone()
    {
        string study = Copy(Path.Combine(s_results, First), "study");
        foreach (string file in new[] { "summary.csv", "result.json" })
            File.Delete(Path.Combine(study, file));
        string message = Assert.Throws<InputException>(() => StudyPublication.Write(study, _folder)).Message;
        int trainings = StudyRegistry.Find(First).Trainings;
        Assert.Equal($"{study}: cannot be published: 0 of {trainings} trainings are done; finish it with 'unroll study run {First} --out {study}'", message);
        File.WriteAllText(Path.Combine(study, "study.json"), "{");
        message = Assert.Throws<InputException>(() => StudyPublication.Write(study, _folder)).Message;
        Assert.StartsWith(Path.Combine(study, "study.json"), message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static string Text(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    static string[] Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal),
    ];

    string Copy(string folder, string name)
    {
        string copy = Path.Combine(_folder, name);
        foreach (string file in Files(folder))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, file))!);
            File.Copy(Path.Combine(folder, file), Path.Combine(copy, file));
        }

        return copy;
    }
}
