using System.Text.Json;
using Unroll.Models;
using Unroll.Parameters;
using Unroll.Tensors;
using Unroll.Tests.Golden;
using Unroll.Tests.Support;

namespace Unroll.Tests.Transformers;

/// <summary>A small model with the numbers that other people's software computed from it.</summary>
sealed class PublishedModel
{
    /// <summary>Above what rounding leaves of a gradient that is zero: a bias of keys moves all scores of a query alike.</summary>
    const double Noise = 2e-5;

    readonly JsonElement _expected;

    public PublishedModel(string name)
    {
        Folder = FolderOf(name);
        _expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "expected.json"))).RootElement;
        Expected = new GoldenCase(_expected);
    }

    public string Folder { get; }

    public GoldenCase Expected { get; }

    public static string FolderOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", "transformers", name);

    /// <summary>Ids in the engine's order, [time, batch], with a mask if the file has one of that name.</summary>
    public Tensor Ids(TestStep step, string name, string? mask = null)
    {
        int[][] rows = [.. _expected.GetProperty(name).EnumerateArray().Select(row => row.EnumerateArray().Select(id => id.GetInt32()).ToArray())];
        Tensor ids = step.Ids([rows[0].Length, rows.Length], GoldenArray.Swapped<int>(rows.SelectMany(row => row).ToArray(), rows.Length, rows[0].Length, 1));
        if (mask is null)
            return ids;
        ids = step.Tape.Arena.AttachMask(ids);
        Expected.Mask(mask).CopyTo(ids.Mask);
        return ids;
    }

    /// <summary>Compares the gradients of all weights, after a backward pass.</summary>
    public void CheckGradients(Model model)
    {
        JsonElement gradients = _expected.GetProperty("weightGradients");
        Dictionary<string, GoldenArray> expected = gradients.EnumerateObject().ToDictionary(
            entry => entry.Name, entry => new GoldenCase(gradients).Array(entry.Name));
        string[] names = [.. model.Parameters.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), names);
        foreach (Parameter parameter in model.Parameters.Parameters)
        {
            GoldenArray golden = expected[parameter.Name];
            Assert.Equal(golden.Shape, parameter.Shape);
            if (golden.Data.Max(Math.Abs) < Noise)
                Assert.All(parameter.Gradients.ToArray(), value => Assert.InRange(value, -Noise, Noise));
            else
                TensorAssert.Close(golden.Data, parameter.Gradients, TensorAssert.Gradient, $"gradient of {parameter.Name}");
        }
    }
}
