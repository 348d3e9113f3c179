namespace Unroll.Studies.Tests.Tuning;

/// <summary>Small tunings.</summary>
static class TuningSamples
{
    /// <summary>A text of 400 characters, written beside the tuning.</summary>
    public const string TextFile = "blanks.txt";

    /// <summary>A model of a few units on it: 2 to 8 trials of at most 18 steps, first measured after 2.</summary>
    public const string Text = """
        {
          "task": "text",
          "settings": { "data": "blanks.txt", "layers": 1, "window": 8, "batch": 4, "embeddingUnits": 4, "steps": 18 },
          "ranges": {
            "learningRate": { "log": [0.001, 0.1] },
            "units": { "integer": [2, 6], "step": 2 },
            "cell": { "choice": ["gru", "simple_rnn"] }
          },
          "trials": 8, "startup": 4, "minimumSteps": 2, "reduction": 3
        }
        """;

    public static string Contents => string.Concat(Enumerable.Repeat("a bc\nabcd ", 40));
}
