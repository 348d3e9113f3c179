using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Unroll.Cli.Terminal;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Texts;

namespace Unroll.Cli.Commands;

/// <summary>unroll data list, unroll data get NAME.</summary>
static class DataCommand
{
    const string Embedded = "comes with unroll";

    public static Command Create(Session session) => new CommandWithHelp("data", "the data sets") { List(session), Get(session) };

    static CommandWithHelp List(Session session)
    {
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("list", "what data sets there are, and which are on this machine");
        command.Group("Options", json);
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

    static CommandWithHelp Get(Session session)
    {
        var name = new Argument<string>("NAME") { Description = "a name that 'unroll data list' shows" };
        Option<string?> file = CommonOptions.Text("--file", "FILE", "a file of the data set that you got elsewhere, packed or not: it is checked and taken in");
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("get", "downloads a data set, checks it, and prints where it lies")
        {
            Examples = [("unroll data get stocks --file AAPL.csv", "checks a file that has no stable address and keeps it")],
            Arguments = { name },
        };
        command.Group("Options", file, json);
        command.SetAction(parsed =>
        {
            string wanted = parsed.GetValue(name)!;
            IReadOnlyList<string> files = Files(session, wanted, parsed.GetValue(file));
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, writer => Describe(writer, wanted, files));
            else if (files.Count == 0)
                session.Error.WriteLine($"{wanted} {Embedded}; there is nothing to download");
            else
                foreach (string file in files)
                    session.Output.WriteLine(file);
            return ExitCode.Done;
        });
        return command;
    }

    static IReadOnlyList<string> Files(Session session, string wanted, string? file) => file is { } given
        ? [DataImporter.ImportAsync(DataCatalogue.Find(wanted), given, DataLocator.FromEnvironment(), session.Cancellation).GetAwaiter().GetResult()]
        : TextCorpus.EmbeddedTexts.Contains(wanted) ? [] : DataFetch.Files(session, DataCatalogue.Find(wanted));

    static void Show(Session session, DataLocator locator)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("name").AddColumn("what it is").AddColumn("licence").AddColumn("where");
        foreach (string name in TextCorpus.EmbeddedTexts)
            table.AddRow(name, About(name), "MIT", Embedded);
        foreach (DataSource source in DataCatalogue.All)
            table.AddRow(Markup.Escape(source.Name), Markup.Escape(source.Description), Markup.Escape(source.Licence), Markup.Escape(Place(source, locator)));
        IAnsiConsole console = Screen.On(session.Output);
        console.Write(table);
        console.Line("Where the files of one lie: unroll data get NAME");
    }

    static string About(string name)
    {
        int length = TextCorpus.Load(name, lowerCase: false).Length;
        string what = name == TextCorpus.Harbour ? "short stories" : "an essay on programming";
        return string.Create(CultureInfo.InvariantCulture, $"{length:N0} characters of {what}, written for this project");
    }

    static string Place(DataSource source, DataLocator locator) =>
        locator.Locate(source) is null ? $"not here yet: unroll data get {source.Name}" : "here";

    static void Describe(Utf8JsonWriter writer, DataLocator locator)
    {
        writer.WriteStartArray("dataSets");
        foreach (string name in TextCorpus.EmbeddedTexts)
            Describe(writer, name, About(name), "MIT", Embedded, here: true);
        foreach (DataSource source in DataCatalogue.All)
            Describe(writer, source.Name, source.Description, source.Licence, source.Origin, locator.Locate(source) is not null);
        writer.WriteEndArray();
    }

    static void Describe(Utf8JsonWriter writer, string name, string description, string licence, string origin, bool here)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("description", description);
        writer.WriteString("licence", licence);
        writer.WriteString("origin", origin);
        writer.WriteBoolean("here", here);
        writer.WriteEndObject();
    }

    static void Describe(Utf8JsonWriter writer, string name, IReadOnlyList<string> files)
    {
        writer.WriteString("name", name);
        writer.WriteStartArray("files");
        foreach (string file in files)
            writer.WriteStringValue(file);
        writer.WriteEndArray();
    }
}
