using Unroll.Studies;
using Unroll.Studies.Tasks;

namespace Unroll.Cli.Commands;

/// <summary>The file behind --config.</summary>
static class ConfigurationFile
{
    public static TextConfiguration Read(string file) => File.Exists(file)
        ? TextConfiguration.FromJson(File.ReadAllText(file), file)
        : throw new InputException($"--config {file}: there is no such file; name the config.json of a run");
}
