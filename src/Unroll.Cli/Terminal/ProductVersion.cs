using System.Reflection;

namespace Unroll.Cli.Terminal;

/// <summary>The version of this assembly, whatever program hosts it.</summary>
static class ProductVersion
{
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
