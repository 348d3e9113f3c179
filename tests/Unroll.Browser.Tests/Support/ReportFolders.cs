using System.Globalization;
using System.Text.Json;
using Unroll.Reports.Grid;
using Unroll.Reports.Runs;
using Unroll.Reports.Tuning;
using Unroll.Studies.Grid;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tuning;

namespace Unroll.Browser.Tests.Support;

/// <summary>A run of every task, a study, a comparison and a tuning, small ones, each trained and written when it is first asked for.</summary>
public sealed class ReportFolders : IDisposable
{
    const string Small = "\"units\": 4, \"layers\": 1, \"seed\": 3";

    static readonly Dictionary<string, string> s_runs = new()
    {
        ["text"] = """
            {
              "task": "text", "data": TEXT, "units": 8, "layers": 2, "window": 20, "batch": 8, "epochs": 3,
              "primes": ["the harbour ", "<b>&amp;"], "passages": 2
            }
            """,
        ["memory"] = $$"""{ "task": "memory", {{Small}}, "words": ["helloworld", "introduction"], "epochs": 12 }""",
        ["digits"] = $$"""{ "task": "digits", {{Small}}, "data": "synthetic", "epochs": 1 }""",
        ["stocks"] = $$"""{ "task": "stocks", {{Small}}, "data": ["synthetic"], "epochs": 3 }""",
        ["sequences"] = $$"""{ "task": "sequences", {{Small}}, "problem": "parity", "length": 10, "samples": 200, "testSamples": 40, "epochs": 2 }""",
        ["shapes"] = $$"""{ "task": "shapes", "units": 8, "layers": 1, "shape": "reversal", "length": 5, "samples": 200, "epochs": 2 }""",
        ["forecast"] = $$"""{ "task": "forecast", {{Small}}, "data": [SERIES], "target": ["load"], "window": 12, "horizon": 3, "interval": 90, "epochs": 2 }""",
        ["tweets"] = $$"""{ "task": "tweets", {{Small}}, "data": TWEETS, "epochs": 2 }""",
    };

    readonly string _folder = Directory.CreateTempSubdirectory("unroll-reports-").FullName;
    readonly Dictionary<string, string> _reports = [];

    public static IEnumerable<string> Names => [.. s_runs.Keys, "study", "comparison", "tuning"];

