using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Unroll.Cli.Documents;
using Unroll.Cli.Terminal;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Hub;
using Unroll.Studies.Data.Texts;
using Unroll.Studies.Tables;

namespace Unroll.Cli.Commands;

/// <summary>unroll data list, unroll data get NAME.</summary>
static class DataCommand
{
    const string Embedded = "comes with unroll";

    public static Command Create(Session session) => new CommandWithHelp("data", "the data sets") { List(session), Get(session) };

    static CommandWithHelp List(Session session)
    {
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("list", "lists the data sets and which of them are on this machine");
        command.Group("Options", json);
        command.SetAction(parsed =>
        {
            DataLocator locator = DataLocator.FromEnvironment();
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, Describe(locator), OutputJson.Readable.DataListDocument);
            else
                Show(session, locator);
            return ExitCode.Done;
        });
        return command;
    }

    static CommandWithHelp Get(Session session)
    {
        var name = new Argument<string>("NAME") { Description = "a name that 'unroll data list' shows" };
        Option<string?> file = CommonOptions.Text("--file", "FILE", "a file that you downloaded, gzipped or not; verified, then imported");
        Option<bool> json = CommonOptions.Json();
        var command = new CommandWithHelp("get", "downloads a data set or a pretrained model, verifies it, and prints its paths")
        {
            Examples =
            [
                ("unroll data get stocks --file AAPL.csv", "imports a file that has no stable address"),
                ("unroll data get bert-base-uncased", "the newest revision, checked by the checksums that the hub sends with it"),
            ],
            Arguments = { name },
        };
        command.Group("Options", file, json);
        command.SetAction(parsed =>
        {
            string wanted = parsed.GetValue(name)!;
            IReadOnlyList<string> files = Files(session, wanted, parsed.GetValue(file));
            if (parsed.GetValue(json))
                JsonOutput.Write(session.Output, new DataFilesDocument(wanted, files), OutputJson.Readable.DataFilesDocument);
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
        : TextCorpus.EmbeddedTexts.Contains(wanted) ? []
        : HubCatalogue.All.FirstOrDefault(model => model.Name == wanted) is { } model ? DataFetch.Files(session, model)
        : DataFetch.Files(session, DataCatalogue.Find(wanted));

    static void Show(Session session, DataLocator locator)
    {
        Column[] columns = [Column.Text("name"), Column.Text("description"), Column.Text("licence"), Column.Text("location")];
        IEnumerable<Cell[]> embedded = TextCorpus.EmbeddedTexts.Select(name => (Cell[])[name, About(name), "MIT", Embedded]);
        IEnumerable<Cell[]> others = DataCatalogue.All.Select(
            source => (Cell[])[source.Name, source.Description, source.Licence, Place(locator.Locate(source) is not null)]);
        IEnumerable<Cell[]> models = HubCatalogue.All.Select(
            model => (Cell[])[model.Name, model.Description, model.Licence, Place(HubDownloader.Locate(model, locator) is not null)]);
        IAnsiConsole console = Screen.On(session.Output);
        TableView.Write(console, new Table(columns, [.. embedded, .. others, .. models]));
        console.Line("unroll data get NAME   prints the paths of its files");
    }

    static string About(string name)
    {
        int length = TextCorpus.Load(name, lowerCase: false).Length;
        string what = name == TextCorpus.Harbour ? "short stories" : "an essay on programming";
        return string.Create(CultureInfo.InvariantCulture, $"{length:N0} characters of {what}, written for this project");
    }

    static string Place(bool isHere) => isHere ? "on this machine" : "not downloaded";

    static DataListDocument Describe(DataLocator locator) => new(
    [
        .. TextCorpus.EmbeddedTexts.Select(name => new DataListDocument.DataSet(name, About(name), "MIT", Embedded, Here: true)),
        .. DataCatalogue.All.Select(source =>
            new DataListDocument.DataSet(source.Name, source.Description, source.Licence, source.Origin, locator.Locate(source) is not null)),
        .. HubCatalogue.All.Select(model => new DataListDocument.DataSet(
            model.Name, model.Description, model.Licence, $"huggingface.co/{model.Repository}", HubDownloader.Locate(model, locator) is not null)),
    ]);
}
