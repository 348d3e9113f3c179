using Unroll.Data;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Studies.Bench;

/// <summary>The data of a workload in a form: sequences that end early, batches that continue where the last one ended.</summary>
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
        return batch with { StartsSequences = !form.CarriesState };
    }

    /// <summary>Zeros, which the first layer masks, after the end of each row: the first row has half of the steps, the last one all.</summary>
    static void End(Tensor inputs)
    {
        (int steps, int rows) = (inputs.Shape[0], inputs.Shape[1]);
        int features = inputs.Shape.Length / (steps * rows);
        for (int time = steps / 2; time < steps; time++)
        {
            int ended = (int)(((2L * time) - steps) * rows / steps) + 1;
            if (inputs.IsIds)
                inputs.Ids.Slice(time * rows, Math.Min(ended, rows)).Clear();
            else
                inputs.Values.Slice(time * rows * features, Math.Min(ended, rows) * features).Clear();
        }
    }
}