    /// <summary>The path of a report.</summary>
    public string Report(string name)
    {
        lock (_reports)
        {
            if (!_reports.TryGetValue(name, out string? report))
                _reports[name] = report = name switch { "study" => Study(), "comparison" => Comparison(), "tuning" => Tuning(), _ => Run(name) };
            return report;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string Comparison()
    {
        string[] runs = [.. new[] { "gru", "lstm" }.Select(cell => Path.Combine(_folder, $"words learned by an {cell}"))];
        foreach (string run in runs)
        {
            string json = s_runs["memory"].Replace("{ \"task\"", $"{{ \"cell\": \"{run.Split(' ')[^1]}\", \"task\"", StringComparison.Ordinal);
            RunTraining.Train(ConfigurationFile.FromJson(json, "memory.json"), new RunOptions { Folder = run }, default);
        }

        return RunComparison.Open(runs).Write(Path.Combine(_folder, "comparison", RunReport.FileName)).Path;
    }

    string Run(string task)
    {
        string json = s_runs[task].Replace("TEXT", Name(Text()), StringComparison.Ordinal).Replace("SERIES", Name(Series()), StringComparison.Ordinal)
            .Replace("TWEETS", Name(Tweets()), StringComparison.Ordinal);
        var options = new RunOptions { Folder = Path.Combine(_folder, task) };
        RunResult result = RunTraining.Train(ConfigurationFile.FromJson(json, $"{task}.json"), options, default);
        Assert.Null(result.Failure);
        return RunReport.Write(result.Folder).Path;
    }

    string Tweets()
    {
        string path = Path.Combine(_folder, "tweets.csv");
        string[] words = ["angry & mean", "rude <b>", "kind"];
        File.WriteAllText(path, "class,tweet\n" + string.Concat(Enumerable.Range(0, 60).Select(number => $"{number % 3},{words[number % 3]} tweet\n")));
        return path;
    }

    /// <summary>Cells with long names, of which one fails.</summary>
    string Study()
    {
        string json = """
            {
              "name": "small", "title": "A small <study> & its report", "question": "Which cell completes a word that it has read, and after how many epochs?",
              "base": { "task": "memory", "units": 6, "words": ["helloworld"] },
              "axes": [
                { "name": "cell", "path": "cell", "values": ["gru", "lstm", "simple_rnn"] },
                { "name": "rate", "values": [
                  { "name": "a rate that is as small as usual", "set": { "epochs": 6 } },
                  { "name": "high", "set": { "epochs": 6, "optimizer": "sgd", "learningRate": 1e38 } } ] }
              ],
              "repeats": 2, "seed": 7, "figures": ["completion", "trainingLoss", "trainingLoss@2"],
              "compare": { "figure": "trainingLoss", "better": "lower", "within": ["rate"] },
              "plots": [
                { "title": "Letters right", "kind": "axis", "figure": "completion", "x": "rate", "series": "cell" },
                { "title": "Training loss", "kind": "history", "figure": "trainingLoss", "series": "cell", "scale": "log" }
              ],
              "texts": [{ "title": "Words", "file": "completions.csv" }],
              "published": [
                { "where": { "cell": "gru" }, "figure": "completion", "value": 0.5, "deviation": 0.1 }, { "figure": "trainingLoss@2", "value": 3 }
              ],
              "facts": [{
                "title": "Cells by year", "axis": "cell", "columns": ["year", "gates"],
                "rows": { "gru": ["2014", "reset, update"], "lstm": ["1997", "input, forget, output"] }
              }],
              "claims": [
                "It runs.",
                { "text": "An LSTM learns <faster> than a GRU & a simple RNN.", "figure": "trainingLoss", "axis": "cell", "check": "lstm < gru, simple_rnn" }
              ]
            }
            """;
        string folder = Path.Combine(_folder, "study");
        new StudyRunner(StudyReader.Read(json, "small.json"), new StudyOptions { Folder = folder, Workers = 2 }).Run(default);
        return StudyReport.Write(folder).Path;
    }

    /// <summary>Trials that were stopped at two rungs, and some that failed.</summary>
    string Tuning()
    {
        string json = $$"""
            {
              "task": "text", "settings": { "data": {{Name(Text())}}, "layers": 1, "window": 8, "batch": 4, "embeddingUnits": 4, "steps": 18 },
              "ranges": {
                "learningRate": { "log": [0.001, 1e38] }, "units": { "integer": [2, 6], "step": 2 }, "cell": { "choice": ["gru", "simple_rnn"] },
                "optimizer": { "choice": ["adam", "sgd:momentum=0.9,nesterov=true"] }
              },
              "trials": 12, "startup": 8, "minimumSteps": 2
            }
            """;
        string folder = Path.Combine(_folder, "tuning");
        new TuningRunner(TuningReader.Read(json, "tuning.json"), new TuningOptions { Folder = folder, Workers = 2 }).Run(default);
        return TuningReport.Write(folder).Path;
    }

    string Text()
    {
        string path = Path.Combine(_folder, "text.txt");
        File.WriteAllText(path,
            string.Concat(Enumerable.Range(0, 60).Select(line => $"the harbour of line {line} said: \"<b>&amp;</b> {line * line}\"\n\tand more\n")));
        return path;
    }

    string Series()
    {
        string path = Path.Combine(_folder, "series.csv");
        File.WriteAllLines(path, ["time,load", .. Enumerable.Range(0, 300).Select(hour => string.Create(CultureInfo.InvariantCulture,
            $"{new DateTime(2024, 2, 28).AddHours(hour):yyyy-MM-dd HH:mm},{100 + (40 * Math.Sin(hour * Math.PI / 12)) + (hour % 7)}"))]);
        return path;
    }

    static string Name(string path) => JsonSerializer.Serialize(path);
}
