using System.Globalization;

namespace Unroll.Cli.Terminal;

/// <summary>The progress of a download, on one line of standard error; silent where that is no terminal.</summary>
sealed class DownloadBar(Session session) : IProgress<(long Done, long Total)>
{
    const double Megabyte = 1e6;

    bool _drawn;

    public void Report((long Done, long Total) value)
    {
        if (!session.Interactive)
            return;
        string bar = ShareBar.Text(value.Total > 0 ? (double)value.Done / value.Total : 0);
        session.Bar.Write(string.Create(CultureInfo.InvariantCulture, $"\r{bar} {value.Done / Megabyte:F1} of {value.Total / Megabyte:F1} MB"));
        _drawn = true;
    }

    public void End()
    {
        if (_drawn)
            session.Error.WriteLine();
    }
}
