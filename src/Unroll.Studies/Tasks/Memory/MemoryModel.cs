using Unroll.Layers;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Randomness;
using Unroll.Studies.Text;
using Unroll.Tensors;
using Unroll.Text;

namespace Unroll.Studies.Tasks;

/// <summary>A model of the memory task: it completes words, letter by letter, the likeliest each time.</summary>
public sealed class MemoryRun : TaskRun
{
    const int DefaultLength = 6;

    readonly MemoryConfiguration _configuration;
    TextGenerator? _generator;

    internal MemoryRun(MemoryConfiguration configuration, long steps, int workers)
        : base(configuration, Build(configuration, steps), workers) => _configuration = configuration;

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
        _generator ??= new TextGenerator(Model, Letters.Alphabet.Length, CharacterInput.Scalar, _configuration.Window, Workers) { ReadsProbabilities = true };
        var likeliest = new Sampler(Letters.Alphabet.Length, new SamplingOptions { Temperature = 0 }, new RandomStream(RandomKey.FromSeed(0)));
        return string.Concat(_generator.Generate(Letters.Encode(seed), length, likeliest).Select(letter => Letters.Alphabet[letter]));
    }

    /// <inheritdoc/>
    public override string Sample() => string.Join(" ", _configuration.Words.Select(Complete).Select(completion => $"{completion.Seed}|{completion.Letters}"));

    /// <inheritdoc/>
    public override TaskData Load(IReadOnlyList<string> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Count == 1
            ? MemoryData.Load(_configuration, data[0], isHeldOut: true)
            : throw new InputException($"--data {string.Join(' ', data)}: one text is expected");
    }

    /// <inheritdoc/>
    public override PredictionTable Predict(PredictionInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        string seed = Letters.Of(input.TextOnly(_configuration.Task));
        if (seed.Length == 0)
            throw new InputException("predict: pass --text with the first letters of a word, such as --text hell");
        string? word = _configuration.Words.FirstOrDefault(word => word.Length > seed.Length && word.StartsWith(seed, StringComparison.Ordinal));
        string letters = Continue(seed, word is null ? DefaultLength : word.Length - seed.Length);
        string[] remarks = seed.Length >= _configuration.Window ? [] : [$"the model was trained on windows of {_configuration.Window} letters; {seed.Length} is little to go by"];
        return new PredictionTable(["seed", "completion"], [[seed, letters]], remarks);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _generator?.Dispose();
        base.Dispose();
    }

    static Model Build(MemoryConfiguration configuration, long steps) => RecurrentStack.Build(
        configuration, [], everyStep: false, new Dense(Letters.Alphabet.Length, Activation.Softmax), TaskLoss.OfClasses(configuration.Loss), [Metric.Accuracy],
        new Shape(configuration.Window, 1), steps);
}
