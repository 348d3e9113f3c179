using System.CommandLine;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Models;
using Unroll.Studies;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Transformers;

namespace Unroll.Cli.Commands;

/// <summary>unroll summary RUN, or of a configuration.</summary>
static class SummaryCommand
{
    public static Command Create(Session session)
    {
        Argument<string> run = CommonOptions.Run();
        run.Arity = ArgumentArity.ZeroOrOne;
        Option<string?> config = CommonOptions.Text("--config", "FILE", "the config.json of a run, or of a published BERT or T5, instead of RUN");
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("summary", "shows a model: layers, shapes, parameters") { run };
        command.Group("Options", config, json);
        command.SetAction(parsed =>
        {
            ModelSummary summary = Summary(session, parsed.GetValue(run), parsed.GetValue(config));
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, SummaryDocument.From(summary), OutputJson.Readable.SummaryDocument);
            else
                session.Output.WriteLine(summary);
            return ExitCode.Done;
        });
        return command;
    }

    static ModelSummary Summary(Session session, string? run, string? config)
    {
        if ((run is null) == (config is null))
            throw new InputException("summary: pass either a run folder or --config FILE");
        if (config is not null)
        {
            if (PublishedModels.FromConfiguration(config) is { } published)
                return published.Summary();
            RunConfiguration configuration = ConfigurationFile.Read(config);
            DataFetch.IfNeeded(session, configuration.DataNames, configuration.Kind);
            using PreparedRun prepared = configuration.Prepare(new RunOptions { Workers = 1 }, session.Cancellation);
            return prepared.Model.Network.Summary();
        }

        using TrainedModel opened = SavedRun.Open(run!);
        return opened.Network.Summary();
    }
}
