using System.Text.Json;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Grid;

/// <summary>A question that trainings answer: a base configuration, the settings that vary, the number of repetitions, and what is reported.</summary>
/// <param name="Name">Its name, for the command line and folders.</param>
/// <param name="Title">A title.</param>
/// <param name="Question">What it asks, in a sentence.</param>
/// <param name="Task">The task.</param>
/// <param name="Base">The settings that all cells share, beside the defaults of the task.</param>
/// <param name="Metrics">The metrics to tabulate, see <see cref="TrialResult.Metric"/>.</param>
public sealed record Study(
    string Name, string Title, string Question, string Task, IReadOnlyDictionary<string, JsonElement> Base, IReadOnlyList<string> Metrics)
{
    /// <summary>The name of the only cell where nothing varies.</summary>
    const string OnlyCell = "all";

    Grid? _grid;

    /// <summary>The file that it was read from, for messages.</summary>
    public string File { get; init; } = "";

    /// <summary>The folder from which relative paths of data are seen; empty for those of the program, which name data sets only.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Where the question comes from: "document 1, question 1".</summary>
    public string Source { get; init; } = "";

    /// <summary>What is pretrained before the trainings, in this order.</summary>
    public IReadOnlyList<StudyEncoder> Encoders { get; init; } = [];

    /// <summary>What is varied; the cells are all combinations.</summary>
    public IReadOnlyList<StudyAxis> Axes { get; init; } = [];

    /// <summary>Trainings of each cell, with seeds one after another.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>The first seed.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Whether times are reported: then one training runs at a time, with all workers.</summary>
    public bool IsTimed { get; init; }

    /// <summary>Whether the weights of finished trainings are kept.</summary>
    public bool KeepsCheckpoints { get; init; }

    /// <summary>By what cells are compared; null for nothing.</summary>
    public StudyComparison? Comparison { get; init; }

    /// <summary>What to plot.</summary>
    public IReadOnlyList<StudyPlot> Plots { get; init; } = [];

    /// <summary>The tables of trainings that hold texts.</summary>
    public IReadOnlyList<StudyText> Texts { get; init; } = [];

    /// <summary>What was published.</summary>
    public IReadOnlyList<PublishedMetric> Published { get; init; } = [];

    /// <summary>Tables of what was published of an axis' values.</summary>
    public IReadOnlyList<StudyFacts> Facts { get; init; } = [];

    /// <summary>What the source says.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>What a reader of the results should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The form of at most three minutes; null where there is none, and in that form itself.</summary>
    public Study? Quick { get; init; }

    /// <summary>Whether this is the quick form of a study.</summary>
    public bool IsQuick { get; init; }

    /// <summary>The JSON from which <see cref="StudyReader"/> reads it again.</summary>
    public string Json { get; init; } = "";

    /// <summary>The settings of the base that count in any cell: those that no axis sets in all its values.</summary>
    public IEnumerable<KeyValuePair<string, JsonElement>> Common =>
        Base.Where(setting => !Axes.Any(axis => axis.Values.All(value => value.Settings.ContainsKey(setting.Key))));

    /// <summary>All combinations of the axes' values, the last axis running fastest.</summary>
    public IReadOnlyList<StudyCell> Cells => (_grid?.Study == (object)this ? _grid : _grid = new Grid(this)).Cells;

    /// <summary>The metric by which cells are compared, or the first one where none are.</summary>
    public string LeadingMetric => Comparison?.Metric ?? Metrics[0];

    /// <summary>All trainings.</summary>
    public int Trainings => Cells.Count * Repeats;

    StudyCell Cell(IReadOnlyList<AxisValue> values)
    {
        string[] names = [.. Axes.Zip(values, (axis, value) => $"{FileName(axis.Name)}={FileName(value.Name)}")];
        RunConfiguration configuration = TaskRegistry.Tasks.Find(Task).CreateConfiguration();
        Dictionary<string, Setting> settings = configuration.Settings.ToDictionary(setting => setting.Name);
        foreach ((string name, JsonElement value) in Base.Concat(values.SelectMany(value => value.Settings)))
            settings[name].Read(value);
        if (Folder.Length > 0)
            StudyDataPath.Resolve(configuration, Folder, Encoders.Select(encoder => encoder.Name));
        return new StudyCell(names.Length == 0 ? OnlyCell : string.Join(',', names), values, configuration, this);
    }

    /// <summary>Other characters than letters, digits and a few signs may mean something to a file system or a shell.</summary>
    static string FileName(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '+' ? letter : '_'));

    /// <summary>The cells of a study, made once. A changed copy of the study makes its own.</summary>
    sealed class Grid(Study study)
    {
        public Study Study { get; } = study;

        public IReadOnlyList<StudyCell> Cells { get; } = [.. Combinations(study.Axes).Select(study.Cell)];

        static IEnumerable<IReadOnlyList<AxisValue>> Combinations(IReadOnlyList<StudyAxis> axes)
        {
            IEnumerable<IReadOnlyList<AxisValue>> grid = [[]];
            foreach (StudyAxis axis in axes)
                grid = grid.SelectMany(values => axis.Values.Select(value => (IReadOnlyList<AxisValue>)[.. values, value]));
            return grid;
        }
    }
}
