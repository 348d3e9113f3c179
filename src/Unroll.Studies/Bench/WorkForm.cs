using Unroll.Randomness;
using Unroll.Tensors;
using Unroll.Training;

namespace Unroll.Studies.Bench;

/// <summary>Another form of a training work: what is different from the plain one, so that its cost can be told.</summary>
/// <param name="Name">One word, as it stands behind the name of the work.</param>
/// <param name="Data">The data in this form, from those of the plain one.</param>
public sealed record WorkForm(string Name, Func<DataSet, DataSet> Data)
{
    /// <summary>Every form that the engine has.</summary>
    public static IReadOnlyList<WorkForm> All { get; } = [new("stateful", data => new Continuous(data))];

    /// <summary>Batches that go on where the last one ended, so that every step carries the state.</summary>
    sealed class Continuous(DataSet data) : DataSet
    {
        public override Shape SampleShape => data.SampleShape;

        public override bool CarriesState => true;

        public override int BatchCount(int batchSize) => data.BatchCount(batchSize);

        public override Batch Cut(Arena arena, int batchSize, int index, RandomKey? order) =>
            data.Cut(arena, batchSize, index, order) with { StartsSequences = false };
    }
}
