using System.Text;
using Unroll.Studies.Problems;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Digits;
using Unroll.Studies.Tasks.Memory;
using Unroll.Studies.Tasks.Sequences;
using Unroll.Studies.Tasks.Shapes;
using Unroll.Studies.Tasks.Text;
using Unroll.Tests.Support;

namespace Unroll.Studies.Tests.Runs;

/// <summary>Every kind of insight comes back as it was written, and a damaged one is refused.</summary>
public sealed class InsightFileTests : IDisposable
{
    static readonly TextInsight s_text = new(["a", "\n"], [0.5, 0.25], [[new SymbolGuess("b", 0.75)], []], [new UnitTrace(3, "brackets", 0.5, [1, -1])],
        [1, double.NaN, double.PositiveInfinity]);

    static readonly SequenceInsight s_sequence = new(5, [0.5, 1], [new SequenceExample(true, "1 2", ["2", "1"], ["2", "1"])]);

    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Text_ComesBack_OrIsRefused() => Check(s_text.ToFile(), path => TextInsight.Read(path).ToFile());

    [Fact]
    public void Digits_ComeBack_OrAreRefused() =>
        Check(new DigitsInsight(10, 1, [new MisreadDigit(7, 4, 9, 0.98, 1, 2, [0, 255])]).ToFile(), path => DigitsInsight.Read(path).ToFile());

    [Fact]
    public void Memory_ComesBack_OrIsRefused() =>
        Check(new MemoryInsight([new RecalledWord("hello", "hell", [new RecalledLetter("o", 0.9, "p", 0.1)])]).ToFile(), path => MemoryInsight.Read(path).ToFile());

    [Fact]
    public void Sequences_ComeBack_OrAreRefused() => Check(s_sequence.ToFile(), path => SequenceInsight.Read(path).ToFile());

    [Fact]
    public void Written_ComeBack_OrAreRefused() => Check(new WrittenInsight(1, 2, [[0, 255]]).ToFile(), path => WrittenInsight.Read(path).ToFile());

    [Theory]
    [InlineData("\"probabilities\":[0.5,0.25]", "\"probabilities\":[0.5]")]
    [InlineData("\"values\":[1,-1]", "\"values\":[1]")]
    [InlineData("[{\"symbol\":\"b\",\"probability\":0.75}]", "[null]")]
    [InlineData("\"symbols\":[\"a\"", "\"symbols\":[null")]
    public void Read_Refuses_WhatDoesNotFitTogether(string whole, string damaged)
    {
        string json = s_text.ToFile()[InsightFile.Name];
        Assert.Contains(whole, json, StringComparison.Ordinal);
        File.WriteAllText(_folder.File("insight.json"), json.Replace(whole, damaged, StringComparison.Ordinal));
        Assert.StartsWith(_folder.File("insight.json") + ": damaged (",
            Assert.Throws<InvalidDataException>(() => TextInsight.Read(_folder.File("insight.json"))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    void Check(IReadOnlyDictionary<string, string> file, Func<string, IReadOnlyDictionary<string, string>> again)
    {
        (string name, string json) = Assert.Single(file);
        string path = _folder.File(name);
        File.WriteAllText(path, json);
        Assert.Equal(json, again(path)[name]);
        Damage.Escapes(Damage.OfJson(json, 300).Concat(Damage.OfText(json, 100)), text =>
        {
            File.WriteAllText(path, text, new UTF8Encoding(false));
            again(path);
        }, typeof(InvalidDataException));
    }
}
