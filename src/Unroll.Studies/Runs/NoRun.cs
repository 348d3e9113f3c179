namespace Unroll.Studies.Runs;

/// <summary>Says of a path that is no run folder what it is, and what would be right.</summary>
static class NoRun
{
    const string RunIs = "a run folder is what 'unroll train' printed at its end";

    public static InputException Explain(string path)
    {
        if (File.Exists(path))
            return new InputException($"{path}: {OfFile(path)}");
        if (!Directory.Exists(path))
            return new InputException($"{path}: there is no such folder; {RunIs}");
        return new InputException($"{path}: {OfFolder(path)}");

        static bool Exists(string folder) => File.Exists(new RunFolder(folder).Configuration);

        static string OfFile(string path)
        {
            string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full)!, parent = Path.GetDirectoryName(folder) ?? folder;
            bool isCheckpoint = Path.GetExtension(path) == ".safetensors";
            if (Exists(folder))
                return $"is a file of a run; name its folder, {Shown(folder)}";
            if (isCheckpoint && Exists(parent))
                return $"is a checkpoint; name the folder of its run, {Shown(parent)}, with --checkpoint {Path.GetFileName(path)}";
            return isCheckpoint ? "is a checkpoint; name the folder of a run, with --checkpoint and this file" : $"is a file; {RunIs}";
        }

        static string OfFolder(string path)
        {
            string full = Path.GetFullPath(path), parent = Path.GetDirectoryName(full) ?? full;
            if (File.Exists(Path.Combine(path, "study.json")))
                return "is the folder of a study; name the folder of one of its trainings, cells/CELL/SEED in it";
            if (File.Exists(Path.Combine(path, "tuning.json")))
                return "is the folder of a tuning; name the folder of one of its trainings, trials/NUMBER/SEED in it";
            if (Exists(parent))
                return $"is a folder in a run; name the run's own, {Shown(parent)}";
            string[] inside = Directory.GetFileSystemEntries(path), runs = [.. inside.Where(Exists).Order(StringComparer.Ordinal)];
            return inside.Length == 0 ? $"is an empty folder; {RunIs}"
                : runs.Length == 0 ? $"not a run folder, it has no config.json; {RunIs}"
                : $"a folder with {(runs.Length == 1 ? "a run" : $"{runs.Length} runs")} in it; name one of them, as "
                    + $"{Shown(Path.GetFullPath(runs[0]))}; 'unroll runs' lists them";
        }

        static string Shown(string folder) => Path.GetRelativePath(Directory.GetCurrentDirectory(), folder) is var relative
            && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : folder;
    }
}
