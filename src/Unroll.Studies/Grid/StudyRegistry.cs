using System.Reflection;
using System.Text;
using Unroll.Naming;

namespace Unroll.Studies.Grid;

/// <summary>The studies that come with the program: one JSON file each.</summary>
public static class StudyRegistry
{
    const string Folder = "studies/";
    const string Extension = ".json";

    static readonly Assembly s_assembly = typeof(StudyRegistry).Assembly;

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Select(name => name[Folder.Length..^Extension.Length])
        .Order(StringComparer.Ordinal)];

    /// <summary>The study of a name, or that of a file.</summary>
    /// <param name="nameOrFile">A name of the list, or the path of a JSON file.</param>
    /// <exception cref="InputException">There is no such study, or the file is none.</exception>
    public static Study Find(string nameOrFile)
    {
        ArgumentNullException.ThrowIfNull(nameOrFile);
        if (Names.Contains(nameOrFile))
            return StudyReader.Read(Text(nameOrFile), nameOrFile + Extension);
        if (File.Exists(nameOrFile))
            return StudyReader.ReadFile(nameOrFile);
        if (Directory.Exists(nameOrFile))
            throw new InputException($"{nameOrFile}: is a folder; a study is a name that 'unroll study list' shows, or a JSON file");
        throw new InputException(NearestName.Clause($"{nameOrFile}: there is no study of that name and no such file", nameOrFile, Names));
    }

    static string Text(string name)
    {
        using Stream stream = s_assembly.GetManifestResourceStream(Folder + name + Extension)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
