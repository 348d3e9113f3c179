using Unroll.Naming;
using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.Prices;

/// <summary>The prices of a run: a data set by its name, synthetic ones, or files.</summary>
public static class PriceData
{
    /// <summary>Reads and aligns prices.</summary>
    /// <param name="data">"stocks", "synthetic", or one path per share.</param>
    /// <param name="seed">Of synthetic prices.</param>
    /// <param name="format">How the files are written, as far as that is not to be found out.</param>
    /// <param name="shares">The shares to take, in their order; empty for those that the files hold.</param>
    /// <exception cref="InputException">There are no such prices, or they are wrong; one line says what would be right.</exception>
    public static AlignedPrices Load(IReadOnlyList<string> data, long seed = 1, TableFormat? format = null, IReadOnlyList<string>? shares = null) =>
        Load(data, seed, DataLocator.FromEnvironment(), format, shares);

    /// <summary>Reads and aligns prices of the shares that a model was trained on.</summary>
    /// <param name="data">"stocks", "synthetic", or one path per share, in any order.</param>
    /// <param name="trained">The shares of the model, in its order.</param>
    /// <param name="format">How the files are written, as far as that is not to be found out.</param>
    /// <param name="names">Which file or which name is which share, as the user says it.</param>
    /// <exception cref="InputException">There are no such prices, they are wrong, or of other shares.</exception>
    internal static AlignedPrices Load(IReadOnlyList<string> data, IReadOnlyList<string> trained, TableFormat format, IReadOnlyList<string> names)
    {
        IReadOnlyDictionary<string, string> said = ShareNames.Read(names, trained);
        string[] inData = [.. trained.Select(share =>
            said.TryGetValue(share, out string? name) && !data.Any(file => ShareNames.IsFile(file, name)) ? name : share)];
        return AlignedPrices.Join(ShareMatch.Order(trained, Read(data, seed: 1, DataLocator.FromEnvironment(), format, inData), said));
    }

    internal static AlignedPrices Load(
        IReadOnlyList<string> data, long seed, DataLocator locator, TableFormat? format = null, IReadOnlyList<string>? shares = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        IReadOnlyList<PriceHistory> histories = Read(data, seed, locator, format, shares ?? []);
        return AlignedPrices.Join(shares is { Count: > 0 } ? Choose(shares, histories) : histories);
    }

    /// <summary>The shares that the user names, out of more than these; or the files called so.</summary>
    static IReadOnlyList<PriceHistory> Choose(IReadOnlyList<string> shares, IReadOnlyList<PriceHistory> histories)
    {
        PriceHistory?[] found =
            [.. shares.Select(share => histories.FirstOrDefault(history => string.Equals(history.Name, share, StringComparison.OrdinalIgnoreCase)))];
        return found.Contains(null) ? ShareMatch.Order(shares, histories) : found!;
    }

    static IReadOnlyList<PriceHistory> Read(
        IReadOnlyList<string> data, long seed, DataLocator locator, TableFormat? format, IReadOnlyList<string> shares) =>
        data is [SyntheticPrices.Name] && !File.Exists(SyntheticPrices.Name)
            ? SyntheticPrices.Create(seed: seed)
            : [.. Locate(data, locator).SelectMany(path => Read(path, shares, format))];

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
            Read(file, [], null);
        return files;
    }

    static IReadOnlyList<string> Locate(IReadOnlyList<string> data, DataLocator locator) =>
        data is [{ } name] && !File.Exists(name) && DataCatalogue.Of(DataKind.Prices).FirstOrDefault(source => source.Name == name) is { } source
            ? locator.Require(source, SyntheticPrices.Name)
            : data;

    static IReadOnlyList<PriceHistory> Read(string path, IReadOnlyList<string> shares, TableFormat? format)
    {
        if (File.Exists(path) || Directory.Exists(path))
            return PriceFile.ReadShares(path, shares, format);
        string[] known = [.. DataCatalogue.Of(DataKind.Prices).Select(source => source.Name), SyntheticPrices.Name];
        if (known.Contains(path))
            throw new InputException($"{path}: a data set cannot be combined with other names");
        throw new InputException(NearestName.Clause($"{path}: there is no such file and no data set of that name", path, known));
    }
}
