using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Text;

namespace Unroll.Studies.Tests.Tasks.Text;

public sealed class TextDataTests : IDisposable
{
    const string Few = "characters, 16 of them for training, are too few for 16 streams: at least 17 are needed; use a longer text or a smaller batch";
    const string Short = "characters, 8 of them for training, are too few for a window of 8: at least 9 are needed; use a longer text or a smaller window";

    readonly TemporaryFolder _folder = new();

    /// <summary>The shortest text that can be used, and what is said of one that is shorter by a character.</summary>
    [Theory]
    [InlineData(TextMode.Stream, 0.0, 17, $"16 {Few}")]
    [InlineData(TextMode.Window, 0.0, 9, $"8 {Short}")]
    [InlineData(TextMode.Stream, 0.1, 20, "19 characters, 1 of them held out, are too few: at least 2 must be held out; use a longer text or hold out more")]
    [InlineData(TextMode.Window, 0.5, 18, "17 characters, 8 of them held out, are too few: at least 9 must be held out; use a longer text or hold out more")]
    public void Load_NeedsAWindowAndARowForEachStream(TextMode mode, double heldOut, int shortest, string message)
    {
        TextConfiguration configuration = Configuration(Alternating(shortest)) with { Mode = mode, ValidationShare = heldOut };
        Assert.StartsWith($"{configuration.Data}: {shortest} characters, 2 different", Description(configuration), StringComparison.Ordinal);
        Configuration(Alternating(shortest - 1));
        Assert.Equal($"{configuration.Data}: {message}", Assert.Throws<InputException>(() => Description(configuration)).Message);
    }

    [Fact]
    public void Load_Refuses_ATextOfOneCharacter()
    {
        TextConfiguration configuration = Configuration(new string('a', 40));
        Assert.Equal($"{configuration.Data}: the text consists of one character only ('a' (U+0061)); there is nothing to predict",
            Assert.Throws<InputException>(() => Description(configuration)).Message);
    }

    /// <summary>A limit that falls between the two halves of a character leaves it out.</summary>
    [Theory]
    [InlineData(null, 41, 3)]
    [InlineData(42, 41, 3)]
    [InlineData(41, 40, 2)]
    [InlineData(40, 40, 2)]
    public void Limit_LeavesNoHalfOfACharacter(int? limit, int characters, int different)
    {
        TextConfiguration configuration = Configuration(Alternating(40) + "😀") with { Limit = limit, ValidationShare = 0 };
        Assert.Equal($"{configuration.Data}: {characters} characters, {different} different", Description(configuration));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 4)]
    public void LowerCase_HasFewerCharacters(bool lowerCase, int different)
    {
        TextConfiguration configuration = Configuration(string.Concat(Enumerable.Repeat("aAbB", 20))) with { LowerCase = lowerCase };
        Assert.EndsWith($" {different} different", Description(configuration), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TextMode.Stream, 16 * 8)]
    [InlineData(TextMode.Window, 16)]
    public void UnitsPerStep_AreTheCharactersThatAreLearned(TextMode mode, int units)
    {
        using PreparedRun run = (Configuration(Alternating(400)) with { Mode = mode }).Prepare(new RunOptions { Workers = 1 });
        Assert.Equal(units, ((TextData)run.Data).UnitsPerStep);
    }

    public void Dispose() => _folder.Dispose();

    static string Alternating(int length) => string.Concat(Enumerable.Range(0, length).Select(place => place % 2 == 0 ? 'a' : 'b'));

    static string Description(TextConfiguration configuration)
    {
        using PreparedRun run = configuration.Prepare(new RunOptions { Workers = 1 });
        return run.Data.Description;
    }

    TextConfiguration Configuration(string text)
    {
        File.WriteAllText(_folder.File("text.txt"), text);
        return new() { Data = _folder.File("text.txt"), Units = 4, Layers = 1, EmbeddingUnits = 3, Window = 8, Batch = 16, ValidationShare = 0.25 };
    }
}
