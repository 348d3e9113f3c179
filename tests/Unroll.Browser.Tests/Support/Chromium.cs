using Microsoft.Playwright;

namespace Unroll.Browser.Tests.Support;

/// <summary>The browser of the system, started once; nothing is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    IPlaywright? _playwright;
    IBrowser? _browser;

    /// <summary>Debian's and Google's names of it; null where there is none.</summary>
    public static string? Executable { get; } =
        new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine("/usr/bin", name)).FirstOrDefault(File.Exists);

    public async Task InitializeAsync()
    {
        if (Executable is null)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Headless = true, Args = s_arguments });
    }

    /// <summary>A window of its own.</summary>
    public Task<IPage> NewPageAsync(int width, ColorScheme scheme) => _browser!.NewPageAsync(new()
    {
        ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, JavaScriptEnabled = true,
    });

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }
}
