using Unroll.Models;

namespace Unroll.Text;

/// <summary>
/// Lets a character model write: from a carried state one step a character, or, for models trained on windows, by sliding the window over what was written.
/// </summary>
public sealed class TextGenerator : IDisposable
{
    readonly InferenceSession _session;
    readonly CharacterInput _input;
    readonly int _symbols;
    readonly int _window;
    readonly float[] _features;
    int[] _recent = [];

    /// <summary>A generator for a model whose output is one logit for each symbol.</summary>
    /// <param name="model">The model, built and trained.</param>
    /// <param name="symbols">How many symbols there are.</param>
    /// <param name="input">How a character reaches the model.</param>
    /// <param name="window">Characters of the window that slides, or 0 to carry the state.</param>
    /// <param name="workers">Threads; 0 for one a processor.</param>
    public TextGenerator(Model model, int symbols, CharacterInput input, int window, int workers = 0)
    {
        _session = new InferenceSession(model, workers, carriesState: window == 0);
        (_input, _symbols, _window) = (input, symbols, window);
        _features = new float[Math.Max(1, window) * CharacterTensor.Features(input, symbols)];
    }

    /// <summary>Writes symbols one after another.</summary>
    /// <param name="prime">What the model has read before it begins: at least one symbol, of any length.</param>
    /// <param name="length">How many symbols to write.</param>
    /// <param name="sampler">Chooses them.</param>
    public IEnumerable<int> Generate(IReadOnlyList<int> prime, int length, Sampler sampler)
    {
        ArgumentNullException.ThrowIfNull(prime);
        ArgumentNullException.ThrowIfNull(sampler);
        if (prime.Count == 0)
            throw new ArgumentException("The model needs at least one symbol to begin with.", nameof(prime));
        return Write(prime, length, sampler);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    IEnumerable<int> Write(IReadOnlyList<int> prime, int length, Sampler sampler)
    {
        _session.ResetState();
        _recent = _window == 0 ? [] : [.. prime.TakeLast(_window)];
        for (int i = 0; _window == 0 && i < prime.Count - 1; i++)
            Read(prime[i]);
        int symbol = prime[^1];
        for (int i = 0; i < length; i++)
        {
            symbol = sampler.Next(_window == 0 ? Read(symbol) : ReadWindow());
            if (_window > 0)
                Slide(symbol);
            yield return symbol;
        }
    }

    ReadOnlySpan<float> Read(int symbol) => Predict([symbol]);

    ReadOnlySpan<float> ReadWindow() => Predict(_recent);

    ReadOnlySpan<float> Predict(scoped ReadOnlySpan<int> symbols)
    {
        if (_input == CharacterInput.Embedding)
            return _session.Continue(symbols);
        int features = CharacterTensor.Features(_input, _symbols);
        Span<float> values = _features.AsSpan(0, symbols.Length * features);
        values.Clear();
        for (int i = 0; i < symbols.Length; i++)
        {
            if (_input == CharacterInput.Scalar)
                values[i] = (float)symbols[i] / _symbols;
            else
                values[(i * features) + symbols[i]] = 1;
        }

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
