using System.CommandLine;
using Unroll.Cli.Terminal;
using Unroll.Models;
using Unroll.Studies;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>unroll summary RUN, or of a configuration.</summary>
static class SummaryCommand
{
    public static Command Create(Session session)
    {
        var run = new Argument<string?>("RUN") { Description = "the run folder", Arity = ArgumentArity.ZeroOrOne };
        var config = new Option<FileInfo?>("--config") { Description = "the config.json of a run, instead of RUN", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "print one JSON document and nothing else" };
        var command = new Command("summary", "shows a model: layers, shapes, parameters") { run, config, json };
        command.SetAction(parsed =>
        {
            ModelSummary summary = Summary(parsed.GetValue(run), parsed.GetValue(config));
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, writer => Describe(writer, summary));
            else
                session.Output.WriteLine(summary);
            return ExitCode.Done;
        });
        return command;
    }

    static ModelSummary Summary(string? run, FileInfo? config)
    {
        if ((run is null) == (config is null))
            throw new InputException("summary: pass either a run folder or --config FILE");
        if (run is not null)
        {
            using TextRun opened = TextRun.Open(run);
            return opened.Model.Summary();
        }

        return config!.Exists
            ? TextTask.Describe(TextConfiguration.FromJson(File.ReadAllText(config.FullName), config.ToString()))
            : throw new InputException($"--config {config}: there is no such file");
    }

    static void Describe(System.Text.Json.Utf8JsonWriter writer, ModelSummary summary)
    {
        writer.WriteStartArray("layers");
        foreach (ModelSummary.Row row in summary.Rows)
        {
            writer.WriteStartObject();
            writer.WriteString("name", row.Name);
            writer.WriteString("type", row.Type);
            writer.WriteString("outputShape", row.OutputShape);
            writer.WriteNumber("parameters", row.Parameters);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("parameters", summary.Parameters);
        writer.WriteNumber("trainableParameters", summary.TrainableParameters);
    }
}
