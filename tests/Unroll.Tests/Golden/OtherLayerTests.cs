namespace Unroll.Tests.Golden;

/// <summary>Dense with each activation, TimeDistributed, LayerNormalization and Embedding against Keras: every case of the file.</summary>
public sealed class OtherLayerTests
{
    static readonly IReadOnlyList<GoldenCase> s_cases = GoldenFile.Read("keras/other_layers.json");

    public static TheoryData<int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (int i = 0; i < s_cases.Count; i++)
                data.Add(i, $"{s_cases[i].Text("layer")} {s_cases[i].Object("config").Compact}");
            return data;
        }
    }

    [Fact]
    public void Cases_AreAllOfThem() => Assert.Equal(12 + 3, Cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Layer_AgreesWithKeras(int index, string name)
    {
        Assert.NotEmpty(name);
        GoldenLayer.Check(s_cases[index]);
    }
}
