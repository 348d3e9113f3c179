using Unroll.Layers;
using Unroll.Models;
using Unroll.Randomness;
using Unroll.Text;

namespace Unroll.Studies.Bench;

/// <summary>One stream of generated characters.</summary>
/// <param name="Name">generate-256x2, generate-1024, generate-window.</param>
/// <param name="Description">The model.</param>
/// <param name="Operations">Floating-point operations of a character.</param>
/// <param name="Create">Makes an endless stream of characters.</param>
public sealed record GenerationWork(string Name, string Description, double Operations, Func<int, IEnumerator<int>> Create)
{
    /// <summary>From a carried state, and by a window that slides.</summary>
    public static IReadOnlyList<GenerationWork> All { get; } =
    [
        Stream("generate-256x2", "2 × LSTM 256, carried state", embedding: 64, units: 256, layers: 2, symbols: 65),
        Stream("generate-1024", "LSTM 1024, carried state", embedding: 256, units: 1024, layers: 1, symbols: 67),
        Window(),
    ];

    static GenerationWork Stream(string name, string description, int embedding, int units, int layers, int symbols)
    {
        double operations = 8.0 * units * (embedding + units + ((layers - 1) * 2.0 * units));
        return new(name, description, operations, workers =>
        {
            Model model = new Sequential([new Embedding(symbols, embedding), .. BenchWork.Stack("lstm", units, layers, 0, everyStep: true), new Dense(symbols)]).Build([-1]);
            return Endless(model, symbols, CharacterInput.Embedding, window: 0, workers);
        });
    }

    static GenerationWork Window()
    {
        const int units = 256, window = 100, symbols = 39;
        return new("generate-window", "2 × LSTM 256, sliding window of 100", 8.0 * units * window * 3 * units, workers =>
        {
            Model model = new Sequential([.. BenchWork.Stack("lstm", units, 2, 0, everyStep: false), new Dense(symbols)]).Build([window, 1]);
            return Endless(model, symbols, CharacterInput.Scalar, window, workers);
        });
    }

    static IEnumerator<int> Endless(Model model, int symbols, CharacterInput input, int window, int workers)
    {
        var sampler = new Sampler(symbols, new SamplingOptions { Temperature = 0 }, new RandomStream(default));
        var generator = new TextGenerator(model, symbols, input, window, workers);
        return generator.Generate([.. Enumerable.Range(0, Math.Max(1, window)).Select(i => i % symbols)], int.MaxValue, sampler).GetEnumerator();
    }
}
