using System.Text;
using Unroll.Studies.Data;

namespace Unroll.Studies.Tests.Data;

public sealed class TextFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string Target => _folder.File("a.txt");

    public void Dispose() => _folder.Dispose();

    string Read(params byte[] bytes)
    {
        File.WriteAllBytes(Target, bytes);
        return TextFile.Load(Target).Text;
    }

    [Fact]
    public void Read_DecodesUtf8_AndTurnsLineEndsIntoLineFeeds() =>
        Assert.Equal("größe 😀\n\nx\ry\n", Read(Encoding.UTF8.GetBytes("größe 😀\r\n\nx\ry\r\n")));

    [Fact]
    public void Read_DropsTheByteOrderMark() => Assert.Equal("é", Read([0xEF, 0xBB, 0xBF, 0xC3, 0xA9]));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_DecodesUtf16_WhenThereIsAMark(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        Assert.Equal("é😀\n", Read([.. encoding.GetPreamble(), .. encoding.GetBytes("é😀\r\n")]));
    }

    [Theory]
    [InlineData(new byte[0], "empty")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF }, "empty")]
    [InlineData(new byte[] { 0xFF, 0xFE }, "empty")]
    [InlineData(new byte[] { 0x61, 0x62, 0x00, 0x63 }, "offset 2")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x61, 0x00 }, "offset 4")]
    [InlineData(new byte[] { 0x61, 0xC3, 0xA9, 0xE9, 0x20 }, "0xE9 at offset 3")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x61, 0xFF }, "0xFF at offset 4")]
    [InlineData(new byte[] { 0x61, 0xC3 }, "0xC3 at offset 1")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "0xED at offset 0")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00, 0x00, 0x00 }, "offset 4")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00, 0x62 }, "offset 4")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00, 0x00, 0xD8, 0x62, 0x00 }, "offset 4")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0x00, 0x61, 0xDC, 0x00 }, "offset 4")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0x00, 0x61, 0xD8, 0x00 }, "offset 4")]
    public void Read_NamesTheFirstOffendingByte_WhenTheFileIsNotText(byte[] bytes, string defect)
    {
        string message = Assert.Throws<InputException>(() => Read(bytes)).Message;
        Assert.StartsWith($"{Target}: ", message, StringComparison.Ordinal);
        Assert.Contains(defect, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    /// <summary>A mark is certain; so is the form of bytes that make sense in one form only.</summary>
    [Theory]
    [InlineData("utf-8", true, false)]
    [InlineData("utf-16le", true, true)]
    [InlineData("utf-16be", true, true)]
    [InlineData("utf-32le", true, true)]
    [InlineData("utf-32be", true, true)]
    [InlineData("utf-8", false, false)]
    [InlineData("utf-16le", false, true)]
    [InlineData("utf-16be", false, true)]
    [InlineData("utf-32le", false, true)]
    [InlineData("utf-32be", false, true)]
    public void Load_ReadsUnicode_WithAMarkAndWithout(string name, bool hasMark, bool isSaid)
    {
        foreach (string text in new[] { "a\nb", "größe — “sí” 😀\n", "Широка страна\n", "吾輩は猫である。\n", "كل الناس\n", "一 一一一\n" })
        {
            Encoding encoding = CharacterSet.Find(name);
            File.WriteAllBytes(Target, [.. hasMark ? Mark(name) : [], .. encoding.GetBytes(text)]);
            TextContents contents = TextFile.Load(Target);
            Assert.Equal((text, name), (contents.Text, contents.CharacterSet));
            Assert.Equal(isSaid, contents.Remarks.Count == 1);
            Assert.All(contents.Remarks, remark => Assert.StartsWith($"{Target}: read as {name}, ", remark, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("windows-1251", "Широка страна моя родная, много в ней лесов, полей и рек.\n")]
    [InlineData("koi8-r", "Широка страна моя родная, много в ней лесов, полей и рек.\n")]
    [InlineData("windows-1252", "It’s the “best” of times — naïve, said the façade of the café.\n")]
    [InlineData("windows-1252", "Die Straße führt über die Brücke; schöne Mädchen grüßen böse Männer.\n")]
    [InlineData("windows-1252", "a café\n")]
    [InlineData("windows-1250", "Všichni lidé rodí se svobodní a sobě rovní co do důstojnosti a práv.\n")]
    [InlineData("windows-1254", "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler.\n")]
    [InlineData("shift_jis", "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。\n")]
    [InlineData("euc-jp", "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。\n")]
    [InlineData("iso-2022-jp", "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。\n")]
    [InlineData("gb18030", "道可道，非常道。名可名，非常名。无名天地之始；有名万物之母。\n")]
    [InlineData("big5", "道可道，非常道。名可名，非常名。無名天地之始；有名萬物之母。\n")]
    [InlineData("euc-kr", "모든 국민은 법 앞에 평등하다. 누구든지 차별을 받지 아니한다.\n")]
    public void Load_TellsTheCharacterSet_OfShortAndLongTexts(string name, string sentence)
    {
        string english = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog.\n", 8000));
        foreach (string text in new[] { sentence, string.Concat(Enumerable.Repeat(sentence, 3000)), english + sentence + english })
        {
            File.WriteAllBytes(Target, CharacterSet.Find(name).GetBytes(text));
            TextContents contents = TextFile.Load(Target, CharacterSet.Auto);
            Assert.Equal(text, contents.Text);
            string remark = Assert.Single(contents.Remarks);
            Assert.StartsWith($"{Target}: read as {CharacterSet.NameOf(CharacterSet.Find(contents.CharacterSet))}, ", remark, StringComparison.Ordinal);
            Assert.EndsWith("; --encoding names another", remark, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a café\n")]
    [InlineData("for £5\n")]
    public void Load_SaysThatItGuesses_WhenFewBytesAreBeyondAscii(string text)
    {
        File.WriteAllBytes(Target, Encoding.Latin1.GetBytes(text));
        Assert.Equal(text, TextFile.Load(Target).Text);
        Assert.Equal($"{Target}: read as windows-1252, but this is a guess; --encoding names another",
            Assert.Single(TextFile.Load(Target, CharacterSet.Auto).Remarks));
    }

    /// <summary>How the character set was found, in every way.</summary>
    [Theory]
    [InlineData("utf-16le", true, "by its byte order mark")]
    [InlineData("utf-32be", true, "by its byte order mark")]
    [InlineData("utf-16le", false, "which has no byte order mark here; --encoding names another")]
    [InlineData("iso-2022-jp", false, "by its escape sequences; --encoding names another")]
    [InlineData("windows-1251", false, "which its bytes suggest; --encoding names another")]
    public void Load_SaysWhatItFoundTheCharacterSetBy(string name, bool hasMark, string remark)
    {
        string text = string.Concat(Enumerable.Repeat(name == "windows-1251" ? "Широка страна моя родная.\n" : "吾輩は猫である。名前はまだ無い。\n", 100));
        File.WriteAllBytes(Target, [.. hasMark ? Mark(name) : [], .. CharacterSet.Find(name).GetBytes(text)]);
        Assert.Equal($"{Target}: read as {name}, {remark}", Assert.Single(TextFile.Load(Target).Remarks));
    }

    /// <summary>A character set in which some bytes are control characters, which no text means, is none of the file.</summary>
    [Fact]
    public void Load_TakesNoCharacterSet_InWhichBytesAreControlCharacters()
    {
        byte[] text = CharacterSet.Find("iso-8859-5").GetBytes(string.Concat(Enumerable.Repeat("Широка страна моя родная, много в ней лесов.\n", 100)));
        File.WriteAllBytes(Target, text);
        Assert.Equal("iso-8859-5", TextFile.Load(Target).CharacterSet);
        text[44] = 0x85;
        File.WriteAllBytes(Target, text);
        Assert.EndsWith("its character set is unclear, so save it as UTF-8 text or pass --encoding",
            Assert.Throws<InputException>(() => TextFile.Load(Target)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CharacterSet.Auto, false)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16le", false)]
    [InlineData("utf-32be", false)]
    [InlineData("windows-1251", false)]
    [InlineData("windows-1251", true)]
    public void Load_RefusesAnEmptyFile_InEveryCharacterSet(string encoding, bool isOther)
    {
        File.WriteAllBytes(Target, []);
        Assert.Equal($"{Target}: the file is empty; it must hold text", Assert.Throws<InputException>(() => TextFile.Load(Target, encoding, isOther)).Message);
    }

    /// <summary>A file with one wrong byte is not read as another character set, which would turn all of its letters into others.</summary>
    [Fact]
    public void Load_Refuses_DamagedUtf8()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("größe über alles\n", 100)));
        text[500] = 0xE4;
        File.WriteAllBytes(Target, text);
        Assert.Equal($"{Target}: byte 0xE4 at offset 500 is not valid UTF-8; save the file as UTF-8 text",
            Assert.Throws<InputException>(() => TextFile.Load(Target, CharacterSet.Auto)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    public void Load_Refuses_BinaryFiles_AlsoWithoutZeros(int least)
    {
        var bytes = new byte[5000];
        uint state = 1;
        for (int place = 0; place < bytes.Length; place++)
            bytes[place] = (byte)Math.Max(least, (state = (state * 1_664_525) + 1_013_904_223) >> 24);
        File.WriteAllBytes(Target, bytes);
        string message = Assert.Throws<InputException>(() => TextFile.Load(Target, CharacterSet.Auto)).Message;
        Assert.Contains(least == 1 ? "it is full of control characters, so this is a binary file; it must hold text" : "its character set is unclear, so save it as UTF-8 text or pass --encoding", message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TakesTheNamedCharacterSet()
    {
        File.WriteAllBytes(Target, [0xC0, 0xE1, 0xE2, (byte)'\r', (byte)'\n']);
        foreach (string name in new[] { "windows-1251", "Windows-1251", "cp1251", "1251" })
        {
            TextContents contents = TextFile.Load(Target, name);
            Assert.Equal(("Абв\n", "windows-1251"), (contents.Text, contents.CharacterSet));
            Assert.Empty(contents.Remarks);
        }

        File.WriteAllBytes(Target, [.. "é😀"u8]);
        Assert.Equal("é😀", TextFile.Load(Target, "utf8").Text);
        Assert.Equal($"{Target}: read as windows-1251, though its bytes are those of utf-8 too", Assert.Single(TextFile.Load(Target, "windows-1251").Remarks));
    }

    [Fact]
    public void Load_Refuses_WhatTheNamedCharacterSetIsNot()
    {
        File.WriteAllBytes(Target, [65, 66, 0x81, 0xFF, 67]);
        Assert.Equal($"{Target}: byte 0x81 at offset 2 is not valid SHIFT_JIS; pass the right --encoding",
            Assert.Throws<InputException>(() => TextFile.Load(Target, "shift_jis")).Message);
        File.WriteAllBytes(Target, [0xFE, 0xFF, 0, 65]);
        Assert.Equal("A", TextFile.Load(Target, "utf-16").Text);
        Assert.Equal($"{Target}: it begins with the byte order mark of utf-16be, so it is not windows-1252; leave out --encoding",
            Assert.Throws<InputException>(() => TextFile.Load(Target, "windows-1252")).Message);
    }

    /// <summary>The character set of a model's text stands in for a guess, but not for what another text shows.</summary>
    [Fact]
    public void Load_TakesTheNameOfAnotherTextsCharacterSet_OnlyWhereItWouldGuess()
    {
        File.WriteAllBytes(Target, [.. "é😀"u8]);
        Assert.Equal("é😀", TextFile.Load(Target, "windows-1251", isOther: true).Text);
        File.WriteAllBytes(Target, [0xC0, 0xE1]);
        TextContents contents = TextFile.Load(Target, "windows-1251", isOther: true);
        Assert.Equal("Аб", contents.Text);
        Assert.Equal($"{Target}: read as windows-1251, as the run's own text", Assert.Single(contents.Remarks));
    }

    [Fact]
    public void Mistake_ListsTheUsualNames_AndTheNearest()
    {
        Assert.Null(CharacterSet.Mistake("auto"));
        Assert.Null(CharacterSet.Mistake("ISO-8859-15"));
        string mistake = CharacterSet.Mistake("windows-1521")!;
        Assert.Contains("utf-8, ", mistake, StringComparison.Ordinal);
        Assert.EndsWith("did you mean 'windows-1251'?", mistake, StringComparison.Ordinal);
        Assert.EndsWith("gb18030, big5, euc-kr", CharacterSet.Mistake("klingon"), StringComparison.Ordinal);
        Assert.StartsWith("klingon: no character set is called so; the usual ones are auto, utf-8, ",
            Assert.Throws<InputException>(() => CharacterSet.Find("klingon")).Message, StringComparison.Ordinal);
        Assert.All(new[] { "", "0", "cp0", "utf-7", "65000", "none", "99999999999" }, name => Assert.NotNull(CharacterSet.Mistake(name)));
    }

    [Fact]
    public void Load_ReadsAPackedText()
    {
        File.WriteAllBytes(Target, SampleData.Pack([.. "größe\r\n"u8]));
        Assert.Equal("größe\n", TextFile.Load(Target).Text);
    }

    /// <summary>A line may be as long as the file, and other line ends than CR LF stay.</summary>
    [Fact]
    public void Read_KeepsLongLines_AndOtherLineEnds()
    {
        string text = new string('x', 1_000_000) + "\ra\u0085b\u2028c";
        File.WriteAllText(Target, text);
        Assert.Equal(text, TextFile.Load(Target).Text);
    }

    /// <summary>Sparse files: they take no room on the disk, and are refused before a byte of them is read.</summary>
    [Theory]
    [InlineData(1_200_000_000, "1,200,000,000 bytes")]
    [InlineData(3_000_000_000, "3,000,000,000 bytes")]
    public void Load_RefusesALongText_WithNameSizeAndLimit(long length, string size)
    {
        using (FileStream file = File.Create(Target))
            file.SetLength(length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<InputException>(() => TextFile.Load(Target)).Message;
        Assert.StartsWith($"{Target}: {size}; a text of at most 1,000,000,000 bytes is read", message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Read_Throws_WhenThereIsNoFile()
    {
        Assert.EndsWith("there is no such file", Assert.Throws<InputException>(() => TextFile.Load(Target)).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => TextFile.Load(Path.Combine(_folder.Path, "none", "a.txt")));
        Assert.Contains("folder", Assert.Throws<InputException>(() => TextFile.Load(_folder.Path)).Message, StringComparison.Ordinal);
    }

    static byte[] Mark(string name) => name switch
    {
        "utf-8" => [0xEF, 0xBB, 0xBF],
        "utf-16le" => [0xFF, 0xFE],
        "utf-16be" => [0xFE, 0xFF],
        "utf-32le" => [0xFF, 0xFE, 0, 0],
        _ => [0, 0, 0xFE, 0xFF],
    };
}
