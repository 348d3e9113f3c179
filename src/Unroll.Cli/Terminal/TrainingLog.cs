using System.Globalization;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Terminal;

/// <summary>Tells of a training run on standard error: what it begins with, and what the model writes after epochs 1, 2, 4, 8 …</summary>
sealed class TrainingLog(Session session, bool quiet) : ITextRunListener
{
    public void OnStart(TextRunStart start)
    {
        if (quiet)
            return;
        string goesOn = start.ResumedAtStep > 0 ? $", going on at step {Number(start.ResumedAtStep + 1)}" : "";
        session.Error.WriteLine($"{Number(start.Characters)} characters, {start.Symbols} symbols; {Number(start.Parameters)} parameters; {Number(start.Steps)} steps{goesOn}");
        session.Error.WriteLine();
    }

    public void OnSample(int epoch, string passage)
    {
        if (quiet || !System.Numerics.BitOperations.IsPow2(epoch))
            return;
        session.Error.WriteLine();
        foreach (string line in WordWrap.Lines(passage, session.Columns - 5))
            session.Error.WriteLine("  | " + line);
        session.Error.WriteLine();
    }

    static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
