using Unroll.Studies.Data;
using Unroll.Studies.Data.Texts;

namespace Unroll.Studies.Tests.Data.Texts;

public sealed class TextCorpusTests : IDisposable
{
    const string Known = "harbour, hello, shakespeare";

    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(false, "Größe ÄÖÜ\n")]
    [InlineData(true, "größe äöü\n")]
    public void Load_FoldsLettersToLowerCase_WhereAsked(bool lowerCase, string expected)
    {
        File.WriteAllText(_folder.File("a.txt"), "Größe ÄÖÜ\r\n");
        Assert.Equal(expected, TextCorpus.Load(_folder.File("a.txt"), lowerCase));
    }

    [Fact]
    public void Read_KnowsTheCharacterSet_OfATextThatComesWithTheProgram()
    {
        Assert.Equal("utf-8", TextCorpus.Read("hello", CharacterSet.Auto).CharacterSet);
        Assert.Equal(TextCorpus.Read("hello", CharacterSet.Auto).Text, TextCorpus.Read("hello", "windows-1251", isOther: true).Text);
        Assert.Equal("hello: comes with the program, in utf-8; leave out --encoding",
            Assert.Throws<InputException>(() => TextCorpus.Read("hello", "utf-8")).Message);
    }

    [Fact]
    public void Read_SaysWhatThereIs()
    {
        Assert.Equal($"nowhere.txt: there is no such file and no data set of that name; known are: {Known}", Message("nowhere.txt"));
        Assert.Equal($"{_folder.Path}: is a folder; name a text file in it, or a data set: {Known}", Message(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    static string Message(string data) => Assert.Throws<InputException>(() => TextCorpus.Read(data, CharacterSet.Auto)).Message;
}
