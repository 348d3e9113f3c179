using Unroll.Naming;

namespace Unroll.Studies.Data.Prices;

/// <summary>The prices of a run: a data set by its name, synthetic ones, or files.</summary>
public static class PriceData
{
    /// <summary>Reads and aligns prices.</summary>
    /// <param name="data">"stocks", "synthetic", or one path per share.</param>
    /// <param name="seed">Of synthetic prices.</param>
    /// <exception cref="InputException">There are no such prices, or they are wrong; one line says what would be right.</exception>
    public static AlignedPrices Load(IReadOnlyList<string> data, long seed = 1) => Load(data, seed, DataLocator.FromEnvironment());

    /// <summary>Reads and aligns prices of the shares that a model was trained on.</summary>
    /// <param name="data">"stocks", "synthetic", or one path per share, in any order.</param>
    /// <param name="scaler">The numbers of the model.</param>
    /// <exception cref="InputException">There are no such prices, they are wrong, or of other shares.</exception>
    internal static AlignedPrices Load(IReadOnlyList<string> data, FeatureScaler scaler) =>
        AlignedPrices.Join(ShareMatch.Order(FeatureScaler.SharesOf(scaler.Features), Read(data, seed: 1, DataLocator.FromEnvironment())));

    internal static AlignedPrices Load(IReadOnlyList<string> data, long seed, DataLocator locator)
    {
        ArgumentNullException.ThrowIfNull(data);
        return AlignedPrices.Join(Read(data, seed, locator));
    }

    static IReadOnlyList<PriceHistory> Read(IReadOnlyList<string> data, long seed, DataLocator locator) =>
        data is [SyntheticPrices.Name] && !File.Exists(SyntheticPrices.Name)
            ? [.. SyntheticPrices.Create(seed: seed)]
            : [.. Locate(data, locator).Select(Read)];

    /// <summary>The files of prices; none of synthetic ones.</summary>
    /// <param name="data">"stocks", "synthetic", or one path per share.</param>
    /// <exception cref="InputException">The data set is not at hand, or there is no such file.</exception>
    public static IReadOnlyList<string> Locate(IReadOnlyList<string> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data is [SyntheticPrices.Name] && !File.Exists(SyntheticPrices.Name))
            return [];
        IReadOnlyList<string> files = Locate(data, DataLocator.FromEnvironment());
        foreach (string file in files.Where(file => !File.Exists(file)))
            Read(file);
        return files;
    }

    static IReadOnlyList<string> Locate(IReadOnlyList<string> data, DataLocator locator) =>
        data is [{ } name] && !File.Exists(name) && DataCatalogue.Of(DataKind.Prices).FirstOrDefault(source => source.Name == name) is { } source
            ? locator.Locate(source) ?? throw new InputException(
                $"{name}: not on this machine yet; see 'unroll data get {name}', "
                + $"set {DataLocator.Variable} to the folder of the data, or try --data {SyntheticPrices.Name}")
            : data;

    static PriceHistory Read(string path)
    {
        if (File.Exists(path) || Directory.Exists(path))
            return PriceFile.Read(path);
        string[] known = [.. DataCatalogue.Of(DataKind.Prices).Select(source => source.Name), SyntheticPrices.Name];
        if (known.Contains(path))
            throw new InputException($"{path}: a data set cannot be combined with other names");
        string nearest = NearestName.Find(path, known) is { } near ? $"; did you mean '{near}'?" : "";
        throw new InputException($"{path}: there is no such file and no data set of that name; known are {string.Join(", ", known)}{nearest}");
    }
}
