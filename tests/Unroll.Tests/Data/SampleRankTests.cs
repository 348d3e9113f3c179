using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Tensors;
using Unroll.Training;

namespace Unroll.Tests.Data;

/// <summary>What can be built runs, in Keras' order; everything else is refused before any number is computed.</summary>
public sealed class SampleRankTests
{
    const int Count = 3;

    /// <summary>W and b of the dense layer.</summary>
    static readonly float[] s_kernel = [1, -2, 3, 0.5f, 4, -1], s_bias = [0.25f, -0.5f];

    static readonly Dictionary<string, Func<Layer>> s_layers = new()
    {
        ["dense"] = () => new Dense(2),
        ["activation"] = () => new Activation(Activation.Relu),
        ["dropout"] = () => new Dropout(0.5f),
        ["flatten"] = () => new Flatten(),
        ["reshape"] = () => new Reshape([-1, 2]),
        ["gaussian_noise"] = () => new GaussianNoise(1),
        ["layer_normalization"] = () => new LayerNormalization(),
    };

    public static TheoryData<string> Layers => [.. s_layers.Keys];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Build_Refuses_SamplesOfOtherRanks(string layer)
    {
        foreach (Shape shape in new Shape[] { [], [2, 3, 4], [4, 1, 1], [1, 2, 3, 4], [0], [3, 0], [0, 2], [-1], [3, -1] })
        {
            var model = new Sequential(s_layers[layer]());
            var error = Assert.Throws<ShapeMismatchException>(() => model.Build(shape));
            Assert.Contains(shape.ToString(), error.Message, StringComparison.Ordinal);
            Assert.False(model.IsBuilt);
            model.Build([4, 2]);
        }
    }

    [Theory]
    [InlineData("dense", new[] { 3 })]
    [InlineData("dense", new[] { 4, 3 })]
    [InlineData("dense", new[] { 1, 3 })]
    [InlineData("activation", new[] { 4 })]
    [InlineData("activation", new[] { 4, 3 })]
    [InlineData("activation", new[] { 4, 1 })]
    [InlineData("dropout", new[] { 4 })]
    [InlineData("dropout", new[] { 4, 3 })]
    [InlineData("flatten", new[] { 4 })]
    [InlineData("flatten", new[] { 4, 3 })]
    [InlineData("reshape", new[] { 12 })]
    [InlineData("reshape", new[] { 4, 3 })]
    public void WhatBuilds_FitsEvaluatesAndPredicts_InKerasOrder(string layer, int[] extents)
    {
        var shape = new Shape(extents);
        float[] x = [.. Enumerable.Range(0, Count * shape.Length).Select(i => ((i * 7) % 11) - 5f)];
        int features = layer switch { "flatten" => shape.Length, "reshape" => 2, _ => shape.Last };
        Layer[] layers = layer == "dense" ? [s_layers[layer]()] : [s_layers[layer](), Identity(features)];
        Model model = new Sequential(layers).Compile(new Sgd(0), Loss.MeanSquaredError).Build(shape);
        if (layer == "dense")
            model.SetWeights(s_kernel, s_bias);
        float[] expected = layer switch { "dense" => Dense(x), "activation" => [.. x.Select(value => Math.Max(0, value))], _ => x };
        Assert.Equal(expected, model.Predict(x));
        Assert.Equal(expected, model.Predict(new Samples(x, shape)));

        // Targets that are the predictions but for one number leave its square, wherever it stands.
        float[] targets = [.. expected];
        targets[^1] += 6;
        var data = new ArrayData(x, shape, targets, model.OutputShape);
        double loss = 36.0 / targets.Length;
        Assert.Equal(loss, model.Evaluate(data, batchSize: 8)["loss"], loss * 1e-6);
        History history = model.Fit(data, new FitOptions { BatchSize = 2 });
        if (layer != "dropout")
            Assert.Equal(loss, history["loss"][0], loss * 1e-6);
    }

    [Fact]
    public void Samples_Refuse_OtherRanks()
    {
        foreach (Shape shape in new Shape[] { [], [2, 3, 4], [1, 2, 3, 4], [-1, -1], [0] })
            Assert.Contains(shape.ToString(), Assert.Throws<ShapeMismatchException>(() => new Samples(new float[24], shape)).Message, StringComparison.Ordinal);
        foreach (Shape shape in new Shape[] { [2, 3], [2, 3, 4], [-1] })
            Assert.Contains(shape.ToString(), Assert.Throws<ShapeMismatchException>(() => new Samples(new int[24], shape)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Refuses_IdsOfOtherRanks_AndSideInputsBeyondSequences()
    {
        Assert.Throws<ShapeMismatchException>(() => new Sequential(new Embedding(3, 2)).Build([2, 3]));
        var error = Assert.Throws<ShapeMismatchException>(() => new Rows().Build([3], [2, 3, 4]));
        Assert.Contains("(2, 3, 4)", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A model of a user's may give matrices: [time, rows, outputs] for each sample.</summary>
    [Fact]
    public void Predict_WritesMatrices_SampleBySample()
    {
        var model = new Rows();
        model.Build([3, 4]);
        float[] x = [.. Enumerable.Range(0, 2 * 12).Select(i => (float)i)];
        Assert.Equal(x, model.Predict(x));
        Assert.Equal(x[..16], model.Predict(x.AsSpan(0, 16), steps: 2));
    }

    static Dense Identity(int features) => new(features) { UseBias = false, KernelInitializer = new IdentityInitializer() };

    static float[] Dense(float[] x) =>
        [.. Enumerable.Range(0, x.Length / 3).SelectMany(row => Enumerable.Range(0, 2).Select(unit =>
            (x[3 * row] * s_kernel[unit]) + (x[(3 * row) + 1] * s_kernel[2 + unit]) + (x[(3 * row) + 2] * s_kernel[4 + unit]) + s_bias[unit]))];

    sealed class Rows : Model
    {
        readonly Activation _linear = new(Activation.Linear);

        public override Tensor Forward(LayerContext context, Tensor input)
        {
            Tensor output = _linear.Forward(context, input);
            return output.Reshape(new Shape(output.Shape[0], output.Shape[1], 2, 2));
        }

        protected override Shape BuildLayers(ModelBuilder builder, Shape input)
        {
            builder.Add(_linear, input);
            return input.Rank == 2 ? new Shape(input[0], 2, 2) : input;
        }
    }
}
