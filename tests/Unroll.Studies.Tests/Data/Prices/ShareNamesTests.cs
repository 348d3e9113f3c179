using Unroll.Studies.Data.Prices;

namespace Unroll.Studies.Tests.Data.Prices;

public class ShareNamesTests
{
    const string NoSuchShare = "the model has no such share; it was trained on AAPL, GC, GC=F; say which is which as in --share AAPL=FILE";

    static readonly string[] s_shares = ["AAPL", "GC", "GC=F"];

    [Theory]
    [InlineData("AAPL=new.csv", "AAPL", "new.csv")]
    [InlineData("aapl=a=b.csv", "AAPL", "a=b.csv")]
    [InlineData("AAPL", "AAPL", "AAPL")]
    [InlineData("GC=gold.csv", "GC", "gold.csv")]
    [InlineData("GC=F", "GC=F", "GC=F")]
    [InlineData("GC=F=gold.csv", "GC=F", "gold.csv")]
    public void Read_FindsTheShare_AndWhatItIsCalled(string word, string share, string name) =>
        Assert.Equal(KeyValuePair.Create(share, name), Assert.Single(ShareNames.Read([word], s_shares)));

    [Theory]
    [InlineData("MSFT=new.csv", NoSuchShare)]
    [InlineData("AAP=new.csv", NoSuchShare)]
    [InlineData("AAPL=", "name a file, or a share in the data, as in --share AAPL=FILE")]
    [InlineData("AAPL=a.csv aapl=b.csv", "AAPL is there twice")]
    public void Read_Refuses_WhatNamesNoShareOfTheModel(string words, string message) =>
        Assert.Equal($"--share {words.Split(' ')[^1]}: {message}", Assert.Throws<InputException>(() => ShareNames.Read(words.Split(' '), s_shares)).Message);
}
