using Unroll.Cli.Terminal;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Hub;

namespace Unroll.Cli.Commands;

/// <summary>Brings a data set to this machine, with a bar on standard error.</summary>
static class DataFetch
{
    /// <summary>Downloads what --data names, when that is a data set of the kind that is not at hand; a file of the same name goes first.</summary>
    public static void IfNeeded(Session session, IReadOnlyList<string> data, DataKind? kind)
    {
        if (kind is { } wanted && data is [{ } name] && !Path.Exists(name)
            && DataCatalogue.Of(wanted).FirstOrDefault(source => source.Name == name) is { } source)
            Files(session, source);
    }

    /// <summary>Downloads what a pretraining learns from, a text or tweets, where it is not at hand.</summary>
    public static void IfNeeded(Session session, string data)
    {
        foreach (DataKind kind in (DataKind[])[DataKind.Text, DataKind.Tweets])
            IfNeeded(session, [data], kind);
    }

    /// <summary>The local files of a pretrained model.</summary>
    public static IReadOnlyList<string> Files(Session session, HubModel model)
    {
        DataLocator locator = DataLocator.FromEnvironment();
        string? folder = HubDownloader.Locate(model, locator);
        if (folder is null)
        {
            session.Error.WriteLine($"Downloading {model.Name} ({model.Licence}) from {HubDownloader.Endpoint}{model.Repository}");
            using var asking = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
            using var reading = new HttpClient();
            var bar = new DownloadBar(session);
            try
            {
                var downloader = new HubDownloader(asking, reading, locator, HubDownloader.Endpoint);
                folder = downloader.GetAsync(model, bar, session.Cancellation).GetAwaiter().GetResult();
            }
            finally
            {
                bar.End();
            }
        }

        return [.. model.Files.Select(forms => forms.Select(name => Path.Combine(folder, name)).First(File.Exists))];
    }

    /// <summary>The local files of a data set.</summary>
    public static IReadOnlyList<string> Files(Session session, DataSource source)
    {
        DataLocator locator = DataLocator.FromEnvironment();
        if (locator.Locate(source) is { } here)
            return here;
        if (source.Files.All(file => file.Source is not null))
            session.Error.WriteLine($"Downloading {source.Name} ({source.Licence}) from {source.Origin}");
        using var client = new HttpClient();
        var bar = new DownloadBar(session);
        try
        {
            return new DataDownloader(client, locator).GetAsync(source, bar, session.Cancellation).GetAwaiter().GetResult();
        }
        finally
        {
            bar.End();
        }
    }
}
