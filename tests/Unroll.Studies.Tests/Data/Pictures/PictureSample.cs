namespace Unroll.Studies.Tests.Data.Pictures;

/// <summary>Digits drawn in many ways, each as one small file.</summary>
static class PictureSample
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "Pictures", "Samples", name);
}
