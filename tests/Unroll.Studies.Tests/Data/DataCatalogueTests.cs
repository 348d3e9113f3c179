using System.Security.Cryptography;
using Unroll.Studies.Data;
using Unroll.Studies.Tests.Support;

namespace Unroll.Studies.Tests.Data;

public sealed class DataCatalogueTests
{
    [Fact]
    public void Find_ReturnsTheDataSet()
    {
        DataFile file = Assert.Single(DataCatalogue.Find("shakespeare").Files);
        Assert.Equal("text/tinyshakespeare.txt", file.RelativePath);
        Assert.Equal(1_115_394, file.Size);
    }

    [Fact]
    public void Find_SuggestsTheNearestName()
    {
        string near = Assert.Throws<InputException>(() => DataCatalogue.Find("shakespere")).Message;
        Assert.Equal("no data set is called 'shakespere'; did you mean 'shakespeare'?", near);
        Assert.Contains("there are: shakespeare, mnist, stocks, tweets, m4-hourly, m4-weekly, etth1, etth2", Assert.Throws<InputException>(() => DataCatalogue.Find("bible")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Of_GivesTheSetsOfAKind() =>
        Assert.Equal(["shakespeare", "stocks", "mnist", "tweets", "m4-hourly", "m4-weekly", "etth1", "etth2"],
            Enum.GetValues<DataKind>().SelectMany(DataCatalogue.Of).Select(source => source.Name));

    [DataTheory("shakespeare", "mnist", "stocks", "tweets", "m4-hourly", "m4-weekly", "etth1", "etth2")]
    [InlineData("shakespeare")]
    [InlineData("mnist")]
    [InlineData("stocks")]
    [InlineData("tweets")]
    [InlineData("m4-hourly")]
    [InlineData("m4-weekly")]
    [InlineData("etth1")]
    [InlineData("etth2")]
    public void Checksums_AreThoseOfTheFiles(string name)
    {
        DataSource source = DataCatalogue.Find(name);
        foreach ((DataFile file, string path) in source.Files.Zip(DataLocator.FromEnvironment().Locate(source)!))
            Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(PackedFile.ReadAllBytes(path, 1 << 27))));
    }

    [Fact]
    public void All_HasUniqueNames_AndCompleteFiles()
    {
        Assert.Distinct(DataCatalogue.All.Select(dataSet => dataSet.Name));
        Assert.Distinct(DataCatalogue.All.SelectMany(dataSet => dataSet.Files).Select(file => file.RelativePath));
        foreach (DataFile file in DataCatalogue.All.SelectMany(dataSet => dataSet.Files))
        {
            Assert.Matches("^[0-9a-f]{64}$", file.Sha256);
            Assert.True(file.Size > 0);
            Assert.True(file.Source is null or { Scheme: "https" });
            Assert.DoesNotContain('\\', file.RelativePath);
            Assert.False(Path.IsPathRooted(file.RelativePath));
        }
    }
}
