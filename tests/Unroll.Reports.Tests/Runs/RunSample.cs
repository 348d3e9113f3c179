using Unroll.Reports.Runs;
using Unroll.Studies.Runs;

namespace Unroll.Reports.Tests.Runs;

/// <summary>A run folder of a test's own, with the files that the test puts there.</summary>
sealed class RunSample : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("unroll-report-").FullName;

    public RunSample(RunConfiguration configuration)
    {
        Directory.CreateDirectory(Folder);
        Write("config.json", configuration.ToJson());
    }

    public string Folder => Path.Combine(_folder, "run");

    public RunFiles Files => new(Folder);

    /// <summary>The page as text.</summary>
    public string Page => RunPage.Of(Files).ToText();

    public RunSample Write(string name, string content)
    {
        File.WriteAllText(Path.Combine(Folder, name), content);
        return this;
    }

    /// <summary>run.json with metrics: "\"rmse.A\":1.5".</summary>
    public RunSample Record(string metrics) => Write("run.json", $$"""
        {"version":"1","machine":{"processor":"P","cores":2,"vectorBits":256,"runtime":"R","system":"S"},"ended":"2026-01-02T03:04:05+00:00","data":"some data",
        "synthetic":false,"unit":"days","layers":[{"name":"gru","type":"Gru","outputShape":"(None, 4)","parameters":12},
        {"name":"dense","type":"Dense","outputShape":"(None, 1)","parameters":1}],"parameters":13,"epochs":1,"steps":1,"skippedSteps":0,"seconds":1.5,
        "unitsPerSecond":10,"stopped":false,"failure":null,"metrics":{{{metrics}}},"remarks":[]}
        """);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
