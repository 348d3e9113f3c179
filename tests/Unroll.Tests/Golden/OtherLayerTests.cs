namespace Unroll.Tests.Golden;

/// <summary>Dense with each activation, and Embedding, against Keras.</summary>
public sealed class OtherLayerTests
{
    static readonly IReadOnlyList<GoldenCase> s_cases = GoldenFile.Read("keras/other_layers.json");

    [Theory]
    [InlineData("linear")]
    [InlineData("relu")]
    [InlineData("elu")]
    [InlineData("softplus")]
    [InlineData("softsign")]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    [InlineData("hard_sigmoid")]
    [InlineData("softmax")]
    public void Dense_AgreesWithKeras(string activation) => GoldenLayer.Check(Assert.Single(s_cases, golden =>
        golden.Text("layer") == "Dense" && golden.Object("config").Text("activation") == activation));

    [Fact]
    public void Embedding_AgreesWithKeras() => GoldenLayer.Check(Assert.Single(s_cases, golden => golden.Text("layer") == "Embedding"));
}
