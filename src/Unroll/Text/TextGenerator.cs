using Unroll.Arguments;
using Unroll.Data;
using Unroll.Kernels.Activations;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Text;

/// <summary>
/// Generates text with a model of characters, words or pieces:
/// <c>new TextGenerator(model, vocabulary).Generate("the ", 60, temperature: 0.7f, seed: 1)</c>. A model of sequences of any length carries its state from
/// symbol to symbol; one that was trained on windows slides its window over the text.
/// </summary>
/// <remarks>
/// The windows that a character belongs to are the rows of one batch: each begins a character later than the one before, and all advance by one step. So the
/// weights
/// are read once per character, not once for every step of a window.
/// </remarks>
public sealed class TextGenerator : IDisposable
{
    const float LeastProbability = 1.17549435e-38f;

    readonly InferenceSession _session;
    readonly CharacterInput _input;
    readonly int _symbols;
    readonly int _window;
    readonly float[] _features;
    readonly float[] _logits;
    readonly StaggeredWindows? _windows;
    readonly ITokenizer? _vocabulary;
    int[] _recent = [];

    /// <summary>
    /// A generator for a model and the vocabulary of its text. How characters reach the model and how long its window is follow from its input shape; whether
    /// it ends in
    /// a softmax follows from its last layer, or is said by <see cref="ReadsProbabilities"/>.
    /// </summary>
    /// <param name="model">The model, built and trained; it reads ids, one-hot rows, or ids divided by the size of the vocabulary.</param>
    /// <param name="vocabulary">The tokenizer, such as a <see cref="CharacterVocabulary"/>, with the ids that the model was trained with.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <param name="weights">How the weights are held; see <see cref="InferenceSession"/>.</param>
    /// <exception cref="ArgumentException">The model's input or output does not fit the vocabulary.</exception>
    public TextGenerator(Model model, ITokenizer vocabulary, int workers = 0, WeightFormat weights = WeightFormat.Float32)
        : this(model, SizeOf(vocabulary), InputOf(model, vocabulary), Math.Max(0, model.InputShape[0]), workers, weights)
    {
        if (model.OutputShape.Last != vocabulary.Size)
            throw new ShapeMismatchException(nameof(TextGenerator), $"an output for each of the {vocabulary.Size} symbols of the vocabulary",
                model.OutputShape, nameof(model));
        _vocabulary = vocabulary;
        ReadsProbabilities = model.Layers[^1].Layer is Dense { Activation: ActivationFunction.Softmax } or Activation { Function: ActivationFunction.Softmax };
    }

    /// <summary>A generator for a model whose output is one logit, or probability, for each symbol.</summary>
    /// <param name="model">The model, built and trained.</param>
    /// <param name="symbols">The number of symbols.</param>
    /// <param name="input">How a character reaches the model.</param>
    /// <param name="window">Characters of the window that slides, or 0 to carry the state.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <param name="weights">How the weights are held; see <see cref="InferenceSession"/>.</param>
    public TextGenerator(Model model, int symbols, CharacterInput input, int window, int workers = 0, WeightFormat weights = WeightFormat.Float32)
    {
        ArgumentNullException.ThrowIfNull(model);
        bool staggered = window > 1 && StaggeredWindows.Suit(model);
        _session = new InferenceSession(model, workers, carriesState: window == 0 || staggered, weights);
        _windows = staggered ? new StaggeredWindows(_session, symbols, input, window) : null;
        (_input, _symbols, _window) = (input, symbols, window);
        _logits = new float[symbols];
        _features = new float[Math.Max(1, window) * CharacterTensor.Features(input, symbols)];
    }

    /// <summary>Whether the model ends in a softmax: its outputs are probabilities instead of logits.</summary>
    public bool ReadsProbabilities { get; init; }

    /// <summary>Continues a text.</summary>
    /// <param name="prompt">The text that the model reads before it begins: at least one character, all of them in the vocabulary.</param>
    /// <param name="length">The number of symbols to generate: characters, words or pieces.</param>
    /// <param name="temperature">Divides the logits: below 1 unlikely characters become rarer; 0 always takes the likeliest one.</param>
    /// <param name="topK">Only this many of the likeliest characters may be chosen; 0 for all.</param>
    /// <param name="topP">Only the likeliest characters that together reach this probability may be chosen; 1 for all.</param>
    /// <param name="seed">The same seed gives the same text.</param>
    /// <returns>The text after the prompt; unknown symbols are never chosen.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, or has characters that are not in the vocabulary; or a number is out of range.</exception>
    /// <exception cref="InvalidOperationException">The generator was created without a vocabulary.</exception>
    public string Generate(string prompt, int length, float temperature = 1, int topK = 0, float topP = 1, long seed = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(prompt);
        ITokenizer vocabulary = _vocabulary
            ?? throw new InvalidOperationException($"To generate from a string, create the {nameof(TextGenerator)} with the vocabulary of its text.");
        var options = new SamplingOptions { Temperature = temperature, TopK = topK, TopP = topP, Excluded = vocabulary.UnknownIds };
        options.Check();
        var sampler = new Sampler(vocabulary.Size, options, new RandomStream(RandomKey.FromSeed(seed)));
        int[] start = vocabulary is CharacterVocabulary characters ? characters.Encode(prompt, nameof(prompt)) : vocabulary.Encode(prompt);
        return vocabulary.Decode([.. Generate(start, Argument.AtLeast(0, length), sampler)]);
    }

