using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Unroll.Browser.Tests.Support;

/// <summary>A file opened in a window, with all that is wrong with it.</summary>
static class OpenedPage
{
    static readonly string[] s_grave = ["serious", "critical"];

    static readonly string s_layout = Layout();

    /// <summary>The faults of a page, a line each: messages, requests, layout.</summary>
    public static async Task<string> Faults(IPage page, string path)
    {
        string address = new Uri(path).AbsoluteUri;
        var faults = new List<string>();
        page.Console += (_, message) => faults.Add($"console: {message.Text}");
        page.PageError += (_, error) => faults.Add($"error: {error}");
        page.Request += (_, request) =>
        {
            if (request.Url != address)
                faults.Add($"request: {request.Url}");
        };
        await page.GotoAsync(address);
        faults.AddRange(await page.EvaluateAsync<string[]>(s_layout));
        return string.Join('\n', faults);
    }

    /// <summary>What keeps people from reading the opened page, a line each.</summary>
    public static async Task<string> Barriers(IPage page)
    {
        AxeResult axe = await page.RunAxe();
        return string.Join('\n', axe.Violations.Where(violation => s_grave.Contains(violation.Impact))
            .Select(violation => $"{violation.Id}: {violation.Help}: {string.Join("; ", violation.Nodes.Take(3).Select(node => node.Html))}"));
    }

    /// <summary>Keeps a picture of the page in the folder that UNROLL_SCREENSHOTS names.</summary>
    public static async Task Keep(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("UNROLL_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    static string Layout()
    {
        using var reader = new StreamReader(typeof(OpenedPage).Assembly.GetManifestResourceStream("layout.js")!);
        return reader.ReadToEnd();
    }
}
