using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Memory;

/// <summary>A memory: a model that has read a passage completes words from their first letters (study C).</summary>
public sealed class MemoryTask : TaskDefinition<MemoryConfiguration, MemoryData>
{
    MemoryTask()
        : base("memory", "trains a memory that completes words from their first letters")
    {
    }

    /// <summary>The task.</summary>
    public static MemoryTask Definition { get; } = new();

    /// <inheritdoc/>
    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("unroll train memory --cell lstm", "until 'hell' brings back 'oworld'"),
        ("unroll train memory --data letter.txt --words yours sincerely", "on a text of yours"),
    ];

    /// <inheritdoc/>
    protected internal override MemoryData Load(MemoryConfiguration configuration, RunMetadata? weights)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return MemoryData.Load(configuration, configuration.Data, isHeldOut: false);
    }

    /// <inheritdoc/>
    protected internal override TrainedModel<MemoryData> Create(MemoryConfiguration configuration, MemoryData data, ModelSetup setup) =>
        new MemoryModel(configuration, setup);

    /// <inheritdoc/>
    protected internal override TrainedModel<MemoryData> Open(MemoryConfiguration configuration, RunMetadata metadata, ModelSetup setup) =>
        new MemoryModel(configuration, setup);
}
