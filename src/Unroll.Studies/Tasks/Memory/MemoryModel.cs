using System.Text;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Randomness;
using Unroll.Studies.Data.Texts;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks.Text;
using Unroll.Tensors;
using Unroll.Text;

namespace Unroll.Studies.Tasks.Memory;

/// <summary>A model of the memory task: it completes words, letter by letter, the likeliest each time.</summary>
public sealed class MemoryModel : TrainedModel<MemoryData>
{
    const int DefaultLength = 6;
    const string CompletionName = "completion", CompletionsFile = "completions.csv";

    readonly MemoryConfiguration _configuration;
    TextGenerator? _generator;

    internal MemoryModel(MemoryConfiguration configuration, ModelSetup setup)
        : base(configuration, Build(configuration, setup), setup.Workers) => _configuration = configuration;

    /// <summary>Completes a word from its first letters, as many as the window has.</summary>
    /// <param name="word">Letters a to z, longer than the window.</param>
    public Completion Complete(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        string seed = word[.._configuration.Window];
        return new Completion(word, seed, Continue(seed, word.Length - seed.Length));
    }

    /// <summary>The letters that follow a seed; each is read before the next one.</summary>
    /// <param name="seed">Letters a to z, at least one; fewer than the window has are read as they are.</param>
    /// <param name="length">How many to add.</param>
    public string Continue(string seed, int length)
    {
        var likeliest = new Sampler(Letters.Alphabet.Length, new SamplingOptions { Temperature = 0 }, new RandomStream(RandomKey.FromSeed(0)));
        return string.Concat(Generator.Generate(Letters.Encode(seed), length, likeliest).Select(letter => Letters.Alphabet[letter]));
    }

    /// <summary>Completes a word with the probability of each letter.</summary>
    internal RecalledWord Recall(string word)
    {
        Completion completion = Complete(word);
        var letters = new List<RecalledLetter>();
        Generator.Follow(Letters.Encode(completion.Seed + completion.Letters), (place, logits) =>
        {
            if (place < completion.Seed.Length)
                return;
            double[] all = LogitProbabilities.Of(logits);
            int[] best = [.. Enumerable.Range(0, all.Length).OrderByDescending(letter => all[letter]).Take(2)];
            letters.Add(new RecalledLetter(Name(best[0]), Math.Round(all[best[0]], 4), Name(best[1]), Math.Round(all[best[1]], 4)));
        });
        return new RecalledWord(word, completion.Seed, letters);

        static string Name(int letter) => Letters.Alphabet[letter].ToString();
    }

    TextGenerator Generator => _generator ??=
        new TextGenerator(Network, Letters.Alphabet.Length, CharacterInput.Scalar, _configuration.Window, Workers) { ReadsProbabilities = true };

    /// <inheritdoc/>
    public override string Sample() => string.Join(" ", _configuration.Words.Select(Complete).Select(completion => $"{completion.Seed}|{completion.Letters}"));

    /// <inheritdoc/>
    public override (string Invitation, string Command) NextStep(string run) =>
        ("Let it predict", $"unroll predict {run} --text {_configuration.Words[0][..2]}");

    /// <inheritdoc/>
    protected override MemoryData Reload() => MemoryData.Load(_configuration, _configuration.Data, isHeldOut: false);

    /// <inheritdoc/>
    protected override MemoryData Load(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count == 1
            ? MemoryData.Load(_configuration, names[0], isHeldOut: true)
            : throw new SettingException("data", string.Join(' ', names), "one text is expected");
    }

    /// <summary>Of its own passage, how much of the words' ends it completes; of another text, the loss and the accuracy.</summary>
    internal override Evaluation Measure(MemoryData data, CancellationToken cancellationToken)
    {
        if (data.HeldOut is { } heldOut)
            return new Evaluation(Losses(heldOut, data.HeldOutBatchSize, cancellationToken));
        Completion[] completions = [.. _configuration.Words.Select(Complete)];
        return new Evaluation(
            [new MetricValue(CompletionName, completions.Average(completion => completion.Accuracy)),
                .. completions.Select(completion => new MetricValue(CompletionName, completion.Accuracy, completion.Word))])
        {
            Tables = new Dictionary<string, Table>
            {
                [CompletionsFile] = new([Column.Text("word"), Column.Text("seed"), Column.Text("completion"), Column.Number("accuracy")],
                    [.. completions.Select(completion => (Cell[])[completion.Word, completion.Seed, completion.Letters, completion.Accuracy])]),
            },
        };
    }

    private protected override Predictions PredictFrom(PredictionInput input, CancellationToken cancellationToken)
    {
        string text = input.TextOnly(_configuration.Task), seed = Letters.Of(text);
        if (seed.Length == 0)
            throw new InputException("predict: pass --text with the first letters of a word, such as --text hell");
        string? word = _configuration.Words.FirstOrDefault(word => word.Length > seed.Length && word.StartsWith(seed, StringComparison.Ordinal));
        string letters = Continue(seed, word is null ? DefaultLength : word.Length - seed.Length);
        var remarks = new List<string>();
        string[] others = [.. text.EnumerateRunes().Where(rune => Rune.ToLowerInvariant(rune).Value is < 'a' or > 'z').Distinct()
            .Select(rune => rune.ToString())];
        if (others.Length > 0)
            remarks.Add($"the model knows the letters a to z only; it reads '{seed}', without {CharacterName.DescribeSome(others)}");
        if (seed.Length < _configuration.Window)
            remarks.Add($"the model was trained on windows of {_configuration.Window} letters; {seed.Length} is little to go by");
        return new Predictions(new Table([Column.Text("seed"), Column.Text("completion")], [[seed, letters]]), remarks);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _generator?.Dispose();
        base.Dispose();
    }

    internal override EvaluationOutline Outline(MemoryData data) =>
        new([CompletionName, .. _configuration.Words.Select(word => $"{CompletionName}.{word}")], [CompletionsFile]);

    internal override IReadOnlyDictionary<string, string> Explain(MemoryData data, CancellationToken cancellationToken) =>
        new MemoryInsight([.. _configuration.Words.Select(Recall)]).ToFile();

    static Model Build(MemoryConfiguration configuration, ModelSetup setup) => RecurrentStack.Build(
        configuration, setup, [], everyStep: false, new Dense(Letters.Alphabet.Length, Activation.Softmax), TaskLoss.OfClasses(configuration.Loss),
            [Metric.Accuracy],
        new Shape(configuration.Window, 1));
}
