using Unroll.Forecasting;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Data.Pictures;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Grid;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Stocks;
using Unroll.Studies.Tasks.Text;
using Unroll.Studies.Tests.Data;
using Unroll.Studies.Tests.Data.Digits;
using Unroll.Studies.Tests.Data.Pictures;
using Unroll.Studies.Tests.Grid;
using Unroll.Tests.Support;
using Unroll.Text;

namespace Unroll.Studies.Tests;

/// <summary>Every reader of a file documents the exceptions for damage, and no other escapes it.</summary>
public sealed class DamagedFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Tasks => [.. TaskRegistry.Tasks.Names];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Configuration_ThrowsInputException_AndWhatItAcceptsCanBeWritten(string task)
    {
        string json = TaskRegistry.Tasks.Find(task).CreateConfiguration().ToJson();
        Damage.Escapes(Damage.OfJson(json, 600).Concat(Damage.OfText(json, 200)), text => ConfigurationFile.FromJson(text, "config.json").ToJson(),
            typeof(InputException));
    }

    [Fact]
    public void Study_ThrowsInputException()
    {
        Damage.Escapes(Damage.OfJson(StudySamples.Memory, 600).Concat(Damage.OfText(StudySamples.Memory, 200)), text =>
        {
            Study study = StudyReader.Read(text, "study.json");
            foreach (StudyCell cell in study.Cells)
                cell.Configuration.ToJson();
        }, typeof(InputException));
    }

    [Theory]
    [InlineData("result.json",
        "{\"parameters\":12,\"epochs\":2,\"steps\":20,\"seconds\":1.5,\"synthetic\":false,\"failure\":null,\"figures\":{\"trainingLoss\":0.5,\"rmse.A\":null}}")]
    [InlineData("history.csv", "epoch,steps,seconds,learning_rate,loss,val_loss\n1,10,0.5,0.001,0.75,0.8\n2,20,0.5,0.001,0.5,0.6\n")]
    public void TrialResult_ThrowsInvalidDataException(string name, string content)
    {
        var run = new RunFolder(_folder.Path);
        File.WriteAllText(_folder.File("result.json"),
            "{\"parameters\":12,\"epochs\":2,\"steps\":20,\"seconds\":1.5,\"synthetic\":false,\"failure\":null,\"figures\":{}}");
        File.WriteAllText(run.History, "epoch,steps,seconds,loss\n1,10,0.5,0.75\n");
        File.WriteAllText(_folder.File(name), content);
        TrialResult.Read(_folder.Path);
        Damage.Escapes(Damage.OfJson(content, 300).Concat(Damage.OfText(content, 400)).Append("").Append("\n"), text =>
        {
            File.WriteAllBytes(_folder.File(name), System.Text.Encoding.UTF8.GetBytes(text));
            TrialResult read = TrialResult.Read(_folder.Path)!;
            foreach (string figure in read.Names)
                _ = read.Metric(figure) + read.Metric(figure + "@best") + read.Metric(figure + "@1");
        }, typeof(InvalidDataException));
    }

    [Fact]
    public void Png_ThrowsInputException()
    {
        byte[][] lines = [[1, 10, 20, 30, 0, 1, 2], [4, 1, 2, 3, 2, 1, 0], [3, 5, 5, 5, 5, 5, 5]];
        foreach (byte[] file in new[] { PngSample.Create(2, 3, 2, lines), PngSample.Create(6, 3, 3, lines, palette: new byte[3 * 40]) })
            Damage.Escapes(Damage.OfBytes(file, 500), bytes => PngFile.Read(Write(bytes)), typeof(InputException));
    }

    /// <summary>A reader that took the end of a file for zeros would search for ever.</summary>
    [Theory]
    [InlineData("5.jpg")]
    [InlineData("5_progressive.jpg")]
    [InlineData("5_cmyk.jpg")]
    [InlineData("5_exif6.jpg")]
    [InlineData("5.bmp")]
    [InlineData("5_mono.bmp")]
    [InlineData("5_animated.gif")]
    public void Picture_ThrowsInputException(string name)
    {
        byte[] file = File.ReadAllBytes(PictureSample.Path(name));
        Damage.Escapes(Damage.OfBytes(file, 300), bytes => PictureFile.Read(Write(bytes)), typeof(InputException));
        for (int length = 0; length < file.Length - 2; length += 1 + (length / 20))
            Assert.Throws<InputException>(() => PictureFile.Read(Write(file[..length])));
    }

    [Fact]
    public void Idx_ThrowsInputException_PackedOrNot()
    {
        byte[] file = IdxSample.Pictures(2, 2, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        Damage.Escapes(Damage.OfBytes(file, 300), bytes => PictureFile.Read(Write(bytes)), typeof(InputException));
        Damage.Escapes(Damage.OfBytes(SampleData.Pack(file), 500), bytes => PictureFile.Read(Write(bytes)), typeof(InputException));
        Damage.Escapes(Damage.OfBytes(SampleData.Pack(file), 300), bytes => PackedFile.ReadAllBytes(Write(bytes), 100), typeof(InputException));
    }

    [Fact]
    public void TextFile_ThrowsInputException_PackedOrNot()
    {
        foreach (byte[] text in new byte[][]
        {
            [.. "é😀 abc\r\n"u8], [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("é😀 abc\r\n")], System.Text.Encoding.UTF32.GetBytes("é😀 abc\r\n"),
        })
            foreach (byte[] file in new[] { text, SampleData.Pack(text) })
                Damage.Escapes(Damage.OfBytes(file, 300), bytes => TextFile.Load(Write(bytes)), typeof(InputException));
    }

    [Fact]
    public void TableCsv_ThrowsInvalidDataException()
    {
        const string Csv = "word,seed,completion,accuracy\nhello,h,\"e,l\",0.5\nworld,w,\"o\n\",1\n";
        Assert.Equal(2, TableCsv.Read(Write(System.Text.Encoding.UTF8.GetBytes(Csv))).Rows.Count);
        Damage.Escapes(Damage.OfText(Csv, 400).Append("").Select(System.Text.Encoding.UTF8.GetBytes), bytes =>
        {
            Table table = TableCsv.Read(Write(bytes));
            Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count));
        }, typeof(InvalidDataException));
    }

    [Fact]
    public void Prices_ThrowInputException()
    {
        const string Csv = "Date,Open,High,Low,Close,Adj Close,Volume\n2020-01-02,1,2,0.5,1.5,1.5,100\n2020-01-03,1.5,2,1,1.75,1.7,\"200\"\n2020-01-06,1,1,1,1,1,0\n";
        Damage.Escapes(Damage.OfText(Csv, 600).Select(System.Text.Encoding.UTF8.GetBytes).Concat(Damage.OfBytes(System.Text.Encoding.UTF8.GetBytes(Csv), 300)),
            bytes => PriceFile.Read(Write(bytes)), typeof(InputException));
    }

    [Fact]
    public void Series_ThrowInputException()
    {
        const string Csv = "time,shop,area,sales,holiday\n2024-01-01 22:00,a,7,1.5,0\n2024-01-01 23:00,a,7,,1\n2024-01-02 00:00,a,7,2,1\n2024-01-01 22:00,b,9,8,0\n"
            + "2024-01-01 23:00,b,9,-4,0\n2024-01-02 00:00,b,9,,1\n2024-01-02 02:00,a,7,,1\n2024-01-02 03:00,a,7,,0\n";
        var columns = new SeriesColumns { Series = "shop", Targets = ["sales"], Known = ["holiday"], Statics = ["area"] };
        foreach (SeriesColumns read in new[] { columns, columns with { Time = SeriesColumns.NoTimes }, new SeriesColumns { Targets = ["4"] } })
            Damage.Escapes(Damage.OfText(Csv, 400).Select(System.Text.Encoding.UTF8.GetBytes).Concat(Damage.OfBytes(System.Text.Encoding.UTF8.GetBytes(Csv), 200)),
                bytes => SeriesReader.Read([Write(bytes)], read), typeof(InputException));
        Damage.Escapes(Damage.OfText("n,V2,V3\nH1,1.5,2\nH2,7,\n", 400).Select(System.Text.Encoding.UTF8.GetBytes),
            bytes => SeriesReader.Read([Write(bytes)], layout: SeriesLayout.Wide), typeof(InputException));
    }

    [Fact]
    public void Metadata_ThrowInvalidDataException()
    {
        using var stocks = (StocksModel)new StocksConfiguration { Data = ["synthetic"], Units = 2, Layers = 1 }.Prepare(new RunOptions()).Model;
        string forecaster = ForecasterFile.Describe(stocks.Forecaster);
        foreach (string vocabulary in new[]
        {
            CharacterVocabulary.FromText("abc").ToJson(), WordVocabulary.FromText("a b, a b").ToJson(), new BytePairTrainer().Train("abc abc").ToJson(),
        })
            Damage.Escapes(Damage.OfJson(vocabulary, 200).Concat(Damage.OfText(vocabulary, 200)),
                text => TextModel.ReadVocabulary(new RunMetadata("best.safetensors", new Dictionary<string, string> { ["unroll.vocabulary"] = text })),
                    typeof(InvalidDataException));
        Damage.Escapes(Damage.OfJson(forecaster, 400).Concat(Damage.OfText(forecaster, 300)),
            text => StocksModel.ReadForecaster(new RunMetadata("best.safetensors", new Dictionary<string, string> { [ForecasterFile.Key] = text })),
                typeof(InvalidDataException));
    }

    public void Dispose() => _folder.Dispose();

    string Write(byte[] bytes)
    {
        string path = _folder.File("file");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
