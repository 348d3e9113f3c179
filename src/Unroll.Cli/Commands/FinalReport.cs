using Unroll.Cli.Terminal;
using Unroll.Reports.Runs;

namespace Unroll.Cli.Commands;

/// <summary>The report at the end of a training or a study, whose work is done whatever becomes of it.</summary>
static class FinalReport
{
    /// <summary>Writes it; one that cannot be written is a line on standard error.</summary>
    /// <param name="session">Where the line goes.</param>
    /// <param name="folder">The folder of the run or the study.</param>
    /// <param name="write">Writes the report of the folder.</param>
    /// <returns>Its path; null where it could not be written.</returns>
    public static string? Write(Session session, string folder, Func<string, WrittenReport> write)
    {
        try
        {
            return write(folder).Path;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            session.Error.WriteLine($"unroll: the report cannot be written: {error.Message.ReplaceLineEndings(" ").TrimEnd('.')}; "
                + $"'unroll report {ShellWord.Of(folder)}' writes it again");
            return null;
        }
    }
}
