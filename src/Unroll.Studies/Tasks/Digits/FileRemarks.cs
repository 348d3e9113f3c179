namespace Unroll.Studies.Tasks.Digits;

/// <summary>Remarks on files; what is to be said of several is said once.</summary>
sealed class FileRemarks
{
    readonly List<(string Remark, List<string> Files)> _remarks = [];

    /// <summary>One line per remark: "a.png: blank", "a.png and 3 others: blank".</summary>
    public IReadOnlyList<string> Lines => [.. _remarks.Select(one => one.Files.Count switch
    {
        1 => $"{one.Files[0]}: {one.Remark}",
        2 => $"{one.Files[0]} and {one.Files[1]}: {one.Remark}",
        int count => $"{one.Files[0]} and {count - 1} others: {one.Remark}",
    })];

    public void Add(string file, string remark)
    {
        int known = _remarks.FindIndex(one => one.Remark == remark);
        if (known < 0)
            _remarks.Add((remark, [file]));
        else
            _remarks[known].Files.Add(file);
    }
}
