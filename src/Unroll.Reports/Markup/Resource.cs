namespace Unroll.Reports.Markup;

/// <summary>Texts that come with the assembly.</summary>
static class Resource
{
    public static string Text(string name)
    {
        using var reader = new StreamReader(typeof(Resource).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
