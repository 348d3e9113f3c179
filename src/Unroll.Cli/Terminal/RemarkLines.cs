namespace Unroll.Cli.Terminal;

/// <summary>Remarks on standard error: what a reader should know of data and results, in every form of the output.</summary>
static class RemarkLines
{
    public static void WriteRemarks(this Session session, IEnumerable<string> remarks)
    {
        foreach (string remark in remarks)
            session.Error.WriteLine($"unroll: {remark}");
    }
}
