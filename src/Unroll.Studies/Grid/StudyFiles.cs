using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Grid;

/// <summary>The files that a study leaves when it is done. With them alone, without the run folders, its report can be made again.</summary>
static class StudyFiles
{
    public static void Write(StudyResult result)
    {
        string folder = result.Folder;
        RunFolder.Write(StudyFolder.Csv(folder), SummaryTable.Create(result).ToCsv());
        RunFolder.Write(StudyFolder.Markdown(folder), SummaryMarkdown.Write(result));
        RunFolder.Write(StudyFolder.Epochs(folder), EpochTable.Create(result).ToCsv());
        if (EncoderTable.Create(result) is { } encoders)
            RunFolder.Write(StudyFolder.Encoders(folder), encoders.ToCsv());
        foreach (StudyText text in result.Study.Texts)
        {
            if (TrialTable.Create(result, text) is not { } table)
                continue;
            string path = StudyFolder.Table(folder, text);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            RunFolder.Write(path, table.ToCsv());
        }

        StudyResultFile.From(result).Write(StudyFolder.Result(folder));
    }
}
