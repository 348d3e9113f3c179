using Unroll.Kernels.Activations;
using Unroll.Models;
using Unroll.Tests.Support;

namespace Unroll.Tests;

/// <summary>The public surface of the package is written down: a change of it is seen and meant.</summary>
public sealed class PublicApiTests
{
    const string Update = "UNROLL_WRITE_PUBLIC_API";

    [Fact]
    public void PublicApi_IsTheOneWrittenDown()
    {
        string path = Path.Combine(ArchitectureTests.Repository, "docs", "public-api.txt");
        string actual = PublicApi.Of(typeof(ActivationFunction).Assembly, typeof(Model).Assembly);
        if (Environment.GetEnvironmentVariable(Update) == "1")
            File.WriteAllText(path, actual);
        string[] written = File.Exists(path) ? File.ReadAllLines(path) : [], now = actual.TrimEnd('\n').Split('\n');
        string[] old = [.. WithTypes(written)], current = [.. WithTypes(now)];
        string[] changes = [.. old.Except(current).Select(line => "- " + line), .. current.Except(old).Select(line => "+ " + line)];
        Assert.True(written.SequenceEqual(now), $"""
            The public API is not the one in docs/public-api.txt:
            {string.Join('\n', changes.DefaultIfEmpty("(the same lines in another order)"))}
            If that is meant, run: {Update}=1 dotnet test tests/Unroll.Tests --filter PublicApi
            """);
    }

    /// <summary>Each member behind its type.</summary>
    static IEnumerable<string> WithTypes(string[] lines)
    {
        string type = "";
        foreach (string line in lines.Where(line => line.Length > 0))
        {
            if (line[0] != ' ')
                type = line.Split(" : ")[0];
            yield return line[0] == ' ' ? $"{type}: {line.Trim()}" : line;
        }
    }
}
