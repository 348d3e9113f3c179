using Unroll.Studies.Pretraining;

namespace Unroll.Studies.Tests.Pretraining;

/// <summary>A text and a pretraining that takes a second.</summary>
static class PretrainingSamples
{
    static readonly string[] s_animals = ["cat", "dog", "owl", "fox", "hen", "cow"], s_places = ["mat", "roof", "road", "hill", "wall"];

    /// <summary>Sentences in which one word tells another.</summary>
    public static string Text(int lines) => string.Concat(Enumerable.Range(0, lines).Select(line =>
        $"the {s_animals[line * 7 % 6]} sat on the {s_places[line * 7 % 6 % 5]} and looked at the {s_places[line * 3 % 5]}.\n"));

    public static PretrainingConfiguration Small(params IReadOnlyList<string> data) => new()
    {
        Data = data, Vocabulary = 80, Length = 16, Hidden = 16, Layers = 1, Heads = 2, Batch = 8, Epochs = 2, LearningRate = 5e-3f,
    };

    public static PretrainingResult Train(PretrainingConfiguration configuration, string folder, int workers = 1) =>
        PretrainingRun.Train(configuration, new PretrainingOptions { Folder = folder, Workers = workers }, CancellationToken.None);
}
