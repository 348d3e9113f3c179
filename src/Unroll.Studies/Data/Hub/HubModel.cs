namespace Unroll.Studies.Data.Hub;

/// <summary>A pretrained model on the Hugging Face hub. Which revision and which checksums it has is the hub's to say.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Repository">Owner and name on the hub.</param>
/// <param name="Description">What it is, in one line.</param>
/// <param name="Licence">Under which terms it may be used.</param>
/// <param name="Files">Its files; of several forms of one, the first that the hub has.</param>
public sealed record HubModel(string Name, string Repository, string Description, string Licence, IReadOnlyList<IReadOnlyList<string>> Files)
{
    /// <summary>Where the model lies under a root of data.</summary>
    public string PathUnder(string root) => Path.Combine(root, "models", Name);
}