    /// <summary>The logits of the symbol that follows.</summary>
    /// <param name="prompt">What the model has read: at least one symbol.</param>
    /// <returns>One for each symbol, valid until the next call.</returns>
    public ReadOnlySpan<float> Logits(IReadOnlyList<int> prompt)
    {
        _recent = [.. RequireSymbol(prompt).TakeLast(_window)];
        _session.ResetState();
        if (_window == 0)
            Begin(prompt);
        return _window == 0 ? Read(prompt[^1]) : ReadWindow();
    }

    /// <summary>Reads a text that is there already: what the model expects before each of its symbols but the first.</summary>
    /// <param name="text">The symbols, at least one.</param>
    /// <param name="onSymbol">Receives the place of each symbol, from 1, and the logits before it, which are valid during the call.</param>
    public void Follow(IReadOnlyList<int> text, Action<int, ReadOnlySpan<float>> onSymbol)
    {
        ArgumentNullException.ThrowIfNull(onSymbol);
        Begin([RequireSymbol(text)[0]]);
        for (int place = 1; place < text.Count; place++)
        {
            onSymbol(place, Next(text[place - 1]));
            Slide(text[place]);
        }
    }

    /// <summary>Generates symbols one after another.</summary>
    /// <param name="prompt">What the model has read before it begins: at least one symbol, of any length.</param>
    /// <param name="length">The number of symbols to generate.</param>
    /// <param name="sampler">Chooses them.</param>
    public IEnumerable<int> Generate(IReadOnlyList<int> prompt, int length, Sampler sampler)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        return Write(RequireSymbol(prompt), length, sampler);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    static int SizeOf(ITokenizer vocabulary)
    {
        return vocabulary.Size;
    }

    static CharacterInput InputOf(Model model, ITokenizer vocabulary)
    {
        if (!model.IsBuilt)
            throw new InvalidOperationException("The model is not built yet: call Build with the shape of a sample, or Fit.");
        return model.ReadsIds ? CharacterInput.Embedding
            : model.InputShape.Rank != 2 || (model.InputShape.Last != 1 && model.InputShape.Last != vocabulary.Size)
                ? throw new ShapeMismatchException(nameof(TextGenerator), $"samples of [time], [time, 1] or [time, {vocabulary.Size}]", model.InputShape,
                    nameof(model))
            : model.InputShape.Last == 1 ? CharacterInput.Scalar : CharacterInput.OneHot;
    }

    IEnumerable<int> Write(IReadOnlyList<int> prompt, int length, Sampler sampler)
    {
        Begin(prompt);
        int symbol = prompt[^1];
        for (int i = 0; i < length; i++)
        {
            symbol = sampler.Next(Next(symbol));
            Slide(symbol);
            yield return symbol;
        }
    }

    /// <summary>The logits after another symbol.</summary>
    ReadOnlySpan<float> Next(int symbol) => _windows is not null ? ToLogits(_windows.Read(symbol)) : _window == 0 ? Read(symbol) : ReadWindow();

    /// <summary>Reads the prompt without its last symbol.</summary>
    void Begin(IReadOnlyList<int> prompt)
    {
        _session.ResetState();
        _windows?.Begin(prompt);
        _recent = _window == 0 ? [] : [.. prompt.TakeLast(_window)];
        for (int i = 0; _window == 0 && i < prompt.Count - 1; i++)
            Read(prompt[i]);
    }

    static IReadOnlyList<int> RequireSymbol(IReadOnlyList<int> prompt)
    {
        return prompt.Count > 0 ? prompt : throw new ArgumentException("The prompt needs at least one symbol.", nameof(prompt));
    }

    ReadOnlySpan<float> Read(int symbol) => Predict([symbol]);

    ReadOnlySpan<float> ReadWindow() => Predict(_recent);

    ReadOnlySpan<float> Predict(scoped ReadOnlySpan<int> symbols) => ToLogits(Output(symbols));

    ReadOnlySpan<float> ToLogits(ReadOnlySpan<float> output)
    {
        if (!ReadsProbabilities)
            return output;

        // ln p is a logit; a probability that has become 0 counts as the smallest normal number.
        for (int symbol = 0; symbol < _logits.Length; symbol++)
            _logits[symbol] = LaneMath.Log(LaneScalar.Create(Math.Max(output[symbol], LeastProbability))).Value;
        return _logits;
    }

    ReadOnlySpan<float> Output(scoped ReadOnlySpan<int> symbols)
    {
        if (_input == CharacterInput.Embedding)
            return _session.Continue(symbols);
        int features = CharacterTensor.Features(_input, _symbols);
        Span<float> values = _features.AsSpan(0, symbols.Length * features);
        CharacterTensor.WriteFeatures(symbols, _input, _symbols, values);
        return _session.Continue(values, features);
    }

    /// <summary>Until the window is full it grows; then its first symbol leaves.</summary>
    void Slide(int symbol)
    {
        if (_window == 0 || _windows is not null)
            return;
        if (_recent.Length < _window)
        {
            Array.Resize(ref _recent, _recent.Length + 1);
        }
        else
        {
            _recent.AsSpan(1).CopyTo(_recent);
        }

        _recent[^1] = symbol;
    }
}
