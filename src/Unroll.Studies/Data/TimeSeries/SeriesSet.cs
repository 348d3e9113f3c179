using Unroll.Forecasting;
using Unroll.Naming;

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>A public set of series.</summary>
/// <param name="Series">The series; of a competition's what was given to those who took part.</param>
/// <param name="Test">The values after each, which a competition asked for; null where a set has no such part.</param>
public sealed record SeriesSet(IReadOnlyList<Series> Series, IReadOnlyList<Series>? Test)
{
    /// <summary>Reads a data set.</summary>
    /// <param name="name">"m4-hourly", "m4-weekly", "etth1" or "etth2".</param>
    /// <exception cref="InputException">There is no such set of series, or it is not at hand.</exception>
    public static SeriesSet Load(string name)
    {
        DataSource source = DataCatalogue.Find(name);
        if (source.Kind != DataKind.Series)
            throw new InputException(NearestName.Clause($"{name}: is no data set of series", name, Names));
        IReadOnlyList<string> files = DataLocator.FromEnvironment().Require(source);
        if (!IsOfACompetition(source))
            return new SeriesSet(SeriesReader.Read(files, AllVariables).Series, null);
        IReadOnlyList<Series> given = SeriesReader.Read([files[0]], layout: SeriesLayout.Wide).Series;
        IReadOnlyList<Series> asked = SeriesReader.Read([files[1]], layout: SeriesLayout.Wide).Series;
        return given.Select(one => one.Name).SequenceEqual(asked.Select(one => one.Name))
            ? new SeriesSet(given, asked)
            : throw new InputException($"{files[1]}: its series are not those of {files[0]}; get both files again");
    }

    /// <summary>The files of series: the one that is given of a data set, or the files themselves.</summary>
    /// <param name="data">The name of a data set, or one path or several.</param>
    /// <exception cref="InputException">There is no such file and no data set of that name, it is not at hand, or a file is named twice.</exception>
    public static IReadOnlyList<string> Locate(IReadOnlyList<string> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (Find(data) is { } source)
            return [DataLocator.FromEnvironment().Require(source)[0]];
        if (data.FirstOrDefault(path => !Path.Exists(path)) is { } missing)
            throw new InputException(Names.Contains(missing)
                ? $"{missing}: a data set cannot be combined with other names"
                : NearestName.Clause($"{missing}: there is no such file and no data set of that name", missing, Names));
        string[] paths = [.. data.Select(Path.GetFullPath)];
        return data.Where((_, place) => Array.IndexOf(paths, paths[place]) < place).FirstOrDefault() is { } again
            ? throw new InputException($"{again}: the file is named twice; name it once")
            : data;
    }

    /// <summary>Whether data are a data set, and no files.</summary>
    internal static bool IsName(IReadOnlyList<string> data) => Find(data) is not null;

    /// <summary>How the files of data hold series: a data set knows it.</summary>
    internal static SeriesLayout LayoutOf(IReadOnlyList<string> data, SeriesLayout otherwise) =>
        Find(data) is not { } source ? otherwise : IsOfACompetition(source) ? SeriesLayout.Wide : SeriesLayout.Long;

    static SeriesColumns AllVariables => new() { Targets = ["HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT"] };

    static string[] Names => [.. DataCatalogue.Of(DataKind.Series).Select(source => source.Name)];

    /// <summary>A file of what was given and one of what was asked for.</summary>
    static bool IsOfACompetition(DataSource source) => source.Files.Count == 2;

    static DataSource? Find(IReadOnlyList<string> data) =>
        data is [{ } name] && !Path.Exists(name) ? DataCatalogue.Of(DataKind.Series).FirstOrDefault(source => source.Name == name) : null;
}
