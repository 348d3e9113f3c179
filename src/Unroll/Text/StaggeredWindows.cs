using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Text;

/// <summary>
/// All windows that a character belongs to, as the rows of one batch. Character t begins the window of row t mod W, whose state is reset before; then every row
/// reads it. The window that ends with it began W − 1 characters ago: row (t + 1) mod W. A row's bits are those of its window read alone.
/// </summary>
sealed class StaggeredWindows(InferenceSession session, int symbols, CharacterInput input, int window)
{
    readonly int[] _ids = new int[window];
    readonly float[] _features = input == CharacterInput.Embedding ? [] : new float[window * CharacterTensor.Features(input, symbols)];
    readonly int _width = session.OutputShape(1).Last;
    readonly float[] _outputs = new float[window * session.OutputShape(1).Last];
    long _read;

    /// <summary>Whether a window can be read step by step, because every layer of the model can.</summary>
    public static bool Suit(Model model) => model.SideInputShapes.Count == 0 && model.Layers.All(built => built.Layer.ReadsStepByStep);

    /// <summary>Reads the last window of a prompt but its last symbol, after the session's state was reset.</summary>
    public void Begin(IReadOnlyList<int> prompt)
    {
        _read = 0;
        for (int i = Math.Max(0, prompt.Count - window); i < prompt.Count - 1; i++)
            Read(prompt[i]);
    }

    /// <summary>Reads a symbol; the output after the last window of symbols, or after all while there are fewer.</summary>
    public ReadOnlySpan<float> Read(int symbol)
    {
        if (_read > 0)
            session.State!.ResetRow((int)(_read % window));
        Array.Fill(_ids, symbol);
        if (input == CharacterInput.Embedding)
        {
            session.Predict(_ids, _outputs, steps: 1);
        }
        else
        {
            CharacterTensor.WriteFeatures(_ids, input, symbols, _features);
            session.Predict(_features, _outputs, steps: 1);
        }

        _read++;
        int row = _read < window ? 0 : (int)(_read % window);
        return _outputs.AsSpan(row * _width, _width);
    }
}
