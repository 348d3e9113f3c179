using System.CommandLine;
using Spectre.Console;
using Unroll.Cli.Terminal;
using Unroll.Studies.Data;

namespace Unroll.Cli.Commands;

/// <summary>unroll data list, unroll data get NAME.</summary>
static class DataCommand
{
    public static Command Create(Session session) => new("data", "the data sets") { List(session), Get(session) };

    static Command List(Session session)
    {
        var json = new Option<bool>("--json") { Description = "print one JSON document and nothing else" };
        var command = new Command("list", "what there is, and where it lies") { json };
        command.SetAction(parsed =>
        {
            DataLocator locator = DataLocator.FromEnvironment();
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, writer => Describe(writer, locator));
            else
                Show(session, locator);
            return ExitCode.Done;
        });
        return command;
    }

    static Command Get(Session session)
    {
        var name = new Argument<string>("NAME") { Description = "a name of 'unroll data list'" };
        var json = new Option<bool>("--json") { Description = "print one JSON document and nothing else" };
        var command = new Command("get", "downloads a data set and checks it") { name, json };
        command.SetAction(parsed =>
        {
            DataSource source = DataCatalogue.Find(parsed.GetValue(name)!);
            DataLocator locator = DataLocator.FromEnvironment();
            IReadOnlyList<string> files = locator.Locate(source) ?? Download(session, source, locator);
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, writer =>
                {
                    writer.WriteString("name", source.Name);
                    writer.WriteStartArray("files");
                    foreach (string file in files)
                        writer.WriteStringValue(file);
                    writer.WriteEndArray();
                });
            else
                foreach (string file in files)
                    session.Output.WriteLine(file);
            return ExitCode.Done;
        });
        return command;
    }

    static IReadOnlyList<string> Download(Session session, DataSource source, DataLocator locator)
    {
        using var client = new HttpClient();
        var bar = new DownloadBar(session);
        IReadOnlyList<string> files = new DataDownloader(client, locator).GetAsync(source, bar, session.Cancellation).GetAwaiter().GetResult();
        bar.End();
        return files;
    }

    static void Show(Session session, DataLocator locator)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("name").AddColumn("what it is").AddColumn("licence").AddColumn("where");
        foreach (DataSource source in DataCatalogue.All)
            table.AddRow(Markup.Escape(source.Name), Markup.Escape(source.Description), Markup.Escape(source.Licence), Markup.Escape(Place(source, locator)));
        FigureTable.Of(session.Output).Write(table);
    }

    static string Place(DataSource source, DataLocator locator) =>
        locator.Locate(source) is { } files ? files[0] : $"not here yet: unroll data get {source.Name}";

    static void Describe(System.Text.Json.Utf8JsonWriter writer, DataLocator locator)
    {
        writer.WriteStartArray("dataSets");
        foreach (DataSource source in DataCatalogue.All)
        {
            writer.WriteStartObject();
            writer.WriteString("name", source.Name);
            writer.WriteString("description", source.Description);
            writer.WriteString("licence", source.Licence);
            writer.WriteString("origin", source.Origin);
            writer.WriteBoolean("here", locator.Locate(source) is not null);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
