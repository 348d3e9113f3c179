using Unroll.Data;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Studies.Bench;

/// <summary>The data of a workload in a form: sequences that end early, batches that continue where the last one ended, losses that count little.</summary>
sealed class FormedData(DataSet data, WorkForm form) : DataSet
{
    public override Shape SampleShape => data.SampleShape;

    public override bool CarriesState => form.CarriesState;

    public override int BatchCount(int batchSize) => data.BatchCount(batchSize);

    public override Batch Cut(Arena arena, int batchSize, int index, RandomKey? order)
    {
        Batch batch = data.Cut(arena, batchSize, index, order);
        if (form.IsMasked)
            End(batch.Inputs);
        return batch with { StartsSequences = !form.CarriesState, SampleWeights = Weights(arena, batchSize) };
    }

    Tensor Weights(Arena arena, int rows)
    {
        if (form.LossWeight == 1)
            return default;
        Tensor weights = arena.Allocate(new Shape(rows));
        weights.Values.Fill(form.LossWeight);
        return weights;
    }

    /// <summary>Zeros, which the first layer masks, after the end of each row.</summary>
    void End(Tensor inputs)
    {
        (int steps, int rows) = (inputs.Shape[0], inputs.Shape[1]);
        int features = inputs.Shape.Length / (steps * rows);
        for (int row = 0; row < rows; row++)
            for (int time = form.Length(row, rows, steps); time < steps; time++)
                if (inputs.IsIds)
                    inputs.Ids[(time * rows) + row] = 0;
                else
                    inputs.Values.Slice(((time * rows) + row) * features, features).Clear();
    }
}
