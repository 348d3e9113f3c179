namespace Unroll.Cli.Documents;

/// <summary>unroll data list --json.</summary>
sealed record DataListDocument(IReadOnlyList<DataListDocument.DataSet> DataSets)
{
    internal sealed record DataSet(string Name, string Description, string Licence, string Origin, bool Here);
}
