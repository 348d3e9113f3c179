using System.Globalization;
using Unroll.Studies.Text;
using Unroll.Text;
using Unroll.Training;

namespace Unroll.Studies.Tasks;

/// <summary>The letters of a passage in windows, each with the letter that follows; a letter goes in as its number divided by 26.</summary>
sealed class MemoryData : TaskData
{
    readonly MemoryConfiguration _configuration;
    readonly string _name;
    readonly int[] _ids;
    readonly bool _isHeldOut;

    MemoryData(MemoryConfiguration configuration, string name, int[] ids, bool isHeldOut)
        : base(configuration) => (_configuration, _name, _ids, _isHeldOut) = (configuration, name, ids, isHeldOut);

    /// <summary>The letters of a text.</summary>
    /// <exception cref="InputException">There are too few for a window.</exception>
    public static MemoryData Load(MemoryConfiguration configuration, string data, bool isHeldOut)
    {
        int[] ids = Letters.Encode(Letters.Of(TextCorpus.Load(data, lowerCase: true)));
        return ids.Length > configuration.Window
            ? new MemoryData(configuration, data, ids, isHeldOut)
            : throw new InputException($"{data}: {ids.Length} letters are too few for a window of {configuration.Window} with a letter after it; use a longer text or a smaller --window");
    }

    public override DataSet Training => new WindowData(_ids, _configuration.Window, Letters.Alphabet.Length, CharacterInput.Scalar);

    /// <summary>A memory is asked for what it has read: nothing of its own passage is held out.</summary>
    public override DataSet? HeldOut => _isHeldOut ? Training : null;

    public override string Description => string.Create(CultureInfo.InvariantCulture, $"{_name}: {_ids.Length:N0} letters, {_ids.Distinct().Count()} different");

    public override string Unit => "letters";

    public override IReadOnlyDictionary<string, string> Metadata => new Dictionary<string, string>();

    public override TaskRun CreateRun(long steps, int workers) => new MemoryRun(_configuration, steps, workers);

    public override Evaluation Measure(TaskRun run, CancellationToken cancellation)
    {
        if (HeldOut is { } heldOut)
            return new Evaluation(run.Losses(heldOut, HeldOutBatchSize, cancellation));
        Completion[] completions = [.. _configuration.Words.Select(word => ((MemoryRun)run).Complete(word))];
        return new Evaluation(
            [new Figure("completion", completions.Average(completion => completion.Accuracy)), .. completions.Select(completion => new Figure("completion", completion.Accuracy, completion.Word))])
        {
            Tables = new Dictionary<string, string>
            {
                ["completions.csv"] = CsvTable.Write(["word", "seed", "completion", "accuracy"],
                    completions.Select(completion => new object[] { completion.Word, completion.Seed, completion.Letters, completion.Accuracy })),
            },
        };
    }
}
