using Unroll.Tensors;

namespace Unroll.Data;

/// <summary>Writes characters as a model's first layer reads them.</summary>
static class CharacterTensor
{
    /// <summary>Features of a character: none for an id, one for a scalar, the number of symbols for one-hot.</summary>
    public static int Features(CharacterInput input, int symbols) => input == CharacterInput.OneHot ? symbols : 1;

    /// <summary>What the number of a character is divided by where it is one feature.</summary>
    public static int Divisor(CharacterInput input, int symbols) => input == CharacterInput.Raw ? 1 : symbols;

    /// <summary>Shape of one sample of a number of steps (−1 when it varies).</summary>
    public static Shape SampleShape(CharacterInput input, int steps, int symbols) =>
        input == CharacterInput.Embedding ? new Shape(steps) : new Shape(steps, Features(input, symbols));

    /// <summary>A window for steps × batch characters.</summary>
    public static Tensor Allocate(Arena arena, CharacterInput input, int steps, int batch, int symbols)
    {
        if (input == CharacterInput.Embedding)
            return arena.AllocateIds(new Shape(steps, batch));
        Tensor tensor = arena.Allocate(new Shape(steps, batch, Features(input, symbols)));
        if (input == CharacterInput.OneHot)
            tensor.Values.Clear();
        return tensor;
    }

    /// <summary>Writes a run of characters into one row of the batch, down the time axis.</summary>
    public static void WriteColumn(Tensor tensor, CharacterInput input, ReadOnlySpan<int> ids, int row, int batch, int symbols)
    {
        switch (input)
        {
            case CharacterInput.Embedding:
                Span<int> target = tensor.Ids;
                for (int time = 0; time < ids.Length; time++)
                    target[(time * batch) + row] = ids[time];
                break;
            case CharacterInput.Scalar or CharacterInput.Raw:
                Span<float> values = tensor.Values;
                int divisor = Divisor(input, symbols);
                for (int time = 0; time < ids.Length; time++)
                    values[(time * batch) + row] = (float)ids[time] / divisor;
                break;
            default:
                Span<float> rows = tensor.Values;
                for (int time = 0; time < ids.Length; time++)
                    rows[(((time * batch) + row) * symbols) + ids[time]] = 1;
                break;
        }
    }

    /// <summary>Characters as feature vectors one after another.</summary>
    public static void WriteFeatures(ReadOnlySpan<int> ids, CharacterInput input, int symbols, Span<float> values)
    {
        values.Clear();
        for (int i = 0; i < ids.Length; i++)
        {
            if (input is CharacterInput.Scalar or CharacterInput.Raw)
                values[i] = (float)ids[i] / Divisor(input, symbols);
            else
                values[(i * symbols) + ids[i]] = 1;
        }
    }
}
