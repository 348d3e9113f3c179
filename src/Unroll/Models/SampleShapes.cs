using Unroll.Data;
using Unroll.Tensors;

namespace Unroll.Models;

/// <summary>What a built model reads and gives: counts samples, and says what is wrong with those that it cannot read.</summary>
sealed class SampleShapes(Model model)
{
    bool ReadsSequences => model.InputShape.Rank == (model.ReadsIds ? 1 : 2);

    /// <summary>Shape of a sample of a number of steps; null for the number that the model was built for.</summary>
    public Shape Sample(int? steps)
    {
        Shape built = model.InputShape;
        if (!ReadsSequences)
            return steps is null ? built
                : throw new ArgumentOutOfRangeException(nameof(steps), steps, $"The model reads samples of shape {built}, which have no steps.");
        if (steps < 1)
            throw new ArgumentOutOfRangeException(nameof(steps), steps, "A sample has at least one step.");
        if (steps is null && built[0] < 0)
            throw new InvalidOperationException($"The model was built for samples of shape {built}; to predict, say how many steps a sample has.");
        int length = steps ?? built[0];
        return model.ReadsIds ? new Shape(length) : new Shape(length, built[1]);
    }

    /// <summary>Shape of the output: a sequence as long as the input stays so.</summary>
    public Shape Output(int? steps)
    {
        Shape sample = Sample(steps), output = model.OutputShape;
        if (!ReadsSequences || output.Rank < 2 || output[0] != model.InputShape[0])
            return output;
        return output.Rank == 2 ? new Shape(sample[0], output[1]) : new Shape(sample[0], output[1], output[2]);
    }

    /// <summary>The number of samples.</summary>
    public int Count(int numbers, Shape sample, bool areIds, string argument = "samples")
    {
        RequireOneInput();
        RequireKind(areIds);
        return sample.Length > 0 && numbers % sample.Length == 0 ? numbers / sample.Length
            : throw new ArgumentException($"Samples of shape {sample} have {sample.Length} numbers each; {numbers} were given.", argument);
    }

    public void RequireKind(bool areIds, string argument = "samples")
    {
        if (areIds != model.ReadsIds)
            throw new ArgumentException(areIds ? $"This model reads values of shape {model.InputShape}, not ids: pass floating-point numbers."
                : $"This model reads ids of shape {model.InputShape}: pass whole numbers.", argument);
    }

    public void RequireOneInput(string argument = "samples")
    {
        if (model.SideInputShapes.Count > 0)
            throw new ArgumentException($"The model reads {model.SideInputShapes.Count + 1} inputs: pass them all, Predict(first, second).", argument);
    }

    /// <summary>The output's numbers for one sample.</summary>
    public int RequireOutput(int length, int count, int? steps, string argument = "output")
    {
        Shape shape = Output(steps);
        return length == count * shape.Length ? shape.Length
            : throw new ArgumentException(
                $"{count} samples have outputs of shape {shape}, {count * shape.Length} numbers; the span for them has {length}.", argument);
    }

    /// <summary>Checks that all inputs are what the model reads.</summary>
    public void Require(ReadOnlySpan<Samples> inputs)
    {
        IReadOnlyList<Shape> sides = model.SideInputShapes;
        if (inputs.Length != sides.Count + 1)
            throw new ArgumentException($"The model reads {sides.Count + 1} inputs; {inputs.Length} were given.", nameof(inputs));
        foreach (Samples input in inputs)
            ArgumentNullException.ThrowIfNull(input, nameof(inputs));
        Samples main = inputs[0];
        Shape expected = model.InputShape;
        RequireKind(main.Ids is not null, nameof(inputs));
        if (main.Shape.Rank != expected.Rank || (main.Ids is null && main.Shape.Last != expected.Last))
            throw new ShapeMismatchException(model.Layers[0].Layer.BuiltName, $"samples of shape {expected}, for which the model was built", main.Shape,
                nameof(inputs));
        for (int i = 0; i < sides.Count; i++)
        {
            Samples side = inputs[i + 1];
            if (side.Count != main.Count)
                throw new ArgumentException($"There are {main.Count} samples of the first input but {side.Count} of input {i + 2}.", nameof(inputs));
            if (side.Shape.Rank != sides[i].Rank)
                throw new ShapeMismatchException("Side input", $"samples of shape {sides[i]}, for which the model was built", side.Shape, nameof(inputs));
        }
    }
}
