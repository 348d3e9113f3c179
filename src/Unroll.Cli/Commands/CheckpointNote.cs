using System.Text.Json.Nodes;
using Unroll.Cli.Terminal;
using Unroll.Studies.Runs;

namespace Unroll.Cli.Commands;

/// <summary>Says from which checkpoint of a run a result comes.</summary>
sealed class CheckpointNote(Session session, RunCheckpoint checkpoint)
{
    /// <summary>The name in a document.</summary>
    public string Name => checkpoint.Name;

    /// <summary>What a user should know of the choice.</summary>
    public IReadOnlyList<string> Remarks => checkpoint.Remark is { } remark ? [remark] : [];

    /// <summary>Adds it to a document.</summary>
    public void AddTo(JsonObject document) => document["checkpoint"] = Name;

    /// <summary>Writes it below a table.</summary>
    public void Write() => Screen.On(session.Output).Line($"checkpoint: {Name}", TextStyle.Quiet);
}
