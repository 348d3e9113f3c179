namespace Unroll.Browser.Tests.Support;

/// <summary>A page in a file of its own, gone when the test ends.</summary>
sealed class TemporaryPage : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("unroll-page-").FullName;

    public TemporaryPage(string html) => File.WriteAllText(Path, html);

    public string Path => System.IO.Path.Combine(_folder, "report.html");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
