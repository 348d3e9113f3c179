using Unroll.Kernels.Simd;
using Unroll.Models;

namespace Unroll.Text;

/// <summary>
/// Lets a character model write: from a carried state one step a character, or, for models trained on windows, by sliding the window over what was written.
/// The windows that a character belongs to are then the rows of one batch: each began a character later than the one before, and all go on by one step, so that
/// the weights are read once a character and not once for every step of a window.
/// </summary>
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
    int[] _recent = [];

    /// <summary>A generator for a model whose output is one logit, or probability, for each symbol.</summary>
    /// <param name="model">The model, built and trained.</param>
    /// <param name="symbols">How many symbols there are.</param>
    /// <param name="input">How a character reaches the model.</param>
    /// <param name="window">Characters of the window that slides, or 0 to carry the state.</param>
    /// <param name="workers">Threads; 0 for one a processor.</param>
    public TextGenerator(Model model, int symbols, CharacterInput input, int window, int workers = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        bool staggered = window > 1 && StaggeredWindows.Suit(model);
        _session = new InferenceSession(model, workers, carriesState: window == 0 || staggered);
        _windows = staggered ? new StaggeredWindows(_session, symbols, input, window) : null;
        (_input, _symbols, _window) = (input, symbols, window);
        _logits = new float[symbols];
        _features = new float[Math.Max(1, window) * CharacterTensor.Features(input, symbols)];
    }

    /// <summary>Whether the model ends in a softmax: its outputs are probabilities instead of logits.</summary>
    public bool ReadsProbabilities { get; init; }

    /// <summary>The logits of the symbol that follows.</summary>
    /// <param name="prime">What the model has read: at least one symbol.</param>
    /// <returns>One for each symbol, valid until the next call.</returns>
    public ReadOnlySpan<float> Logits(IReadOnlyList<int> prime)
    {
        _recent = [.. RequireSymbol(prime).TakeLast(_window)];
        _session.ResetState();
        if (_window == 0)
            Begin(prime);
        return _window == 0 ? Read(prime[^1]) : ReadWindow();
    }

    /// <summary>Writes symbols one after another.</summary>
    /// <param name="prime">What the model has read before it begins: at least one symbol, of any length.</param>
    /// <param name="length">How many symbols to write.</param>
    /// <param name="sampler">Chooses them.</param>
    public IEnumerable<int> Generate(IReadOnlyList<int> prime, int length, Sampler sampler)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        return Write(RequireSymbol(prime), length, sampler);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    IEnumerable<int> Write(IReadOnlyList<int> prime, int length, Sampler sampler)
    {
        Begin(prime);
        int symbol = prime[^1];
        for (int i = 0; i < length; i++)
        {
            symbol = sampler.Next(_windows is not null ? ToLogits(_windows.Read(symbol)) : _window == 0 ? Read(symbol) : ReadWindow());
            if (_window > 0 && _windows is null)
                Slide(symbol);
            yield return symbol;
        }
    }

    /// <summary>Reads all of the prime but its last symbol.</summary>
    void Begin(IReadOnlyList<int> prime)
    {
        _session.ResetState();
        _windows?.Begin(prime);
        _recent = _window == 0 ? [] : [.. prime.TakeLast(_window)];
        for (int i = 0; _window == 0 && i < prime.Count - 1; i++)
            Read(prime[i]);
    }

    static IReadOnlyList<int> RequireSymbol(IReadOnlyList<int> prime)
    {
        ArgumentNullException.ThrowIfNull(prime);
        return prime.Count > 0 ? prime : throw new ArgumentException("The model needs at least one symbol to begin with.", nameof(prime));
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
