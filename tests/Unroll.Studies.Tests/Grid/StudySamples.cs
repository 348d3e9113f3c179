namespace Unroll.Studies.Tests.Grid;

/// <summary>Small studies.</summary>
static class StudySamples
{
    /// <summary>A memory of 4 units.</summary>
    public const string Memory = """
        {
          "name": "tiny",
          "title": "A tiny study",
          "question": "Does it run?",
          "base": { "task": "memory", "units": 4, "words": ["helloworld"] },
          "axes": [
            { "name": "cell", "path": "cell", "values": ["gru", "simple_rnn"] },
            { "name": "length", "values": [{ "name": "short", "set": { "epochs": 1 } }, { "name": "long", "set": { "epochs": 12, "batch": 64 } }] }
          ],
          "repeats": 2,
          "seed": 7,
          "figures": ["completion", "trainingLoss", "trainingLoss@2", "trainingLoss@best"],
          "compare": { "figure": "trainingLoss", "better": "lower", "within": ["length"] },
          "texts": [{ "title": "Words", "file": "completions.csv" }],
          "published": [{ "where": { "cell": "gru", "length": "long" }, "figure": "completion", "value": 0.5, "deviation": 0.1 }],
          "claims": ["It runs."],
          "quick": { "base": { "units": 3 }, "axes": { "cell": ["gru"], "length": [{ "name": "shorter", "set": { "steps": 2 } }] }, "repeats": 1 }
        }
        """;
}
