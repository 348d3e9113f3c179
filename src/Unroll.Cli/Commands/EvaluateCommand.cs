using System.CommandLine;
using Unroll.Cli.Terminal;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>unroll evaluate RUN.</summary>
static class EvaluateCommand
{
    public static Command Create(Session session)
    {
        Argument<string> run = CommonOptions.Run();
        Option<string[]?> data = CommonOptions.Several("--data", "NAME|FILE", "other data [the part of the run's own that was held out]");
        Option<string> checkpoint = CommonOptions.Checkpoint();
        Option<int?> workers = CommonOptions.Workers();
        Option<bool> json = CommonOptions.Json();
        var command = new Verb("evaluate", "measures a trained model") { run };
        command.Group("Options", data, checkpoint, workers, json);
        command.SetAction(parsed =>
        {
            using TaskRun opened = TaskRun.Open(parsed.GetValue(run)!, parsed.GetValue(checkpoint)!, parsed.GetValue(workers) ?? 0);
            string[] names = parsed.GetValue(data) ?? [];
            DataFetch.IfNeeded(session, names.Length > 0 ? names : opened.Configuration.DataNames, opened.Configuration.Kind);
            TaskData measured = opened.DataFor(names);
            Evaluation evaluation = measured.Measure(opened, session.Cancellation);
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, writer =>
                {
                    JsonOutput.Figures(writer, evaluation.ByName);
                    writer.WriteBoolean("synthetic", measured.IsSynthetic);
                });
            else
                FigureTable.Write(Screen.On(session.Output), evaluation.Figures, measured.IsSynthetic);
            return ExitCode.Done;
        });
        return command;
    }
}
