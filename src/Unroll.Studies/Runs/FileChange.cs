using System.Globalization;
using Unroll.Studies.Data;

namespace Unroll.Studies.Runs;

/// <summary>Whether the files that a run was made from are still the same.</summary>
static class FileChange
{
    /// <summary>Requires that nothing has changed.</summary>
    /// <param name="then">The files when the run was made; empty where they are not known, as of a new run.</param>
    /// <param name="now">The files now.</param>
    /// <param name="advice">What can be done beside bringing the files back.</param>
    /// <exception cref="InputException">A file has changed; the message names it and what changed.</exception>
    public static void Require(IReadOnlyList<FileIdentity> then, IReadOnlyList<FileIdentity> now, string advice)
    {
        if (Describe(then, now) is { } change)
            throw new InputException($"{change}; bring back what the run was made from, or {advice}");
    }

    /// <summary>What has changed, in words; null for nothing, or where nothing is known of the files then. Where the files are does not matter.</summary>
    public static string? Describe(IReadOnlyList<FileIdentity> then, IReadOnlyList<FileIdentity> now)
    {
        if (then.Count == 0)
            return null;
        if (then.Count != now.Count)
            return $"the run was made from {Count(then)} ({string.Join(", ", then.Select(file => file.RelativePath))}), now there are {now.Count}";
        foreach ((FileIdentity before, FileIdentity after) in then.Zip(now))
            if (before.Sha256 != after.Sha256)
                return $"{after.RelativePath}: the file has changed since the run was made from it: {Bytes(before, after)}";
        return null;
    }

    static string Bytes(FileIdentity before, FileIdentity after) => before.Length == after.Length
        ? string.Create(CultureInfo.InvariantCulture, $"{before.Length:N0} bytes as before, with other contents")
        : string.Create(CultureInfo.InvariantCulture, $"{before.Length:N0} bytes then, {after.Length:N0} now");

    static string Count(IReadOnlyList<FileIdentity> files) => files.Count == 1 ? "1 file" : $"{files.Count} files";
}
