using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;
using Microsoft.Playwright;
using Unroll.Browser.Tests.Support;
using Unroll.Reports.Grid;
using Unroll.Reports.Tests.Grid;
using Unroll.Studies.Grid;

namespace Unroll.Browser.Tests;

/// <summary>Every kind of report, as a reader's browser shows it.</summary>
public sealed class ReportTests(ReportFolders folders, Chromium chromium) : IClassFixture<ReportFolders>, IClassFixture<Chromium>
{
    const int Narrow = 390;

    /// <summary>Pixels of an A4 page without its margins.</summary>
    const double PaperHeight = 1000;

    public static TheoryData<string> Reports => [.. ReportFolders.Names];

    public static TheoryData<string> Studies => [.. StudyRegistry.Names];

    public static TheoryData<string, int, ColorScheme> Windows
    {
        get
        {
            var windows = new TheoryData<string, int, ColorScheme>();
            foreach (string name in ReportFolders.Names)
                foreach (int width in new[] { Narrow, 1600 })
                    foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
                        windows.Add(name, width, scheme);
            return windows;
        }
    }

    [BrowserTheory]
    [MemberData(nameof(Windows))]
    public async Task Report_IsWholeAndQuiet_AtEveryWidth_InBothSchemes(string name, int width, ColorScheme scheme)
    {
        string report = folders.Report(name);
        IPage page = await chromium.NewPageAsync(width, scheme);
        Assert.Equal("", await OpenedPage.Faults(page, report));

        // Axe takes seconds, and what it finds lies in colours and in what a narrow page does.
        if (width == Narrow)
            Assert.Equal("", await OpenedPage.Barriers(page));
        await OpenedPage.Keep(page, $"{name}-{width}-{scheme}");
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.True(await page.Locator("h2").CountAsync() >= 4, "sections");
        Assert.True(await page.Locator("svg").CountAsync() >= 3, "charts");
        string ground = await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        Assert.Equal(scheme == ColorScheme.Light ? "rgb(255, 255, 255)" : "rgb(23, 25, 27)", ground);
        await page.CloseAsync();
    }

    [BrowserTheory]
    [MemberData(nameof(Reports))]
    public async Task Report_PrintsInBlackOnWhite_AndBreaksNoChart(string name)
    {
        IPage page = await chromium.NewPageAsync(718, ColorScheme.Dark);
        string report = folders.Report(name);
        await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        Assert.Equal("", await OpenedPage.Faults(page, report));
        await OpenedPage.Keep(page, $"{name}-print");
        Assert.Equal("rgb(255, 255, 255) rgb(0, 0, 0)",
            await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor + ' ' + getComputedStyle(document.body).color"));
        double[] heights = await page.EvaluateAsync<double[]>(
            "() => [...document.querySelectorAll('figure')].map(figure => getComputedStyle(figure).breakInside === 'avoid' ? figure.offsetHeight : Infinity)");
        Assert.NotEmpty(heights);

        // Paper does not scroll.
        Assert.Equal("visible 0", await page.EvaluateAsync<string>(
            "() => [...document.querySelectorAll('.table')].map(box => getComputedStyle(box).overflowX).find(one => one !== 'visible') ?? 'visible'"
                + " + ' ' + [...document.querySelectorAll('.table')].filter(box => box.scrollWidth > box.clientWidth + 1).length"));
        Assert.All(heights, height => Assert.True(height < PaperHeight, $"a chart of {height} pixels breaks"));
        await page.CloseAsync();
    }

    [BrowserTheory]
    [MemberData(nameof(Studies))]
    public async Task Report_OfAStudyOfTheProgram_IsWhole(string name)
    {
        using var file = new TemporaryPage(StudyPage.Of(MadeUpResults.Of(StudyRegistry.Find(name)), [], []).ToText());
        IPage page = await chromium.NewPageAsync(Narrow, ColorScheme.Dark);
        Assert.Equal("", await OpenedPage.Faults(page, file.Path));
        await OpenedPage.Keep(page, name);
        await page.CloseAsync();
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Report_IsHtmlWithoutErrors(string name)
    {
        var errors = new List<string>();
        var parser = new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = true });
        parser.Error += (_, error) => errors.Add(error is HtmlErrorEvent one ? $"{one.Position}: {one.Message}" : $"{error}");
        parser.ParseDocument(File.ReadAllText(folders.Report(name)));
        Assert.Equal([], errors);
    }
}
