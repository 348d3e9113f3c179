using Unroll.Layers;
using Unroll.Models;
using Unroll.Parameters;
using Unroll.Persistence;

namespace Unroll.Tests.Models;

/// <summary>Weights as users get and set them.</summary>
public sealed class ModelWeightsTests
{
    static Sequential Built()
    {
        var model = new Sequential(new Lstm(4), new Dense(2));
        model.Build([5, 3]);
        return model;
    }

    [Fact]
    public void Parameters_AreFoundByName()
    {
        Sequential model = Built();
        Assert.Equal([3, 16], model.Parameters["lstm.kernel"].Shape.ToArray());
        model.Parameters["dense.bias"].Set([7, 8]);
        Assert.Equal([7, 8], model.GetWeights()[^1]);
        var error = Assert.Throws<KeyNotFoundException>(() => model.Parameters["lstm.kernal"]);
        Assert.Contains("did you mean 'lstm.kernel'", error.Message, StringComparison.Ordinal);
        Assert.Contains("dense.bias", error.Message, StringComparison.Ordinal);
        Assert.Contains("Build", Assert.Throws<KeyNotFoundException>(() => new Sequential(new Dense(1)).Parameters["dense.bias"]).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void LoadWeights_Throws_AndChangesNothing_WhenOneIsOfAnotherType()
    {
        using var folder = new TemporaryFolder();
        Sequential model = Built();
        float[] before = model.Parameters.Values.ToArray();
        var writer = new SafetensorsWriter();
        foreach (Parameter parameter in model.Parameters.Parameters)
            if (parameter.Name == "dense.bias")
                writer.Add(parameter.Name, parameter.Shape.ToArray(), new long[parameter.Shape.Length]);
            else
                writer.Add(parameter.Name, parameter.Shape.ToArray(), new float[parameter.Shape.Length]);
        writer.Write(folder.File("weights.safetensors"));
        string message = Assert.Throws<InvalidDataException>(() => model.LoadWeights(folder.File("weights.safetensors"))).Message;
        Assert.Contains("'dense.bias' is I64", message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.Values);
    }

    [Fact]
    public void SetWeights_TakesWhatGetWeightsGave()
    {
        Sequential from = new(new Lstm(4), new Dense(2)) { Seed = 9 }, to = Built();
        from.Build([5, 3]);
        to.SetWeights(from.GetWeights());
        Assert.Equal(from.Parameters.Values, to.Parameters.Values);
    }

    [Fact]
    public void SetWeights_Throws_AndChangesNothing_WhenCountOrLengthIsWrong()
    {
        Sequential model = Built();
        float[] before = model.Parameters.Values.ToArray();
        float[][] weights = model.GetWeights();
        weights[0][0] = 99;
        var error = Assert.Throws<ArgumentException>(() => model.SetWeights(weights[..4]));
        Assert.Contains("5 parameters", error.Message, StringComparison.Ordinal);
        Assert.Contains("lstm.kernel (3, 16)", error.Message, StringComparison.Ordinal);
        Assert.Contains("4 arrays", error.Message, StringComparison.Ordinal);
        weights[4] = [1, 2, 3];
        error = Assert.Throws<ArgumentException>(() => model.SetWeights(weights));
        Assert.Contains("'dense.bias' has shape (2,)", error.Message, StringComparison.Ordinal);
        Assert.Contains("3 were given", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Parameters["dense.bias"].Set([1]));
        Assert.Equal(before, model.Parameters.Values);
        Assert.Throws<InvalidOperationException>(() => new Sequential(new Dense(1)).GetWeights());
        Assert.Throws<InvalidOperationException>(() => new Sequential(new Dense(1)).SetWeights([]));
    }
}
