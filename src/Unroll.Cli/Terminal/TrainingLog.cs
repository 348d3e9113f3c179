using System.Globalization;
using System.Numerics;
using Spectre.Console;
using Unroll.Studies;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Terminal;

/// <summary>Reports a training run on standard error: its data, model and training, and a sample of the model after epochs 1, 2, 4, 8 …</summary>
sealed class TrainingLog(Session session, bool quiet) : IRunListener
{
    const string Bar = "  │ ";

    readonly IAnsiConsole _console = Screen.On(session.Error);

    public void OnStart(RunStart start)
    {
        PreparedRun run = start.Run;
        if (quiet)
        {
            session.WriteRemarks(run.Data.Remarks);
            return;
        }

        RunConfiguration configuration = run.Configuration;
        var rows = new NamedRows(session, _console);
        rows.Write("data", run.Data.Description);
        foreach (string remark in run.Data.Remarks)
            rows.Write("", remark);
        rows.Write("model", $"{configuration.ModelDescription}: {Quantity.Text(run.Model.Network.Parameters.Count, "parameter")}");
        if (configuration.InitFrom.Length > 0)
            rows.Write("weights", $"begin as those of {configuration.InitFrom}");
        string steps = $"{Quantity.Text(run.Steps, "step")} of {Number(run.Data.UnitsPerStep)} {run.Data.Unit}";
        rows.Write("training", $"{steps}, {Number(start.StepsPerEpoch)} per epoch");
        rows.Write("learning", string.Create(CultureInfo.InvariantCulture,
            $"{configuration.LossDescription}, {configuration.Optimizer}, learning rate {configuration.LearningRate}, {configuration.Schedule}"));
        if (configuration.Callbacks.Count > 0)
            rows.Write("callbacks", string.Join(' ', configuration.Callbacks));
        _console.Line(rows.Name("run") + start.Folder);
        _console.Line();
        if (start.ResumedAtStep >= run.Steps)
        {
            _console.Line($"All its steps are done. To train longer: unroll train {configuration.Task} --resume {ShellWord.Of(start.Folder)} --epochs N");
        }
        else if (start.ResumedAtStep > 0)
            _console.Line($"Resuming after step {Number(start.ResumedAtStep)}.");
    }

    public void OnSample(int epoch, string passage)
    {
        if (quiet || !BitOperations.IsPow2(epoch))
            return;
        _console.Line();
        foreach (string line in WordWrap.Lines(passage.Trim('\n'), session.Columns - Bar.Length - 1))
            _console.Line(Bar + line, TextStyle.Quiet);
        _console.Line();
    }

    static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
