using Unroll.Data;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Text;

namespace Unroll.Studies.Tests.Tasks.Text;

public sealed class ContinuationTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("unroll-continuations-").FullName;

    [Fact]
    public void Train_WritesWhatFollowsPrimesAndPassages()
    {
        string text = Path.Combine(_folder, "cats.txt");
        File.WriteAllText(text, string.Concat(Enumerable.Range(0, 60).Select(i => $"the cat {(char)('a' + (i % 17))} sat on the mat.\n")));
        var configuration = new TextConfiguration
        {
            Data = text, Units = 8, Layers = 1, EmbeddingUnits = 5, Window = 10, Batch = 16, Epochs = 1, Limit = 1000, Primes = ["the ", "cat"], Passages = 2,
            ContinuationLength = 7,
        };
        RunTraining.Train(configuration, new RunOptions { Folder = Path.Combine(_folder, "run"), KeepsDetails = false }, CancellationToken.None);

        // Every line has 23 characters; the held-out 100 begin at 900, and the second passage in the middle of what leaves room for a window.
        string[] records = File.ReadAllText(Path.Combine(_folder, "run", "continuations.csv")).Replace("\n", "|", StringComparison.Ordinal).Split("|");
        Assert.Equal("prime,continuation", records[0]);
        Assert.Matches("^\"?the ,.{7}", records[1]);
        string all = File.ReadAllText(Path.Combine(_folder, "run", "continuations.csv"));
        string read = File.ReadAllText(text);
        Assert.Contains(read[900..910], all, StringComparison.Ordinal);
        Assert.Contains(read[945..955], all, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "run", "checkpoints", "best.safetensors")));
    }

    [Theory]
    [InlineData(CharacterInput.Raw, TextMode.Window)]
    [InlineData(CharacterInput.Raw, TextMode.Stream)]
    [InlineData(CharacterInput.Scalar, TextMode.Window)]
    [InlineData(CharacterInput.OneHot, TextMode.Window)]
    public void Train_GoesOn_WhateverTheInput(CharacterInput input, TextMode mode)
    {
        string text = Path.Combine(_folder, "cats.txt");
        File.WriteAllText(text, string.Concat(Enumerable.Range(0, 20).Select(i => $"the cat {(char)('a' + (i % 17))} sat on the mat.\n")));
        var configuration = new TextConfiguration
        {
            Data = text, Mode = mode, Input = input, Units = 4, Layers = 1, Window = 5, Batch = 16, Steps = 3, Primes = ["the "], ContinuationLength = 5,
            ValidationShare = 0,
        };
        RunTraining.Train(configuration, new RunOptions { Folder = Path.Combine(_folder, "run"), KeepsDetails = false }, CancellationToken.None);
        Assert.Contains("the ,", File.ReadAllText(Path.Combine(_folder, "run", "continuations.csv")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit")]
    [InlineData("passages")]
    [InlineData("primes")]
    [InlineData("continuationLength")]
    [InlineData("temperature")]
    public void Check_Throws_WhenASettingIsWrong(string setting)
    {
        TextConfiguration configuration = setting switch
        {
            "limit" => new() { Limit = 0 },
            "passages" => new() { Passages = -1 },
            "primes" => new() { Primes = [""] },
            "continuationLength" => new() { ContinuationLength = 0 },
            _ => new() { Temperature = float.NaN },
        };
        Assert.StartsWith(setting, Assert.ThrowsAny<InputException>(configuration.Check).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
